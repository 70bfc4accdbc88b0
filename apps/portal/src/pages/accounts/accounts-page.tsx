import { MoreOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { roleNames } from '@yizhan/contracts';
import { Button, Card, Dropdown, Empty, Select, Space, Tag } from 'antd';
import { useState } from 'react';
import { accountsQuery } from '../../api/queries.ts';
import { CommandDrawer, type Intended } from '../../parts/command-drawer.tsx';
import { titleOf } from '../../parts/command-forms.ts';
import { Answered } from '../../parts/status.tsx';
import { roleName } from '../../words/names.ts';
import { CompaniesCard } from './companies-card.tsx';

const commandsFor = (status: string): readonly string[] =>
  status === 'disabled'
    ? ['enableAccount']
    : ['changeRoles', 'nameSubstitute', 'noteAbsence', 'resetPassword', 'disableAccount'];

/** 账号管理, by the security administrator. */
export const AccountsPage = () => {
  const [role, setRole] = useState<string | undefined>();
  const [pages, setPages] = useState<readonly (string | undefined)[]>([undefined]);
  const [intended, setIntended] = useState<Intended | null>(null);
  const accounts = useQuery(accountsQuery(role, pages.at(-1)));
  return (
    <>
      <div className="head">
        <h1>账号管理</h1>
        <Button
          type="primary"
          icon={<PlusOutlined />}
          onClick={() => setIntended({ commands: ['openAccount'], caseId: null, subject: '新账号' })}
        >
          开立账号
        </Button>
      </div>
      <Card>
        <Select
          allowClear
          placeholder="全部角色"
          aria-label="按角色筛选"
          style={{ width: 220, marginBlockEnd: 8 }}
          value={role}
          onChange={(next) => {
            setRole(next);
            setPages([undefined]);
          }}
          options={Object.entries(roleNames).map(([value, label]) => ({ value, label }))}
        />
        <Answered asked={accounts}>
          {({ accounts: rows, next }) => (
            <>
              {rows.length === 0 ? <Empty description="没有账号" /> : null}
              <ul className="turns">
                {rows.map((row) => (
                  <li key={row.id} className="turn">
                    <div>
                      <div className="what">
                        {row.name} <span className="muted">{row.loginName}</span>{' '}
                        <Tag color={row.status === 'disabled' ? 'error' : 'success'}>{row.statusZh}</Tag>
                      </div>
                      <div className="facts">
                        <span>{row.roles.map(roleName).join('、')}</span>
                        <span>{row.company?.name ?? row.unitName ?? ''}</span>
                        <span>{row.post ?? ''}</span>
                        <code>{row.id}</code>
                      </div>
                    </div>
                    <div className="act">
                      <Dropdown
                        trigger={['click']}
                        menu={{
                          items: commandsFor(row.status).map((key) => ({ key, label: titleOf(key) })),
                          onClick: ({ key }) =>
                            setIntended({
                              commands: [key],
                              caseId: row.id,
                              subject: `${row.name}（${row.loginName}）`,
                              initial:
                                key === 'changeRoles'
                                  ? { roles: row.roles, ...(row.unit === null ? {} : { unit: row.unit }) }
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
              <Space>
                <Button disabled={pages.length === 1} onClick={() => setPages(pages.slice(0, -1))}>
                  上一页
                </Button>
                <Button disabled={next === null} onClick={() => setPages([...pages, next ?? undefined])}>
                  下一页
                </Button>
              </Space>
            </>
          )}
        </Answered>
      </Card>
      <CompaniesCard onIntend={setIntended} />
      <CommandDrawer intended={intended} onClose={() => setIntended(null)} />
    </>
  );
};
