import { Alert, Button, Card, Form, Input } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/graphql.ts';
import { InviteColleagueDocument } from '../../generated/graphql.ts';
import { useAsking } from '../enter/use-asking.ts';

interface Typed {
  readonly name: string;
  readonly phone: string;
  readonly post?: string;
}

/** The invitation is the owner's to pass on: nothing sends it yet. */
export const InviteCard = () => {
  const [form] = Form.useForm<Typed>();
  const { busy, failure, asking } = useAsking(form);
  const [link, setLink] = useState<string | null>(null);
  const invite = async ({ name, phone, post }: Typed): Promise<void> => {
    const answer = await asking(
      async () =>
        (
          await ask(InviteColleagueDocument, {
            input: {
              key: crypto.randomUUID(),
              name: name.trim(),
              phone: phone.trim(),
              ...(post === undefined || post.trim() === '' ? {} : { post: post.trim() }),
            },
          })
        ).inviteColleague,
    );
    if (answer?.__typename !== 'InviteColleagueDone') return;
    setLink(`${window.location.origin}/join?invitation=${answer.invitation}`);
    form.resetFields();
  };
  return (
    <Card title={<h2>邀请同事</h2>}>
      <Form form={form} layout="vertical" onFinish={invite}>
        <div className="pair">
          <Form.Item name="name" label="姓名" rules={[{ required: true, message: '请填写姓名' }]}>
            <Input maxLength={50} data-testid="invite-name" />
          </Form.Item>
          <Form.Item
            name="phone"
            label="联系电话"
            rules={[
              {
                required: true,
                pattern: /^\s*(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})\s*$/,
                message: '请填写手机号码或带区号的座机',
              },
            ]}
          >
            <Input maxLength={20} data-testid="invite-phone" />
          </Form.Item>
          <Form.Item name="post" label="职务">
            <Input maxLength={50} />
          </Form.Item>
        </div>
        {failure === null ? null : (
          <Alert type="error" showIcon role="alert" title={failure} style={{ marginBlockEnd: 16 }} />
        )}
        <Button htmlType="submit" loading={busy} data-testid="invite">
          生成邀请链接
        </Button>
      </Form>
      {link === null ? null : (
        <Alert
          type="success"
          style={{ marginBlockStart: 16, overflowWrap: 'anywhere' }}
          title="请把邀请链接转给同事，七天内有效，只能使用一次"
          description={<code data-testid="invitation">{link}</code>}
        />
      )}
    </Card>
  );
};
