import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Alert, Button, Card, Checkbox, Form, Input, Radio, Space } from 'antd';
import { useState } from 'react';
import { clockQuery, companyQuery, type Draft, draftsQuery } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import { CommandFailure } from '../../parts/command-failure.tsx';
import { Receipt } from '../../parts/receipt.tsx';
import { Answered } from '../../parts/status.tsx';
import { minuteOf } from '../../parts/time-words.ts';
import { factsOf, faultsOf, investorOf } from './application-input.ts';
import { FactsForm } from './facts-form.tsx';
import { FactsView } from './facts-view.tsx';
import { PaperFields } from './paper-fields.tsx';
import { useDraft } from './use-draft.ts';
import { useSubmission } from './use-submission.ts';

type Values = Record<string, unknown>;

const InvestorCard = () => {
  const form = Form.useFormInstance();
  const kind: unknown = Form.useWatch(['investor', 'kind'], form);
  return (
    <Card title={<h2>投资主体</h2>}>
      <Form.Item name={['investor', 'kind']} label="主体类型">
        <Radio.Group
          options={[
            { value: 'company', label: '已登记企业' },
            { value: 'toBeFounded', label: '拟设立企业（尚未登记）' },
          ]}
        />
      </Form.Item>
      <div className="pair">
        <Form.Item
          name={['investor', 'name']}
          label="企业名称"
          rules={[{ required: true, message: '请填写企业名称' }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        {kind === 'toBeFounded' ? null : (
          <Form.Item
            name={['investor', 'creditCode']}
            label="统一社会信用代码"
            extra="18 位，营业执照上的编号"
            rules={[{ required: true, message: '请填写统一社会信用代码' }]}
          >
            <Input maxLength={18} />
          </Form.Item>
        )}
      </div>
    </Card>
  );
};

const ApplyForm = ({ draft, first }: { draft: Draft | undefined; first: Values }) => {
  const me = useMe();
  const isWindow = me.roles.includes('windowClerk');
  const { data: clock } = useQuery(clockQuery);
  const [form] = Form.useForm<Values>();
  const { current, saving, save, saveSoon, stop } = useDraft(draft?.id);
  const { submit, busy, failure, done } = useSubmission('submitApplication', form);
  const [preview, setPreview] = useState<Values | null>(null);

  const inputOf = (values: Values): Values => ({
    investor: investorOf(values['investor']),
    facts: factsOf(values['facts']),
    electronicDelivery: values['electronicDelivery'] === true,
    ...(isWindow ? { paper: values['paper'] } : {}),
  });
  const look = (): void => {
    const input = inputOf(form.getFieldsValue(true));
    const faults = faultsOf(input['facts'] as Values, input['investor'] as Values);
    if (faults.length > 0) {
      form.setFields(faults.map(({ field, zh }) => ({ name: field.split('.'), errors: [zh] })));
      form.scrollToField(faults[0]?.field.split('.') ?? [], { block: 'center' });
      return;
    }
    if (!isWindow) void save(form.getFieldsValue(true));
    setPreview(input);
    window.scrollTo({ top: 0 });
  };
  const give = async (): Promise<void> => {
    if (preview === null) return;
    stop();
    if (!isWindow) await save(form.getFieldsValue(true));
    const sent = await submit({
      ...preview,
      ...(current.current === undefined || isWindow ? {} : { draft: current.current }),
    });
    if (!sent) setPreview(null);
  };

  if (done !== null)
    return (
      <Receipt
        title="提交准入申请"
        project={String((preview?.['facts'] as Values | undefined)?.['name'] ?? '')}
        done={done}
        today={clock?.today ?? ''}
      >
        <Link to="/projects/$projectId" params={{ projectId: done.subject }} className="ant-btn-link">
          查看项目档案
        </Link>
      </Receipt>
    );
  return (
    <>
      {preview === null ? null : (
        <Card
          title={<h2>请核对后提交</h2>}
          extra={
            <Space wrap>
              <Button onClick={() => setPreview(null)}>返回修改</Button>
              <Button type="primary" loading={busy} onClick={() => void give()} data-testid="apply-submit">
                确认提交
              </Button>
            </Space>
          }
        >
          <p>
            {String((preview['investor'] as Values)['name'])}{' '}
            <span className="muted">{String((preview['investor'] as Values)['creditCode'] ?? '拟设立')}</span>
          </p>
          <FactsView facts={preview['facts'] as Values} />
        </Card>
      )}
      <Form
        form={form}
        layout="vertical"
        initialValues={first}
        onFinish={look}
        onValuesChange={() => {
          if (!isWindow) saveSoon(form.getFieldsValue(true));
        }}
        scrollToFirstError={{ block: 'center' }}
        className="stack"
        style={preview === null ? {} : { display: 'none' }}
      >
        <CommandFailure failure={failure} />
        <FactsForm
          before={
            <>
              {isWindow ? <PaperFields /> : null}
              <InvestorCard />
            </>
          }
        />
        <Card>
          <Form.Item name="electronicDelivery" valuePropName="checked" style={{ marginBlockEnd: 0 }}>
            <Checkbox>同意电子送达：结论和通知送达本平台即为送达</Checkbox>
          </Form.Item>
        </Card>
        <div className="foot">
          <span className="muted" aria-live="polite" data-testid="draft-state">
            {saving.at === 'saving' ? '正在保存草稿…' : null}
            {saving.at === 'saved' ? `草稿已保存 ${minuteOf(saving.on)}` : null}
            {saving.at === 'failed' ? `草稿未能保存：${saving.zh}` : null}
          </span>
          <Button type="primary" htmlType="submit" size="large" data-testid="apply-preview">
            预览并提交
          </Button>
        </div>
      </Form>
    </>
  );
};

/** 新建准入申请. */
export const ApplyPage = () => {
  const me = useMe();
  const { draft: wanted } = useSearch({ from: '/shell/apply' });
  const drafts = useQuery({ ...draftsQuery, staleTime: Number.POSITIVE_INFINITY });
  const company = useQuery(companyQuery);
  return (
    <>
      <h1>准入申请</h1>
      <Alert
        type="info"
        title="准入结论是对服务和供地的意见，不是行政许可；没有准入结论也可以办理项目备案。"
      />
      <Answered asked={company}>
        {(own) => (
          <Answered asked={drafts}>
            {(found) => {
              const draft = found.find(({ id }) => id === wanted);
              return (
                <ApplyForm
                  draft={draft}
                  first={
                    (draft?.form as Values | undefined) ?? {
                      investor: {
                        kind: 'company',
                        ...(own === null || !me.roles.includes('enterprise')
                          ? {}
                          : { name: own.name, creditCode: own.creditCode ?? '' }),
                      },
                      electronicDelivery: true,
                    }
                  }
                />
              );
            }}
          </Answered>
        )}
      </Answered>
    </>
  );
};
