import { PhoneOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { engagementQuery } from '../../api/queries.ts';
import { CommandFailure } from '../../parts/command-failure.tsx';
import { Answered } from '../../parts/status.tsx';
import { useSubmission } from '../apply/use-submission.ts';

const channels = [
  { value: 'visit', label: '上门' },
  { value: 'call', label: '电话' },
  { value: 'message', label: '消息' },
  { value: 'meeting', label: '会议' },
] as const;
const channelName = (channel: string): string =>
  channels.find(({ value }) => value === channel)?.label ?? channel;
const phrases = ['已了解进展，暂无困难', '已提醒准备下一事项材料', '有困难，已协调部门'];

const LogForm = ({ engagementId, close }: { engagementId: string; close: () => void }) => {
  const [form] = Form.useForm<{ summary: string }>();
  const [channel, setChannel] = useState<string>('call');
  const { submit, busy, failure, done } = useSubmission('logContact', form);
  if (done !== null)
    return (
      <div className="thumb" role="status">
        <p>联系情况已记录。</p>
        <Button type="primary" size="large" block onClick={close}>
          完成
        </Button>
      </div>
    );
  return (
    <Form
      form={form}
      layout="vertical"
      className="thumb"
      onFinish={({ summary }) => void submit({ id: engagementId, channel, summary: summary.trim() })}
    >
      <fieldset className="choices">
        <legend className="nth muted">联系方式</legend>
        {channels.map(({ value, label }) => (
          <Button
            key={value}
            size="large"
            type={channel === value ? 'primary' : 'default'}
            aria-pressed={channel === value}
            onClick={() => setChannel(value)}
          >
            {label}
          </Button>
        ))}
      </fieldset>
      <Form.Item name="summary" label="联系情况" rules={[{ required: true, message: '请填写联系情况' }]}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      <div className="choices">
        {phrases.map((phrase) => (
          <Button key={phrase} onClick={() => form.setFieldsValue({ summary: phrase })}>
            {phrase}
          </Button>
        ))}
      </div>
      <CommandFailure failure={failure} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy} data-testid="contact-submit">
        记录
      </Button>
    </Form>
  );
};

/** What was talked about before, so that nobody asks twice. */
const Before = ({ projectId }: { projectId: string }) => {
  const engagement = useQuery(engagementQuery(projectId));
  return (
    <Answered asked={engagement}>
      {({ contacts, plan }) => (
        <section className="before">
          {plan === null ? null : <p className="muted">代办方案：{plan.plan}</p>}
          <h3>以往联系</h3>
          {contacts.length === 0 ? <p className="muted">还没有联系记录</p> : null}
          <ul className="plain">
            {contacts.slice(0, 5).map((contact) => (
              <li key={`${contact.on}${contact.summary}`}>
                {contact.summary}
                <div className="muted small">
                  {contact.on} {channelName(contact.channel)}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Answered>
  );
};

/** The log of a contact, with everything in reach of one thumb. */
export const ContactLog = ({
  engagementId,
  projectId,
  project,
}: {
  engagementId: string;
  projectId: string;
  project: string;
}) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<PhoneOutlined />} onClick={() => setOpen(true)} data-testid="log-contact">
        记录联系
      </Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        placement="bottom"
        size={520}
        title={<h2 className="drawer-title">{project}</h2>}
        destroyOnHidden
      >
        <LogForm engagementId={engagementId} close={() => setOpen(false)} />
        <Before projectId={projectId} />
      </Drawer>
    </>
  );
};
