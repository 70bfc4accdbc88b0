import { MoreOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, Button, Card, Descriptions, Dropdown, Tag } from 'antd';
import { useState } from 'react';
import { type Dossier, dossierQuery } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import { CommandDrawer, type Intended } from '../../parts/command-drawer.tsx';
import { titleOf } from '../../parts/command-forms.ts';
import { checksFor } from '../../parts/forms/acceptance.ts';
import { useLiveDossier } from '../../parts/live.ts';
import { Answered } from '../../parts/status.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { TurnList } from '../../parts/turn-list.tsx';
import { possibleOn } from '../../parts/turns.ts';
import { industryName } from '../../words/names.ts';
import { ApplicationCard } from './application-card.tsx';
import { ChainParts } from './chain-parts.tsx';
import { ClocksCard } from './clocks-card.tsx';
import { ConditionsCard } from './conditions-card.tsx';
import { DaysCard } from './days-card.tsx';
import { MaterialsCard, NoticesCard } from './files-cards.tsx';
import { ConferenceCard, JudgementCard } from './judgement-cards.tsx';
import { PathMap } from './path-map.tsx';
import { PathTable } from './path-table.tsx';
import { AcceptanceCard, AgencyCard, ConclusionCard, ParcelCard } from './side-cards.tsx';

/** Who was asked is expected at the conference; what is owed by the path is checked at the joint visit. */
const firstValues = (commands: readonly string[], dossier: Dossier): Readonly<Record<string, unknown>> => {
  if (commands[0] === 'concludeConference')
    return { attended: dossier.judgement.map(({ department }) => department) };
  if (commands[0] === 'acceptJointAcceptance')
    return { checks: checksFor(dossier.steps.map(({ code }) => code)) };
  return {};
};

const Head = ({ dossier, act }: { dossier: Dossier; act: (intended: Intended) => void }) => {
  const me = useMe();
  const possible = possibleOn(dossier, me);
  return (
    <Card>
      <div className="head">
        <h1>
          {dossier.name}{' '}
          <span data-testid="dossier-stage">
            <Tag color={dossier.ended ? 'default' : 'processing'}>{dossier.stageZh}</Tag>
          </span>
        </h1>
        {possible.length === 0 ? null : (
          <Dropdown
            trigger={['click']}
            menu={{
              items: possible.map(({ command }) => ({ key: command, label: titleOf(command) })),
              onClick: ({ key }) => {
                const chosen = possible.find(({ command }) => command === key);
                if (chosen !== undefined)
                  act({
                    commands: [chosen.command],
                    caseId: chosen.caseId,
                    subject: dossier.name,
                    context: { projectId: dossier.projectId },
                  });
              },
            }}
          >
            <Button icon={<MoreOutlined />} data-testid="more">
              更多
            </Button>
          </Dropdown>
        )}
      </div>
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2, lg: 3 }}
        style={{ marginBlock: 12 }}
        items={[
          {
            key: 'code',
            label: '项目代码',
            children:
              dossier.projectCode === null ? (
                '备案后取得'
              ) : (
                <span data-testid="project-code">
                  {dossier.projectCode} <Tag>模拟</Tag>
                </span>
              ),
          },
          { key: 'investor', label: '投资主体', children: dossier.investorName },
          { key: 'division', label: '建设地点', children: dossier.divisionName ?? dossier.division },
          { key: 'industry', label: '行业', children: industryName(dossier.industry) },
          {
            key: 'investment',
            label: '总投资',
            children: dossier.totalInvestment === null ? '—' : `${dossier.totalInvestment} 万元`,
          },
          { key: 'land', label: '用地', children: dossier.landMu === null ? '—' : `${dossier.landMu} 亩` },
        ]}
      />
      <ChainParts parts={dossier.parts} />
    </Card>
  );
};

const Shown = ({ dossier, act }: { dossier: Dossier; act: (intended: Intended) => void }) => {
  const { roles } = useMe();
  const serves = roles.some((role) => role === 'agent' || role === 'chiefAgent');
  return (
    <div className="stack">
      {dossier.stale ? <Alert type="info" title="内容正在更新，稍后自动显示最新情况" /> : null}
      <Head dossier={dossier} act={act} />
      <div className="columns">
        <div className="stack">
          <Card title={<h2>现在轮到谁</h2>} data-testid="turns">
            <TurnList
              turns={dossier.turns}
              act={(intended) => act({ ...intended, initial: firstValues(intended.commands, dossier) })}
            />
          </Card>
          {dossier.supplement === null ? null : (
            <Alert
              type="warning"
              showIcon
              title={`需补充材料，${dossier.supplement.dueOn} 前补齐`}
              description={
                <ul className="plain">
                  {dossier.supplement.asked.map(({ what, why }) => (
                    <li key={what}>
                      <strong>{what}</strong>：{why}
                    </li>
                  ))}
                </ul>
              }
            />
          )}
          {dossier.steps.length === 0 ? null : (
            <Card title={<h2>审批路径</h2>}>
              <PathMap dossier={dossier} />
              <PathTable dossier={dossier} act={act} />
            </Card>
          )}
          {dossier.parts.some(({ part, caseId }) => part === 'admission' && caseId !== null) ? (
            <ApplicationCard dossier={dossier} />
          ) : null}
          {dossier.judgement.length === 0 ? null : <JudgementCard judgement={dossier.judgement} />}
          {dossier.conference === null ? null : (
            <ConferenceCard conference={dossier.conference} proposal={dossier.proposal} />
          )}
          <NoticesCard projectId={dossier.projectId} />
          <MaterialsCard projectId={dossier.projectId} />
          <Card title={<h2>办理过程</h2>}>
            <Timeline entries={dossier.timeline} />
          </Card>
        </div>
        <div className="stack">
          {dossier.agency === null ? null : (
            <AgencyCard agency={dossier.agency} projectId={dossier.projectId} serves={serves} />
          )}
          {dossier.parcels.map((parcel) => (
            <ParcelCard key={parcel.parcelId} parcel={parcel} />
          ))}
          {dossier.acceptance === null ? null : <AcceptanceCard acceptance={dossier.acceptance} />}
          {dossier.conclusion === null ? null : <ConclusionCard conclusion={dossier.conclusion} />}
          {dossier.conditions.length === 0 ? null : <ConditionsCard conditions={dossier.conditions} />}
          {dossier.projectCode === null ? null : <DaysCard metrics={dossier.metrics} />}
          {dossier.projectCode === null ? null : <ClocksCard dossier={dossier} />}
        </div>
      </div>
    </div>
  );
};

/** 项目档案: the whole project on one page. */
export const DossierPage = () => {
  const { projectId } = useParams({ from: '/shell/projects/$projectId' });
  const dossier = useQuery(dossierQuery(projectId));
  const [intended, setIntended] = useState<Intended | null>(null);
  useLiveDossier(projectId);
  return (
    <>
      <Answered asked={dossier}>{(found) => <Shown dossier={found} act={setIntended} />}</Answered>
      <CommandDrawer intended={intended} onClose={() => setIntended(null)} />
    </>
  );
};
