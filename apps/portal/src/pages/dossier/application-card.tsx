import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Card, Collapse, Space } from 'antd';
import { useState } from 'react';
import { applicationQuery, clockQuery, type Dossier } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import { Answered } from '../../parts/status.tsx';
import { FactsView } from '../apply/facts-view.tsx';
import { IndicatorTable } from '../apply/indicator-table.tsx';
import { SimilarNotice } from '../apply/similar-notice.tsx';

/** Who reads an application; an agent has the file from the owner, not from admission. */
const readers = ['enterprise', 'windowClerk', 'territory', 'department', 'departmentHead', 'judgementLead'];
const comparers = ['windowClerk', 'territory', 'department', 'judgementLead'];

/** Lapsed, it is still open to the window for what came on paper in time. */
const LatePaper = ({ projectId, dueOn }: { projectId: string; dueOn: string }) => {
  const { data: clock } = useQuery(clockQuery);
  if (clock === undefined || clock.today <= dueOn) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={`补充期限 ${dueOn} 已过，视为撤回；期限内收到的纸质补充材料可以补录`}
      action={
        <Link to="/projects/$projectId/supplement" params={{ projectId }} data-testid="late-paper">
          补录纸质件
        </Link>
      }
    />
  );
};

const Stated = ({
  projectId,
  compares,
  isWindow,
}: {
  projectId: string;
  compares: boolean;
  isWindow: boolean;
}) => {
  const application = useQuery(applicationQuery(projectId));
  return (
    <Answered asked={application}>
      {({ investor, facts, refilingOf, submittedOn, supplement }) => (
        <div className="stack">
          {isWindow && supplement !== null ? (
            <LatePaper projectId={projectId} dueOn={supplement.due.dueOn} />
          ) : null}
          {compares ? (
            <SimilarNotice facts={facts} creditCode={investor.creditCode ?? undefined} except={projectId} />
          ) : null}
          <p>
            {investor.name} <span className="muted">{investor.creditCode ?? '拟设立'}</span>，{submittedOn}{' '}
            提交
            {refilingOf === null ? null : (
              <>
                ，重新申报自{' '}
                <Link to="/projects/$projectId" params={{ projectId: refilingOf }}>
                  原项目
                </Link>
              </>
            )}
          </p>
          <IndicatorTable facts={facts} on={submittedOn} />
          <FactsView facts={facts} />
        </div>
      )}
    </Answered>
  );
};

/** 申请内容: read by whoever judges it, copied or filed anew by whoever owns it. */
export const ApplicationCard = ({ dossier }: { dossier: Dossier }) => {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const has = (roles: readonly string[]) => me.roles.some((role) => roles.includes(role));
  if (!has(readers)) return null;
  const isOwner = me.company === dossier.company && me.company !== null;
  return (
    <Card
      title={<h2>申请内容</h2>}
      extra={
        isOwner ? (
          <Space>
            <Link to="/apply" search={{ copy: dossier.projectId }} data-testid="copy-application">
              复制
            </Link>
            {dossier.ended || dossier.conclusion !== null ? (
              <Link to="/apply" search={{ refile: dossier.projectId }} data-testid="refile-application">
                重新申报
              </Link>
            ) : null}
          </Space>
        ) : null
      }
    >
      <Collapse
        ghost
        onChange={(keys) => setOpen(keys.length > 0)}
        items={[
          {
            key: 'facts',
            label: '查看申请内容和测算指标',
            children: open ? (
              <Stated
                projectId={dossier.projectId}
                compares={has(comparers)}
                isWindow={has(['windowClerk'])}
              />
            ) : null,
          },
        ]}
      />
    </Card>
  );
};
