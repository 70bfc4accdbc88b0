import { Card, Statistic } from 'antd';
import type { Dossier } from '../../api/queries.ts';
import { unitName } from '../../words/names.ts';

const Figure = ({
  title,
  value,
  unit,
  means,
}: {
  title: string;
  value: number | null;
  unit: string;
  means: string;
}) => (
  <div>
    <Statistic title={title} value={value ?? '—'} {...(value === null ? {} : { suffix: unit })} />
    <div className="muted small">{means}</div>
  </div>
);

/** 用时: each figure with what it counts. */
export const DaysCard = ({ metrics }: { metrics: Dossier['metrics'] }) => {
  const longest = Math.max(1, ...metrics.byCause.map(({ days }) => days));
  return (
    <Card title={<h2>用时</h2>} extra={<span className="muted small">截至 {metrics.asOf}</span>}>
      <div className="figures">
        <Figure
          title="政府用时（M3）"
          value={metrics.governmentDays}
          unit="工作日"
          means="自赋码起，政府、政府委托中介和公用接入用时的并集；并行办理不重复计算"
        />
        <Figure title="累计用时（M4）" value={metrics.cumulativeDays} unit="工作日" means="各事项用时相加" />
        <Figure title="赋码至施工许可（M5）" value={metrics.spanToPermit} unit="天" means="自然日" />
        <Figure
          title="赋码至竣工备案（M5）"
          value={metrics.spanToCompletion ?? metrics.spanSoFar}
          unit={metrics.spanToCompletion === null ? '天（至今）' : '天'}
          means="自然日"
        />
      </div>
      {metrics.byCause.length === 0 ? null : (
        <>
          <h3>时间用在哪里（M6，自然日）</h3>
          <ul className="bars">
            {metrics.byCause.map(({ cause, zh, days }) => (
              <li key={cause}>
                <span>{zh}</span>
                <span className="track" aria-hidden="true">
                  <span style={{ width: `${(days / longest) * 100}%` }} />
                </span>
                <span>{days} 天</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {metrics.byDepartment.length === 0 ? null : (
        <>
          <h3>各部门用时（工作日）</h3>
          <p className="muted">
            {metrics.byDepartment.map(({ department, days }) => `${unitName(department)} ${days}`).join('；')}
          </p>
        </>
      )}
    </Card>
  );
};
