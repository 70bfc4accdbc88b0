import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Descriptions, Space, Tag } from 'antd';
import { useState } from 'react';
import { myCompanyQuery } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import type { MyCompanyQuery } from '../../generated/graphql.ts';
import { CommandDrawer, type Intended } from '../../parts/command-drawer.tsx';
import { Answered } from '../../parts/status.tsx';
import { BindCard } from './bind-card.tsx';
import { InviteCard } from './invite-card.tsx';

type Company = MyCompanyQuery['myCompany'];

const People = ({ company, act }: { company: Company; act: (intended: Intended) => void }) => {
  const me = useMe();
  return (
    <Card title={<h2>企业人员</h2>}>
      <ul className="turns">
        {company.people.map((person) => {
          const subject = `${person.name}（${person.loginName}）`;
          const mayAct = company.owner && person.id !== me.id && person.status === 'active';
          return (
            <li key={person.id} className="turn">
              <div>
                <div className="what">
                  {person.name} <span className="muted">{person.loginName}</span>{' '}
                  {person.owner ? <Tag color="blue">企业管理人</Tag> : null}
                  {person.status === 'active' ? null : <Tag color="error">{person.statusZh}</Tag>}
                </div>
                <div className="facts">{person.phone ?? ''}</div>
              </div>
              {mayAct ? (
                <Space className="act" wrap>
                  <Button onClick={() => act({ commands: ['handOverCompany'], caseId: person.id, subject })}>
                    移交管理
                  </Button>
                  <Button
                    danger
                    onClick={() => act({ commands: ['removeColleague'], caseId: person.id, subject })}
                    data-testid={`remove-${person.loginName}`}
                  >
                    移除
                  </Button>
                </Space>
              ) : null}
            </li>
          );
        })}
      </ul>
      {company.owner ? null : <p className="muted">邀请和移除人员由企业管理人办理。</p>}
    </Card>
  );
};

/** 我的企业: what is registered of it, and who acts for it. */
export const CompanyPage = () => {
  const company = useQuery(myCompanyQuery);
  const queries = useQueryClient();
  const [intended, setIntended] = useState<Intended | null>(null);
  return (
    <>
      <h1>我的企业</h1>
      <Answered asked={company}>
        {(own) => (
          <>
            <Card title={<h2>{own.name}</h2>}>
              <Descriptions
                size="small"
                column={{ xs: 1, md: 2 }}
                items={[
                  {
                    key: 'code',
                    label: '统一社会信用代码',
                    children: own.creditCode ?? <Tag>拟设立，尚未绑定</Tag>,
                  },
                  { key: 'legal', label: '法定代表人', children: own.legalRepresentative ?? '—' },
                ]}
              />
            </Card>
            {own.creditCode === null && own.owner ? <BindCard name={own.name} /> : null}
            <People company={own} act={setIntended} />
            {own.owner ? <InviteCard /> : null}
          </>
        )}
      </Answered>
      <CommandDrawer
        intended={intended}
        onClose={() => {
          setIntended(null);
          void queries.invalidateQueries({ queryKey: myCompanyQuery.queryKey });
        }}
      />
    </>
  );
};
