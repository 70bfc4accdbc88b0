import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card, Statistic, Table } from 'antd';
import { reformQuery } from '../../api/queries.ts';
import type { GetOverviewQuery, ReformQuery } from '../../generated/graphql.ts';
import { Answered } from '../../parts/status.tsx';

type Overview = GetOverviewQuery['getOverview'];

/** Two characters stand beside each other however narrow the phone is. */
const unbroken = () => ({ style: { whiteSpace: 'nowrap' as const } });

const unitWords: Readonly<Record<string, string>> = { WD: '工作日', CD: '天' };

const percentWords = (percent: string): string => `${percent.replace('-', '−')}%`;

/** Version for version: what the catalogue asks for, and how long the projects completed under it took. */
const Compared = ({ overview, reform }: { overview: Overview; reform: ReformQuery }) => {
  const { getCatalogueChange: change } = reform;
  const cohortOf = (version: string) => overview.cohorts.find(({ catalogue }) => catalogue === version);
  const nameOf = (version: string | null): string =>
    reform.findCatalogues.find((catalogue) => catalogue.version === version)?.name ?? '未按目录规划';
  const [before, after] = [cohortOf(change.before.version), cohortOf(change.after.version)];
  const { headline } = overview;
  const reached = overview.cohorts.reduce((sum, { completed }) => sum + completed, 0);
  return (
    <>
      <div className="figures">
        <div>
          <Statistic
            title={`${headline.zh}中位数`}
            value={`${before?.medianDays ?? '—'} → ${after?.medianDays ?? '—'}`}
            suffix={unitWords[headline.unit]}
          />
          <div className="muted small">改革前目录下与现行目录下{headline.untilZh}的项目</div>
        </div>
        <div>
          <Statistic title="审批事项" value={percentWords(change.itemsPercent)} />
          <div className="muted small">按两版目录备案类路径的全部事项计算</div>
        </div>
        <div>
          <Statistic title="申请材料" value={percentWords(change.materialsPercent)} />
          <div className="muted small">按两版目录备案类路径的全部材料计算</div>
        </div>
      </div>
      <Table
        rowKey="version"
        size="small"
        pagination={false}
        className="narrow-table"
        style={{ marginBlockStart: 16 }}
        dataSource={reform.findCatalogues}
        columns={[
          {
            title: '目录',
            key: 'name',
            render: (_, row) => (
              <>
                {row.name}
                <div className="muted small">{row.effectiveFrom} 起</div>
              </>
            ),
          },
          { title: '事项', dataIndex: 'items', align: 'right' as const, onHeaderCell: unbroken },
          { title: '材料', dataIndex: 'materials', align: 'right' as const, onHeaderCell: unbroken },
          {
            title: headline.until === 'completion' ? '竣工项目' : '许可项目',
            key: 'completed',
            align: 'right' as const,
            render: (_, row) => cohortOf(row.version)?.completed ?? 0,
          },
          {
            title: '中位数',
            key: 'median',
            align: 'right' as const,
            render: (_, row) => cohortOf(row.version)?.medianDays ?? '—',
          },
          {
            title: '平均',
            key: 'mean',
            align: 'right' as const,
            responsive: ['md' as const],
            render: (_, row) => cohortOf(row.version)?.meanDays ?? '—',
          },
        ]}
      />
      <p className="muted">{overview.definition}</p>
      <p className="muted small">
        项目始终按其赋码时的目录办理，一并统计会把两版目录混在一起，故分别计算。两版目录中未在公开报告列明的事项和材料为示例。
      </p>
      {overview.completedProjects.length === 0 ? (
        <p className="muted">还没有{headline.untilZh}的项目。</p>
      ) : (
        <details>
          <summary>
            逐项查看（{reached} 个项目
            {reached > overview.completedProjects.length
              ? `，列出 ${overview.completedProjects.length} 个`
              : ''}
            ）
          </summary>
          <ul className="plain">
            {overview.completedProjects.map((project) => (
              <li key={project.projectId}>
                <Link to="/projects/$projectId" params={{ projectId: project.projectId }}>
                  {project.name}
                </Link>{' '}
                {nameOf(project.catalogue)}：{headline.zh} {project.days} {unitWords[headline.unit]}，历时{' '}
                {project.span} 天
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

/** 改革成效: each figure computed from records, with its definition beside it. */
export const ReformCard = ({ overview }: { overview: Overview }) => {
  const reform = useQuery(reformQuery);
  return (
    <Card title={<h2>改革成效</h2>} extra={<span className="muted small">截至 {overview.asOf}</span>}>
      <Answered asked={reform}>{(found) => <Compared overview={overview} reform={found} />}</Answered>
    </Card>
  );
};
