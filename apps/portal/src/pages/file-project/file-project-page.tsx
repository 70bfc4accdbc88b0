import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { divisionsOf, industries } from '@yizhan/codes';
import { Alert, Button, Card, Form } from 'antd';
import { applicationQuery, clockQuery, companyQuery } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import { CommandFailure } from '../../parts/command-failure.tsx';
import { FieldInput } from '../../parts/field-input.tsx';
import { inputOf } from '../../parts/form-input.ts';
import type { Field } from '../../parts/forms/form.ts';
import { pathFactFields } from '../../parts/forms/path-facts.ts';
import { Receipt } from '../../parts/receipt.tsx';
import { Answered } from '../../parts/status.tsx';
import { PaperFields } from '../apply/paper-fields.tsx';
import { useSubmission } from '../apply/use-submission.ts';

type Values = Record<string, unknown>;

export const filingFields: readonly Field[] = [
  { name: 'investorName', label: '投资主体名称', kind: 'text', required: true, max: 100 },
  { name: 'creditCode', label: '统一社会信用代码', kind: 'text', required: true, max: 18, help: '18 位' },
  { name: 'name', label: '项目名称', kind: 'text', required: true, max: 100 },
  {
    name: 'division',
    label: '建设地点',
    kind: 'select',
    required: true,
    options: divisionsOf('330182').map(({ code, name }) => ({ value: code, label: name })),
  },
  {
    name: 'industry',
    label: '所属行业',
    kind: 'select',
    required: true,
    options: industries.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
  },
  { name: 'totalInvestment', label: '总投资（万元）', kind: 'decimal', required: true },
  { name: 'landMu', label: '用地面积（亩）', kind: 'decimal', required: true },
];

const deliveryField: Field = {
  name: 'electronicDelivery',
  label: '同意电子送达审批结果',
  kind: 'switch',
  help: '不同意的，结果以纸质送达',
};

const FilingForm = ({ projectId, first }: { projectId: string | null; first: Values }) => {
  const me = useMe();
  const isWindow = me.roles.includes('windowClerk');
  const { data: clock } = useQuery(clockQuery);
  const [form] = Form.useForm<Values>();
  const { submit, busy, failure, done } = useSubmission('fileProject', form);
  const give = async (): Promise<void> => {
    const values = form.getFieldsValue(true);
    await submit({
      ...(projectId === null ? {} : { projectId }),
      ...inputOf([...filingFields, ...pathFactFields, deliveryField], values),
      ...(isWindow ? { paper: values['paper'] } : {}),
    });
  };
  if (done !== null)
    return (
      <Receipt
        title="项目备案"
        project={String(form.getFieldValue('name'))}
        done={done}
        today={clock?.today ?? ''}
      >
        <Link to="/projects/$projectId" params={{ projectId: done.subject }} data-testid="open-dossier">
          查看项目档案和项目代码
        </Link>
      </Receipt>
    );
  return (
    <>
      <Alert
        type="info"
        title="备案实行告知制：信息完整即完成备案，当场取得项目代码（本环境为模拟代码）。是否办理过准入不影响备案。"
      />
      <Form
        form={form}
        layout="vertical"
        initialValues={first}
        onFinish={give}
        scrollToFirstError={{ block: 'center' }}
        className="stack"
      >
        {isWindow ? <PaperFields /> : null}
        <Card>
          <div className="pair">
            {filingFields.map((field) => (
              <FieldInput key={field.name} field={field} />
            ))}
          </div>
        </Card>
        <Card title={<h2>项目事实（决定要办哪些事项）</h2>}>
          <p className="muted small">
            不清楚的可以不填：系统按准入申请推算，推算不出的按一般工业项目假定，并在路径中注明；以后可以更正。
          </p>
          <div className="pair">
            {pathFactFields.map((field) => (
              <FieldInput key={field.name} field={field} />
            ))}
          </div>
          <FieldInput field={deliveryField} />
        </Card>
        <CommandFailure failure={failure} />
        <div className="foot">
          <span />
          <Button type="primary" htmlType="submit" size="large" loading={busy} data-testid="file-submit">
            提交备案
          </Button>
        </div>
      </Form>
    </>
  );
};

/** 项目备案 without admission. */
export const FileNewProjectPage = () => {
  const me = useMe();
  const company = useQuery(companyQuery);
  return (
    <>
      <h1>项目备案</h1>
      <Answered asked={company}>
        {(own) => (
          <FilingForm
            projectId={null}
            first={
              own === null || !me.roles.includes('enterprise')
                ? {}
                : { investorName: own.name, creditCode: own.creditCode ?? '' }
            }
          />
        )}
      </Answered>
    </>
  );
};

/** 项目备案 of a project that came through admission: what is known of it stands there already. */
export const FileProjectPage = () => {
  const { projectId } = useParams({ from: '/shell/projects/$projectId/file' });
  const me = useMe();
  const application = useQuery(applicationQuery(projectId));
  const { data: company } = useQuery(companyQuery);
  // Applied for as 拟设立, it is filed by the name and code that were bound since.
  const own = me.roles.includes('enterprise') ? company : null;
  return (
    <>
      <h1>项目备案</h1>
      <Answered asked={application}>
        {({ investor, facts }) => (
          <FilingForm
            projectId={projectId}
            key={own?.id ?? ''}
            first={{
              investorName: investor.creditCode === null ? (own?.name ?? investor.name) : investor.name,
              creditCode: investor.creditCode ?? own?.creditCode ?? '',
              name: facts.name,
              division: facts.division,
              industry: facts.industry,
              totalInvestment: facts.totalInvestment,
              landMu: facts.landMu,
            }}
          />
        )}
      </Answered>
    </>
  );
};
