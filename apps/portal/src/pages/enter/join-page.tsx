import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Form } from 'antd';
import { ask } from '../../api/graphql.ts';
import { session } from '../../app/session.tsx';
import { JoinCompanyDocument } from '../../generated/graphql.ts';
import { EnterFrame } from './enter-frame.tsx';
import { LoginNameField, PasswordField } from './password-fields.tsx';
import { useAsking } from './use-asking.ts';

/** 接受邀请: one more person of a company. */
export const JoinPage = () => {
  const { invitation } = useSearch({ from: '/join' });
  const navigate = useNavigate();
  const [form] = Form.useForm<{ loginName: string; password: string }>();
  const { busy, failure, asking } = useAsking(form);
  const join = async (typed: { loginName: string; password: string }): Promise<void> => {
    const answer = await asking(
      async () => (await ask(JoinCompanyDocument, { input: { invitation, ...typed } })).joinCompany,
    );
    if (answer === null) return;
    const refused = await session.signIn(typed.loginName, typed.password);
    await navigate(refused === null ? { to: '/projects' } : { to: '/login' });
  };
  return (
    <EnterFrame title="加入企业">
      <p className="muted note">您的企业管理人邀请您加入，请设置登录账号和密码。邀请只能使用一次。</p>
      <Form form={form} layout="vertical" onFinish={join}>
        <LoginNameField />
        <PasswordField />
        {failure === null ? null : (
          <Alert type="error" showIcon role="alert" title={failure} style={{ marginBlockEnd: 16 }} />
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={busy} data-testid="join">
          加入并登录
        </Button>
      </Form>
    </EnterFrame>
  );
};
