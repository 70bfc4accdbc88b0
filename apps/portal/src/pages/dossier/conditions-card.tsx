import { Card, Tag } from 'antd';
import type { Dossier } from '../../api/queries.ts';
import { unitName } from '../../words/names.ts';

type Condition = Dossier['conditions'][number];

const colourOf = ({ status, light }: Condition): string => {
  if (status === 'met') return 'success';
  if (status === 'unmet' || light === 'red') return 'error';
  if (status === 'evidenced') return 'processing';
  return light === 'yellow' ? 'warning' : 'default';
};

const ended = new Set(['met', 'waived', 'closed']);

/** Conditions of 有条件同意: what was asked, by whom, by when, and whether it is done. */
export const ConditionsCard = ({ conditions }: { conditions: Dossier['conditions'] }) => (
  <Card title={<h2>准入条件</h2>}>
    <ul className="plain">
      {conditions.map((condition) => (
        <li key={condition.caseId}>
          <Tag color={colourOf(condition)}>
            {condition.status === 'open' && condition.light === 'red' ? '逾期未落实' : condition.statusZh}
          </Tag>
          {condition.text}
          <div className="muted small">
            落实环节：{condition.attachedToZh}；提出和核实：{unitName(condition.department)}
            {ended.has(condition.status) ? null : `；期限 ${condition.dueOn}`}
            {condition.holdsUp && !ended.has(condition.status) ? '；落实前暂不签约' : null}
          </div>
          {condition.evidence === null ? null : <div className="small">落实情况：{condition.evidence}</div>}
          {condition.finding === null ? null : <div className="small">部门意见：{condition.finding}</div>}
        </li>
      ))}
    </ul>
    <p className="muted small">准入条件不影响备案，也不影响行政许可事项的受理和办理。</p>
  </Card>
);
