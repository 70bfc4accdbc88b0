import { Form, Input } from 'antd';

export const LoginNameField = () => (
  <Form.Item
    name="loginName"
    label="登录账号"
    extra="小写字母开头，3–32 位小写字母、数字或短横线"
    rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{2,31}$/, message: '请按要求填写登录账号' }]}
  >
    <Input autoComplete="username" data-testid="new-login-name" />
  </Form.Item>
);

export const PasswordField = () => (
  <Form.Item
    name="password"
    label="密码"
    extra="至少 10 位，含大写字母、小写字母、数字、符号中的三类"
    rules={[{ required: true, message: '请填写密码' }]}
  >
    <Input.Password autoComplete="new-password" maxLength={128} data-testid="new-password" />
  </Form.Item>
);
