import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import type { DossierRow } from '../api/queries.ts';
import { Light } from './light.tsx';

const stageColours: Readonly<Record<string, string>> = { completed: 'success', ended: 'default' };

/** Projects as cards of a list: where each stands and whose turn it is. */
export const ProjectRows = ({ rows }: { rows: readonly DossierRow[] }) => (
  <ul className="turns">
    {rows.map((row) => {
      const next = row.turns.find((turn) => !turn.optional) ?? row.turns[0];
      return (
        <li key={row.projectId} className="turn" data-testid="project-row">
          <div>
            <div className="what">
              <Link to="/projects/$projectId" params={{ projectId: row.projectId }}>
                {row.name}
              </Link>{' '}
              <Tag color={stageColours[row.stage] ?? 'processing'}>{row.stageZh}</Tag>
            </div>
            <div className="facts">
              <span>{row.investorName}</span>
              <span>{row.divisionName ?? row.division}</span>
              {row.projectCode === null ? null : <span>{row.projectCode}（模拟）</span>}
              <span>更新于 {row.updatedOn}</span>
            </div>
            {next === undefined ? null : (
              <div className="facts">
                <span>
                  现在轮到：{next.holderName} · {next.what}
                </span>
                <Light light={next.light} daysLeft={next.daysLeft} />
                {row.turns.length > 1 ? <span>另有 {row.turns.length - 1} 项</span> : null}
              </div>
            )}
          </div>
        </li>
      );
    })}
  </ul>
);
