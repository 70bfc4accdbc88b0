import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/graphql.ts';
import { RequestConfirmationDocument, type RequestConfirmationInput } from '../../generated/graphql.ts';
import { useAsking } from './use-asking.ts';

/** A code for the phone or e-mail: nothing sends it yet, so it is shown, and called what it is. */
export const ConfirmationFields = ({
  input,
  onSent,
}: {
  /** Whom to send it to, by what stands in the form; null while that is missing. */
  input: () => RequestConfirmationInput | null;
  onSent: (confirmation: string) => void;
}) => {
  const form = Form.useFormInstance();
  const { busy, failure, asking } = useAsking(form);
  const [sent, setSent] = useState<{ readonly sentTo: string; readonly simulatedCode: string } | null>(null);
  const send = async (): Promise<void> => {
    const wanted = input();
    if (wanted === null) return;
    const answer = await asking(
      async () => (await ask(RequestConfirmationDocument, { input: wanted })).requestConfirmation,
    );
    if (answer?.__typename !== 'RequestConfirmationDone') return;
    setSent(answer);
    onSent(answer.confirmation);
  };
  return (
    <>
      <Button onClick={() => void send()} loading={busy} data-testid="send-code" block>
        {sent === null ? '获取验证码' : '重新获取验证码'}
      </Button>
      {failure === null ? null : (
        <Alert type="error" showIcon role="alert" title={failure} style={{ marginBlock: 12 }} />
      )}
      {sent === null ? null : (
        <Alert
          type="warning"
          showIcon
          style={{ marginBlock: 12 }}
          data-testid="simulated-code"
          title={`【模拟】短信和邮件尚未接通，未向 ${sent.sentTo} 实际发送。验证码为 ${sent.simulatedCode}`}
        />
      )}
      <Form.Item
        name="code"
        label="验证码"
        rules={[{ required: true, pattern: /^\d{6}$/, message: '请填写 6 位验证码' }]}
        style={{ marginBlockStart: 12 }}
      >
        <Input inputMode="numeric" maxLength={6} autoComplete="one-time-code" data-testid="code" />
      </Form.Item>
    </>
  );
};
