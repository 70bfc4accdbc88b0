import { Link } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Result } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/graphql.ts';
import { ResetForgottenPasswordDocument } from '../../generated/graphql.ts';
import { ConfirmationFields } from './confirmation-fields.tsx';
import { EnterFrame } from './enter-frame.tsx';
import { PasswordField } from './password-fields.tsx';
import { useAsking } from './use-asking.ts';

/** 找回密码, for enterprises; staff ask the security administrator. */
export const ResetPage = () => {
  const [form] = Form.useForm<{ loginName: string; code: string; password: string }>();
  const { busy, failure, asking } = useAsking(form);
  const [confirmation, setConfirmation] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const reset = async ({ code, password }: { code: string; password: string }): Promise<void> => {
    const answer = await asking(
      async () =>
        (
          await ask(ResetForgottenPasswordDocument, {
            input: { confirmation: confirmation ?? '', code, password },
          })
        ).resetForgottenPassword,
    );
    setDone(answer !== null);
  };
  if (done)
    return (
      <EnterFrame title="找回密码">
        <Result status="success" title="密码已重新设置" extra={<Link to="/login">去登录</Link>} />
      </EnterFrame>
    );
  return (
    <EnterFrame title="找回密码">
      <p className="muted note">适用于企业账号。工作人员请联系安全管理员重置密码。</p>
      <Form form={form} layout="vertical" onFinish={reset}>
        <Form.Item name="loginName" label="登录账号" rules={[{ required: true, message: '请填写登录账号' }]}>
          <Input autoComplete="username" data-testid="reset-login-name" />
        </Form.Item>
        <ConfirmationFields
          input={() => {
            const loginName: unknown = form.getFieldValue('loginName');
            if (typeof loginName === 'string' && loginName.trim() !== '')
              return { purpose: 'reset', loginName: loginName.trim() };
            void form.validateFields(['loginName']).catch(() => undefined);
            return null;
          }}
          onSent={setConfirmation}
        />
        <PasswordField />
        {failure === null ? null : (
          <Alert type="error" showIcon role="alert" title={failure} style={{ marginBlockEnd: 16 }} />
        )}
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          block
          loading={busy}
          disabled={confirmation === null}
          data-testid="reset"
        >
          重新设置密码
        </Button>
      </Form>
    </EnterFrame>
  );
};
