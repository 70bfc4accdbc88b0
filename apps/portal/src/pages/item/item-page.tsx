import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Card, Descriptions, Tag } from 'antd';
import { useState } from 'react';
import { type Dossier, dossierQuery, itemMaterialsQuery, noticesQuery } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import { CommandDrawer, type Intended } from '../../parts/command-drawer.tsx';
import { AskedList } from '../../parts/files/hand-in.tsx';
import { NoticeList } from '../../parts/files/notice-list.tsx';
import { ItemCard } from '../../parts/items/item-card.tsx';
import { useLiveDossier } from '../../parts/live.ts';
import { Answered, Failure } from '../../parts/status.tsx';
import { TurnList } from '../../parts/turn-list.tsx';
import { unitName } from '../../words/names.ts';

const uploads = new Set(['enterprise', 'windowClerk', 'agent', 'chiefAgent']);

const Materials = ({ itemId }: { itemId: string }) => {
  const me = useMe();
  const found = useQuery(itemMaterialsQuery(itemId));
  return (
    <Card title={<h2>申报材料</h2>}>
      {found.error === null ? null : <Alert type="info" showIcon title={found.error.message} />}
      {found.data === undefined ? null : (
        <AskedList found={found.data} mayChange={me.roles.some((role) => uploads.has(role))} />
      )}
    </Card>
  );
};

const Shown = ({
  dossier,
  itemId,
  act,
}: {
  dossier: Dossier;
  itemId: string;
  act: (intended: Intended) => void;
}) => {
  const notices = useQuery(noticesQuery(dossier.projectId));
  const step = dossier.steps.find(({ caseId }) => caseId === itemId);
  if (step === undefined) return <Failure error={new Error('没有找到这个事项')} />;
  const turns = dossier.turns.filter(({ caseId }) => caseId === itemId);
  return (
    <div className="stack">
      <Card>
        <div className="head">
          <h1>
            {step.code} {step.name} <Tag color="processing">{step.statusZh}</Tag>
          </h1>
          <Button className="no-print" icon={<PrinterOutlined />} onClick={() => window.print()}>
            打印
          </Button>
        </div>
        <Descriptions
          size="small"
          style={{ marginBlockStart: 8 }}
          column={{ xs: 1, sm: 2 }}
          items={[
            {
              key: 'project',
              label: '项目',
              children: (
                <Link to="/projects/$projectId" params={{ projectId: dossier.projectId }}>
                  {dossier.name}
                </Link>
              ),
            },
            { key: 'department', label: '办理部门', children: unitName(step.department) },
            { key: 'promise', label: '承诺时限', children: step.promise ?? '—' },
            { key: 'statutory', label: '法定时限', children: step.statutory ?? '—' },
          ]}
        />
      </Card>
      {turns.length === 0 ? null : (
        <Card title={<h2>现在轮到谁</h2>}>
          <TurnList turns={turns} act={act} />
        </Card>
      )}
      <ItemCard dossier={dossier} itemId={itemId} act={act} />
      <Materials itemId={itemId} />
      <Card title={<h2>文书</h2>}>
        <NoticeList notices={(notices.data ?? []).filter(({ item }) => item === itemId)} />
      </Card>
    </div>
  );
};

/** 事项: what it asks for, what was handed in, what was told in writing. */
export const ItemPage = () => {
  const { projectId, itemId } = useParams({ from: '/shell/projects/$projectId/items/$itemId' });
  const dossier = useQuery(dossierQuery(projectId));
  const [intended, setIntended] = useState<Intended | null>(null);
  useLiveDossier(projectId);
  return (
    <>
      <Answered asked={dossier}>
        {(found) => <Shown dossier={found} itemId={itemId} act={setIntended} />}
      </Answered>
      <CommandDrawer intended={intended} onClose={() => setIntended(null)} />
    </>
  );
};
