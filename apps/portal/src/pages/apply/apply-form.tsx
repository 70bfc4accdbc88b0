import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button, Card, Checkbox, Form, Space, Steps } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { clockQuery, type Draft } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import { CommandFailure } from '../../parts/command-failure.tsx';
import { Attachments, attachmentsOf } from '../../parts/files/attachments.tsx';
import { Receipt } from '../../parts/receipt.tsx';
import { minuteOf } from '../../parts/time-words.ts';
import { factsOf, faultsOf, investorOf } from './application-input.ts';
import { factSections } from './fact-sections.ts';
import { FactsCard } from './facts-form.tsx';
import { IndicatorTable } from './indicator-table.tsx';
import { InvestorCard } from './investor-card.tsx';
import { PaperFields } from './paper-fields.tsx';
import { Preview } from './preview.tsx';
import { namesOf, stepOf, stepTitles } from './steps.ts';
import { useDraft } from './use-draft.ts';
import { useSubmission } from './use-submission.ts';

export type Values = Record<string, unknown>;

const last = stepTitles.length - 1;

/** The application in steps; each is looked at when one goes on, all of them before the preview. */
export const ApplyForm = ({
  draft,
  first,
  reload,
}: {
  draft: Draft | undefined;
  first: Values;
  /** Takes what was saved elsewhere in place of what stands here. */
  reload: () => void;
}) => {
  const me = useMe();
  const isWindow = me.roles.includes('windowClerk');
  const { data: clock } = useQuery(clockQuery);
  const [form] = Form.useForm<Values>();
  const { current, saving, save, saveSoon, overwrite, stop } = useDraft(draft);
  const { submit, busy, failure, done } = useSubmission('submitApplication', form, (field) =>
    setStep(stepOf(field)),
  );
  const { message } = App.useApp();
  const [step, setStep] = useState(0);
  const [preview, setPreview] = useState<Values | null>(null);
  // Whoever goes on with the keyboard goes on at the head of the step, and is told its name.
  const shown = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) shown.current?.focus({ preventScroll: true });
    moved.current = step >= 0;
  }, [step]);
  const stepProps = (place: number) => ({
    ref: step === place ? shown : null,
    tabIndex: -1,
    role: 'group',
    'aria-label': stepTitles[place] ?? '',
    style: step === place ? {} : { display: 'none' },
  });
  const facts: unknown = Form.useWatch('facts', form);
  const onPaper: unknown = Form.useWatch(['paper', 'receivedOn'], form);
  const receivedOn = typeof onPaper === 'string' && onPaper !== '' ? onPaper : (clock?.today ?? '');
  const refilingOf = typeof first['refilingOf'] === 'string' ? first['refilingOf'] : undefined;

  /** Fields that were never shown count too: what a draft holds is the whole form. */
  const everything = (): Values => ({
    ...form.getFieldsValue(true),
    ...(refilingOf === undefined ? {} : { refilingOf }),
  });
  const inputOf = (values: Values): Values => ({
    investor: investorOf(values['investor']),
    facts: factsOf(values['facts']),
    electronicDelivery: values['electronicDelivery'] === true,
    ...(refilingOf === undefined ? {} : { refilingOf }),
    ...(isWindow ? { paper: values['paper'] } : {}),
  });

  /** Tells the faults up to a step, and goes to the first of them; false where there are any. */
  const isSound = (input: Values, upTo: number): boolean => {
    const faults = faultsOf(input['facts'] as Values, input['investor'] as Values).filter(
      ({ field }) => stepOf(field) <= upTo,
    );
    const [wrong] = faults;
    if (wrong === undefined) return true;
    form.setFields(faults.map(({ field, zh }) => ({ name: field.split('.'), errors: [zh] })));
    setStep(stepOf(wrong.field));
    setTimeout(() => form.scrollToField(wrong.field.split('.'), { block: 'center' }));
    return false;
  };
  const go = async (to: number): Promise<void> => {
    if (to > step) {
      const wrong = await form.validateFields(namesOf(step, isWindow)).then(
        () => null,
        (error: { errorFields: readonly { name: (string | number)[] }[] }) =>
          error.errorFields[0]?.name ?? [],
      );
      if (wrong !== null) {
        form.scrollToField(wrong, { block: 'center' });
        return;
      }
      if (!isSound(inputOf(everything()), to - 1)) return;
    }
    void save(everything());
    setStep(to);
    window.scrollTo({ top: 0 });
  };
  const look = (): void => {
    const input = inputOf(everything());
    if (!isSound(input, last)) return;
    void save(everything());
    setPreview(input);
    window.scrollTo({ top: 0 });
  };
  const give = async (): Promise<void> => {
    if (preview === null) return;
    stop();
    await save(everything());
    const attachments = isWindow ? [] : await attachmentsOf(current.current).catch(() => null);
    if (attachments === null) {
      message.error('附件暂时无法核对，请稍后再提交');
      return;
    }
    const sent = await submit({
      ...preview,
      ...(attachments.length === 0 ? {} : { attachments }),
      ...(current.current === undefined ? {} : { draft: current.current }),
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
        <Preview
          input={preview}
          on={receivedOn}
          busy={busy}
          back={() => setPreview(null)}
          give={() => void give()}
        />
      )}
      <Form
        form={form}
        layout="vertical"
        initialValues={first}
        onValuesChange={() => saveSoon(everything())}
        className="stack"
        style={preview === null ? {} : { display: 'none' }}
      >
        <CommandFailure failure={failure} />
        {saving.at === 'changed' ? (
          <Alert
            type="warning"
            showIcon
            data-testid="draft-changed"
            title="这份草稿已在其他设备或由同事修改，本页后来的内容没有保存"
            action={
              <Space wrap>
                <Button size="small" onClick={reload}>
                  载入最新内容
                </Button>
                <Button size="small" onClick={() => void overwrite(everything())}>
                  以本页内容为准
                </Button>
              </Space>
            }
          />
        ) : null}
        <Card>
          <div className="wide-only">
            <Steps
              size="small"
              current={step}
              onChange={(to) => void go(to)}
              items={stepTitles.map((title) => ({ title }))}
            />
          </div>
          <div className="narrow-only" data-testid="apply-step">
            第 {step + 1} 步，共 {stepTitles.length} 步：<strong>{stepTitles[step]}</strong>
          </div>
        </Card>
        <div className="stack" {...stepProps(0)}>
          {isWindow ? <PaperFields /> : null}
          <InvestorCard />
        </div>
        {factSections.map((section, place) => (
          <div key={section.title} {...stepProps(place + 1)}>
            <FactsCard section={section} />
          </div>
        ))}
        {step === last && !isWindow ? (
          <Attachments
            known={current.current}
            projectId={async () => {
              await save(everything());
              return current.current;
            }}
          />
        ) : null}
        {step === last ? (
          <Card>
            <IndicatorTable facts={factsOf(facts)} on={receivedOn} />
            <Form.Item name="electronicDelivery" valuePropName="checked" style={{ marginBlock: 16 }}>
              <Checkbox>同意电子送达：结论和通知送达本平台即为送达</Checkbox>
            </Form.Item>
          </Card>
        ) : null}
        <div className="foot">
          <span className="muted" aria-live="polite" data-testid="draft-state">
            {saving.at === 'saving' ? '正在保存草稿…' : null}
            {saving.at === 'saved' ? `草稿已保存 ${minuteOf(saving.on)}` : null}
            {saving.at === 'failed' ? `草稿未能保存：${saving.zh}` : null}
          </span>
          <Space>
            {step === 0 ? null : (
              <Button size="large" onClick={() => void go(step - 1)}>
                上一步
              </Button>
            )}
            <Button
              type="primary"
              size="large"
              onClick={() => (step === last ? look() : void go(step + 1))}
              data-testid={step === last ? 'apply-preview' : 'apply-next'}
            >
              {step === last ? '预览并提交' : '下一步'}
            </Button>
          </Space>
        </div>
      </Form>
    </>
  );
};
