import { Link } from '@tanstack/react-router';
import { Button, Grid, Table, Tag } from 'antd';
import type { Dossier } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import type { Intended } from '../../parts/command-drawer.tsx';
import { mayWithdraw } from '../../parts/turns.ts';
import { unitName } from '../../words/names.ts';
import { limitWords, overWords } from './limit-words.ts';

type Step = Dossier['steps'][number];

const colours: Readonly<Record<string, string>> = {
  received: 'processing',
  correcting: 'warning',
  accepted: 'processing',
  suspended: 'purple',
  decided: 'cyan',
  delivered: 'success',
  done: 'success',
  notAccepted: 'error',
};
const outcomes: Readonly<Record<string, string>> = { granted: '准予', refused: '不予' };

const dates = (step: Step): string => {
  const { submittedOn, deliveredOn } = step;
  if (submittedOn !== null && submittedOn === deliveredOn) return `${submittedOn} 当日办结`;
  return [
    ['收件', step.submittedOn],
    ['受理', step.acceptedOn],
    ['决定', step.decidedOn],
    ['送达', step.deliveredOn],
  ]
    .filter(([, on]) => on !== null)
    .map(([word, on]) => `${word} ${on}`)
    .join('，');
};

/** Before the clock runs, what is promised and what the law grants; then what of both is used. */
const Limits = ({ step, named = false }: { step: Step; named?: boolean }) => {
  const { clock } = step;
  const due = step.promisedDueOn === null || step.decidedOn !== null ? null : `承诺 ${step.promisedDueOn} 前`;
  if (clock === null)
    return (
      <>
        <div>{step.promise === null ? '—' : `${named ? '承诺 ' : ''}${step.promise}`}</div>
        {step.statutory === null ? null : <div className="muted small">法定 {step.statutory}</div>}
      </>
    );
  return (
    <>
      <div>
        {limitWords(clock)}
        {clock.state === 'paused' ? '（计时暂停）' : null}{' '}
        {overWords(clock) === '' ? null : <Tag color="error">{overWords(clock)}</Tag>}
      </div>
      {due === null || clock.state === 'paused' ? null : <div className="muted small">{due}</div>}
    </>
  );
};

const StepResult = ({
  step,
  mine,
  act,
}: {
  step: Step;
  mine: boolean;
  act: (intended: Intended) => void;
}) => (
  <>
    <div>{dates(step) === '' ? '—' : dates(step)}</div>
    {step.outcome === null ? null : (
      <div>
        {outcomes[step.outcome] ?? step.outcome}
        {step.certificate === null ? '' : `：${step.certificate}（模拟）`}
      </div>
    )}
    {mine ? (
      <Button
        type="link"
        size="small"
        style={{ paddingInline: 0 }}
        onClick={() =>
          act({ commands: ['withdrawItem'], caseId: step.caseId, subject: `${step.code} ${step.name}` })
        }
      >
        撤回申报
      </Button>
    ) : null}
  </>
);

/** 审批路径: each item, its limits and what came of it. */
export const PathTable = ({ dossier, act }: { dossier: Dossier; act: (intended: Intended) => void }) => {
  const me = useMe();
  const isWide = Grid.useBreakpoint().md !== false;
  const result = (step: Step) => <StepResult step={step} mine={mayWithdraw(step, dossier, me)} act={act} />;
  return (
    <Table<Step>
      rowKey="code"
      size="small"
      pagination={false}
      {...(isWide ? { scroll: { x: 760 } } : {})}
      dataSource={dossier.steps}
      columns={[
        {
          title: '事项',
          key: 'item',
          render: (_, step) => (
            <>
              {step.caseId === null ? (
                <>
                  <strong>{step.code}</strong> {step.name}
                </>
              ) : (
                <Link
                  to="/projects/$projectId/items/$itemId"
                  params={{ projectId: dossier.projectId, itemId: step.caseId }}
                >
                  <strong>{step.code}</strong> {step.name}
                </Link>
              )}
              <div className="muted small">
                {unitName(step.department)}
                {step.needs.length === 0 ? '' : `，须先办 ${step.needs.join('、')}`}
              </div>
              {isWide ? null : (
                <div className="small">
                  <Limits step={step} named />
                  {result(step)}
                </div>
              )}
            </>
          ),
        },
        {
          title: '状态',
          key: 'status',
          width: isWide ? 150 : 104,
          render: (_, step) => (
            <Tag color={step.outcome === 'refused' ? 'error' : (colours[step.status] ?? 'default')}>
              {step.statusZh}
            </Tag>
          ),
        },
        {
          title: '用时和时限',
          key: 'limits',
          width: 190,
          hidden: !isWide,
          render: (_, step) => <Limits step={step} />,
        },
        {
          title: '办理情况',
          key: 'result',
          width: 220,
          hidden: !isWide,
          render: (_, step) => result(step),
        },
      ]}
    />
  );
};
