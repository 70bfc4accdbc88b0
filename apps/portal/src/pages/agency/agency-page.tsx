import { MoreOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Card, Dropdown, Empty, Progress, Tag } from 'antd';
import { useState } from 'react';
import {
  companyNamesQuery,
  contactsQuery,
  dossiersQuery,
  engagementsQuery,
  rosterQuery,
  tasksQuery,
} from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import type { FindEngagementsQuery, FindRosterQuery } from '../../generated/graphql.ts';
import { CommandDrawer, type Intended } from '../../parts/command-drawer.tsx';
import { titleOf } from '../../parts/command-forms.ts';
import { EnterpriseContact } from '../../parts/enterprise-contact.tsx';
import { Answered } from '../../parts/status.tsx';
import { TurnList } from '../../parts/turn-list.tsx';
import { unitName } from '../../words/names.ts';
import { ContactLog } from './contact-log.tsx';

type Engagement = FindEngagementsQuery['findEngagements'][number];
type Entry = FindRosterQuery['findRoster'][number];
type Act = (intended: Intended) => void;

const serving = new Set(['assigned', 'planned', 'serving']);

const useNames = (ids: readonly string[]) => {
  const { data, isPending } = useQuery(contactsQuery([...new Set(ids)].sort()));
  return (id: string): string =>
    (data ?? []).find((contact) => contact.id === id)?.name ?? (isPending ? '…' : '（已离职）');
};

/** The projects served, with the log of contacts at hand. */
const Engagements = ({ rows, act }: { rows: readonly Engagement[]; act: Act }) => {
  const me = useMe();
  const projects = useQuery(dossiersQuery({ skip: 0, take: 100 }));
  const names = useNames(
    rows.flatMap(({ chief, agents }) => [...(chief === null ? [] : [chief]), ...agents]),
  );
  const projectName = (id: string) =>
    projects.data?.rows.find(({ projectId }) => projectId === id)?.name ?? '查看项目';
  const isCentre = me.roles.includes('agencyCentre');
  // The chief of the territory assigns what he does not serve yet: its file opens to whoever does.
  const mayOpen = (row: Engagement): boolean =>
    row.serves !== null || !me.roles.some((role) => role === 'agent' || role === 'chiefAgent');
  const mayAssign = (row: Engagement): boolean =>
    row.status === 'entrusted' && (isCentre || (me.roles.includes('chiefAgent') && me.unit === row.division));
  const subjectOf = (row: Engagement): string =>
    mayOpen(row) ? projectName(row.projectId) : `${row.companyName ?? '企业'}的项目`;
  if (rows.length === 0) return <Empty description="目前没有代办的项目" />;
  return (
    <ul className="turns">
      {rows.map((row) => {
        const mayLog = serving.has(row.status) && row.serves !== null;
        const standsIn = row.serves !== null && row.chief !== me.id && !row.agents.includes(me.id);
        return (
          <li key={row.id} className="turn" data-testid="engagement">
            <div>
              <div className="what">
                {mayOpen(row) ? (
                  <Link to="/projects/$projectId" params={{ projectId: row.projectId }}>
                    {projectName(row.projectId)}
                  </Link>
                ) : (
                  <span>{row.companyName ?? '企业'}的项目</span>
                )}{' '}
                <Tag color="processing">{row.statusZh}</Tag>
                {standsIn ? <Tag color="gold">替岗</Tag> : null}
                {row.toReplace.length === 0 ? null : (
                  <Tag color="warning">待交接：{row.toReplace.map(names).join('、')}</Tag>
                )}
              </div>
              <div className="facts">
                <span>{unitName(row.division)}</span>
                {row.chief === null ? null : <span>首席 {names(row.chief)}</span>}
                {row.agents.length === 0 ? null : <span>代办员 {row.agents.map(names).join('、')}</span>}
                {row.turns.map((turn) => (
                  <span key={turn.clock}>
                    {turn.what} {turn.dueOn} 前
                  </span>
                ))}
              </div>
              {mayLog ? <EnterpriseContact projectId={row.projectId} /> : null}
            </div>
            <div className="act">
              {mayLog ? (
                <ContactLog
                  engagementId={row.id}
                  projectId={row.projectId}
                  project={projectName(row.projectId)}
                />
              ) : mayAssign(row) ? (
                <Button
                  type="primary"
                  data-testid="assign"
                  onClick={() =>
                    act({
                      commands: ['assignAgents'],
                      caseId: row.id,
                      subject: subjectOf(row),
                    })
                  }
                >
                  指派
                </Button>
              ) : isCentre && row.toReplace.length > 0 ? (
                <Button
                  onClick={() =>
                    act({
                      commands: ['reassignAgents'],
                      caseId: row.id,
                      subject: projectName(row.projectId),
                      initial: { replace: row.toReplace },
                    })
                  }
                >
                  更换代办员
                </Button>
              ) : null}
            </div>
          </li>
        );
      })}
    </ul>
  );
};

const asideWords: Readonly<Record<string, string>> = {
  accountDisabled: '账号已停用，不再指派',
  roleLost: '账号角色已变更，不再指派',
};

const entryCommands = ['reviseAgent', 'setAgentLeave', 'declareConflict', 'retireAgent'];

/** 代办员名册: load, leave and what each knows. */
const Roster = ({ rows, act }: { rows: readonly Entry[]; act: Act }) => {
  const names = useNames(rows.map(({ account }) => account));
  if (rows.length === 0) return <Empty description="名册中还没有代办员" />;
  return (
    <ul className="turns">
      {rows.map((row) => (
        <li key={row.id} className="turn">
          <div>
            <div className="what">
              {names(row.account)}{' '}
              <Tag color={row.role === 'chiefAgent' ? 'gold' : 'blue'}>
                {row.role === 'chiefAgent' ? '首席代办员' : '代办员'}
              </Tag>
              {row.onLeave ? <Tag color="warning">请假中</Tag> : null}
              {row.aside === null ? null : <Tag color="error">{asideWords[row.aside] ?? row.aside}</Tag>}
            </div>
            <div className="facts">
              <span>{row.divisions.length === 0 ? '全市' : row.divisions.map(unitName).join('、')}</span>
              {row.expertise.length === 0 ? null : <span>熟悉 {row.expertise.map(unitName).join('、')}</span>}
              {row.conflicts.length === 0 ? null : <span>回避 {row.conflicts.length} 家企业</span>}
            </div>
            <div style={{ maxWidth: 260 }}>
              <Progress
                size="small"
                percent={Math.round((row.load / row.capacity) * 100)}
                format={() => `在办 ${row.load}/${row.capacity}`}
              />
            </div>
          </div>
          <div className="act">
            <Dropdown
              trigger={['click']}
              menu={{
                items: entryCommands.map((key) => ({ key, label: titleOf(key) })),
                onClick: ({ key }) =>
                  act({
                    commands: [key],
                    caseId: row.id,
                    subject: names(row.account),
                    initial:
                      key === 'reviseAgent'
                        ? { divisions: row.divisions, expertise: row.expertise, capacity: row.capacity }
                        : {},
                  }),
              }}
            >
              <Button icon={<MoreOutlined />}>管理</Button>
            </Dropdown>
          </div>
        </li>
      ))}
    </ul>
  );
};

const RosterCard = ({ act }: { act: Act }) => {
  const roster = useQuery(rosterQuery);
  return (
    <Card
      title={<h2>代办员名册</h2>}
      extra={
        <Button
          icon={<PlusOutlined />}
          onClick={() => act({ commands: ['enrolAgent'], caseId: null, subject: '代办员名册' })}
        >
          登记代办员
        </Button>
      }
    >
      <Answered asked={roster}>{(rows) => <Roster rows={rows} act={act} />}</Answered>
    </Card>
  );
};

/** One's own place on the roster, and 申报回避 for oneself. */
const OwnEntry = ({ act }: { act: Act }) => {
  const me = useMe();
  const roster = useQuery(rosterQuery);
  const own = (roster.data ?? []).find(({ account }) => account === me.id);
  const avoided = useQuery(companyNamesQuery(own?.conflicts ?? []));
  if (own === undefined) return null;
  return (
    <Card
      title={<h2>我的代办信息</h2>}
      extra={
        <Button
          data-testid="declare-conflict"
          onClick={() => act({ commands: ['declareConflict'], caseId: own.id, subject: '我的代办信息' })}
        >
          申报回避
        </Button>
      }
    >
      <ul className="plain">
        <li>
          在办 {own.load} 个项目，上限 {own.capacity} 个
        </li>
        {own.leaves.map(({ from, until }) => (
          <li key={from}>
            请假 {from} 至 {until}
          </li>
        ))}
        <li>
          {own.conflicts.length === 0
            ? '未申报回避。与企业有亲属或利益关系的，应当申报。'
            : `已申报回避：${own.conflicts.map((id) => avoided.data?.find((found) => found.id === id)?.name ?? '…').join('、')}`}
        </li>
      </ul>
    </Card>
  );
};

/** 代办服务, for agents on a phone and for the centre at a desk. */
export const AgencyPage = () => {
  const me = useMe();
  const [intended, setIntended] = useState<Intended | null>(null);
  const engagements = useQuery(engagementsQuery);
  const tasks = useQuery(tasksQuery(0, 100));
  const own = (tasks.data?.rows ?? []).filter(({ service }) => service === 'agency');
  return (
    <>
      <h1>代办服务</h1>
      {own.length === 0 ? null : (
        <Card title={<h2>代办待办</h2>}>
          <TurnList turns={own} withProject act={setIntended} />
        </Card>
      )}
      <Card title={<h2>{me.roles.includes('agencyCentre') ? '全部代办项目' : '我代办的项目'}</h2>}>
        <Answered asked={engagements}>{(rows) => <Engagements rows={rows} act={setIntended} />}</Answered>
      </Card>
      {me.roles.some((role) => role === 'agent' || role === 'chiefAgent') ? (
        <OwnEntry act={setIntended} />
      ) : null}
      {me.roles.includes('agencyCentre') ? <RosterCard act={setIntended} /> : null}
      <CommandDrawer intended={intended} onClose={() => setIntended(null)} />
    </>
  );
};
