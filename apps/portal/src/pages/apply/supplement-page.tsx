import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, App, Button, Card, Form, Input } from 'antd';
import { type Application, applicationQuery, clockQuery } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import { CommandFailure } from '../../parts/command-failure.tsx';
import { FieldInput } from '../../parts/field-input.tsx';
import { Attachments, attachmentsOf } from '../../parts/files/attachments.tsx';
import { text } from '../../parts/forms/form.ts';
import { Receipt } from '../../parts/receipt.tsx';
import { Answered } from '../../parts/status.tsx';
import { factsOf, faultsOf } from './application-input.ts';
import { FactsForm } from './facts-form.tsx';
import { useSubmission } from './use-submission.ts';

const SupplementForm = ({ application }: { application: Application }) => {
  const { data: clock } = useQuery(clockQuery);
  const [form] = Form.useForm<Record<string, unknown>>();
  const { submit, busy, failure, done } = useSubmission('supplementApplication', form);
  const { message } = App.useApp();
  const isWindow = useMe().roles.includes('windowClerk');
  const { facts, supplement } = application;
  const isLate = supplement !== null && clock !== undefined && clock.today > supplement.due.dueOn;

  const give = async (): Promise<void> => {
    const values = form.getFieldsValue(true);
    const stated = factsOf(values['facts']);
    const faults = faultsOf(stated);
    if (faults.length > 0) {
      form.setFields(faults.map(({ field, zh }) => ({ name: field.split('.'), errors: [zh] })));
      form.scrollToField(faults[0]?.field.split('.') ?? [], { block: 'center' });
      return;
    }
    const attachments = await attachmentsOf(application.id).catch(() => null);
    if (attachments === null) {
      message.error('附件暂时无法核对，请稍后再提交');
      return;
    }
    await submit({
      id: application.id,
      facts: stated,
      note: String(values['note']).trim(),
      ...(attachments.length === 0 ? {} : { attachments }),
      ...(isWindow ? { paper: values['paper'] } : {}),
    });
  };

  if (done !== null)
    return (
      <Receipt title="提交补充材料" project={facts.name} done={done} today={clock?.today ?? ''}>
        <Link to="/projects/$projectId" params={{ projectId: done.subject }}>
          查看项目档案
        </Link>
      </Receipt>
    );
  return (
    <>
      {supplement === null ? (
        <Alert type="warning" showIcon title="目前没有要求补充的内容" />
      ) : (
        <Alert
          type="warning"
          showIcon
          title={
            isLate
              ? `补充期限 ${supplement.due.dueOn} 已过，已视为撤回；只有期限内收到的纸质材料可由窗口补录`
              : `请在 ${supplement.due.dueOn} 前一次补齐，逾期视为撤回`
          }
          description={
            <ul className="plain">
              {supplement.asked.map(({ what, why }) => (
                <li key={what}>
                  <strong>{what}</strong>：{why}
                </li>
              ))}
            </ul>
          }
        />
      )}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ facts }}
        onFinish={give}
        scrollToFirstError={{ block: 'center' }}
        className="stack"
      >
        {isWindow ? (
          <Card title={<h2>窗口代为收件</h2>}>
            <div className="pair">
              <Form.Item
                name={['paper', 'receivedOn']}
                label="实际收件日期"
                rules={[{ required: true, message: '请填写日期' }]}
              >
                <Input type="date" />
              </Form.Item>
              <Form.Item
                name={['paper', 'reason']}
                label="代为录入的原因"
                rules={[{ required: true, message: '请填写原因' }]}
              >
                <Input maxLength={200} />
              </Form.Item>
            </div>
          </Card>
        ) : null}
        <Card title={<h2>补充说明</h2>}>
          <FieldInput field={text('note', '补充了什么', 1000)} />
        </Card>
        <Attachments known={application.id} projectId={async () => application.id} />
        <FactsForm />
        <CommandFailure failure={failure} />
        <div className="foot">
          <Link to="/projects/$projectId" params={{ projectId: application.id }}>
            返回项目
          </Link>
          <Button
            type="primary"
            htmlType="submit"
            size="large"
            loading={busy}
            data-testid="supplement-submit"
          >
            提交补充材料
          </Button>
        </div>
      </Form>
    </>
  );
};

/** 补充材料: the application as it stands, to be mended. */
export const SupplementPage = () => {
  const { projectId } = useParams({ from: '/shell/projects/$projectId/supplement' });
  const application = useQuery(applicationQuery(projectId));
  return (
    <>
      <h1>补充材料</h1>
      <Answered asked={application}>{(found) => <SupplementForm application={found} />}</Answered>
    </>
  );
};
