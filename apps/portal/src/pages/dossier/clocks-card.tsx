import { useQuery } from '@tanstack/react-query';
import { Card, Collapse } from 'antd';
import { clocksQuery } from '../../api/items.ts';
import type { Dossier } from '../../api/queries.ts';
import { unitName } from '../../words/names.ts';

const holderName = (holder: string): string => (holder === 'enterprise' ? '企业' : unitName(holder));

/** 审批用时台账: the union used against the budget, who held the clock, and every pause with its evidence. */
export const ClocksCard = ({ dossier }: { dossier: Dossier }) => {
  const { data } = useQuery(clocksQuery(dossier.projectId, dossier.version));
  if (data === undefined || data.intervals.length === 0) return null;
  const pauses = data.intervals.filter(({ cause }) => cause !== 'government' && cause !== 'utility');
  return (
    <Card title={<h2>审批用时台账</h2>} extra={<span className="muted small">截至 {data.asOf}</span>}>
      <p>
        审批事项已用 <strong>{data.used}</strong> 个工作日
        {data.planned === null ? '' : `，预算 ${data.planned} 个工作日`}
        <span className="muted small">（并行办理不重复计算）</span>
      </p>
      <ul className="plain small">
        {data.byHolder.map(({ holder, cause, causeZh, workdays }) => (
          <li key={`${holder} ${cause}`}>
            {holderName(holder)}（{causeZh}）{workdays} 个工作日
          </li>
        ))}
      </ul>
      {pauses.length === 0 ? null : (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'pauses',
              label: `暂停和补正（${pauses.length} 次）`,
              children: (
                <ul className="plain small">
                  {pauses.map(({ code, causeZh, start, end, evidence }) => (
                    <li key={`${code} ${causeZh} ${start}`}>
                      {code} {causeZh} {start} 至 {end ?? '今'}
                      {evidence === null ? '' : `：${evidence}`}
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
};
