import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { checkCreditCode } from '@yizhan/codes';
import { Alert, Button, Card, Empty, Form, Input, Space } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/graphql.ts';
import { createIntention } from '../../api/intention.ts';
import { registeredCompaniesQuery } from '../../api/queries.ts';
import { RegisterCompanyDocument } from '../../generated/graphql.ts';
import type { Intended } from '../../parts/command-drawer.tsx';
import { useAsking } from '../enter/use-asking.ts';

interface Typed {
  readonly name: string;
  readonly creditCode?: string;
}

/** A company comes in here where it cannot register itself: without a code it is 拟设立. */
const RegisterForm = ({ onRegistered }: { onRegistered: (name: string) => void }) => {
  const [form] = Form.useForm<Typed>();
  const [intention] = useState(() => createIntention());
  const { busy, failure, asking } = useAsking(form);
  const register = async (typed: Typed): Promise<void> => {
    const code = typed.creditCode?.trim() ?? '';
    const company = { name: typed.name.trim(), creditCode: code === '' ? null : code };
    const answer = await asking(
      async () =>
        (await ask(RegisterCompanyDocument, { input: { key: intention.keyFor(company), ...company } }))
          .registerCompany,
    );
    if (answer?.__typename !== 'RegisterCompanyDone') return;
    onRegistered(answer.name);
  };
  return (
    <Form form={form} layout="vertical" onFinish={register} data-testid="register-company-form">
      <div className="pair">
        <Form.Item name="name" label="企业名称" rules={[{ required: true, message: '请填写企业名称' }]}>
          <Input maxLength={100} data-testid="register-company-name" />
        </Form.Item>
        <Form.Item
          name="creditCode"
          label="统一社会信用代码"
          extra="拟设立的企业不填，设立后由企业管理人绑定"
          rules={[
            {
              validator: async (_rule, value: unknown) => {
                const typed = String(value ?? '').trim();
                const checked = checkCreditCode(typed);
                // A check character alone may have been let in by the administrator: the server knows.
                if (typed !== '' && !checked.ok && !checked.overridable) throw new Error(checked.zh);
              },
            },
          ]}
        >
          <Input maxLength={18} data-testid="register-company-code" />
        </Form.Item>
      </div>
      {failure === null ? null : (
        <Alert type="error" showIcon role="alert" title={failure} style={{ marginBlockEnd: 16 }} />
      )}
      <Button type="primary" htmlType="submit" loading={busy} data-testid="register-company-submit">
        登记企业
      </Button>
    </Form>
  );
};

/** 企业: registered, found, given an account; another owner where the present one has left. */
export const CompaniesCard = ({ onIntend }: { onIntend: (intended: Intended) => void }) => {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [registering, setRegistering] = useState(false);
  const { data: found, isFetching } = useQuery(registeredCompaniesQuery(text.trim()));
  const registered = async (name: string): Promise<void> => {
    setRegistering(false);
    setText(name);
    await queries.invalidateQueries({ queryKey: ['companies'] });
  };
  return (
    <Card
      title={<h2>企业</h2>}
      extra={
        <Button
          icon={<PlusOutlined />}
          onClick={() => setRegistering(!registering)}
          data-testid="register-company"
        >
          登记企业
        </Button>
      }
    >
      {registering ? <RegisterForm onRegistered={(name) => void registered(name)} /> : null}
      <Input.Search
        allowClear
        aria-label="查找企业"
        placeholder="输入企业名称开头或统一社会信用代码"
        loading={isFetching}
        value={text}
        onChange={(event) => setText(event.target.value)}
        data-testid="find-company"
        style={{ maxWidth: 420 }}
      />
      {found !== undefined && found.length === 0 ? <Empty description="没有找到企业" /> : null}
      <ul className="turns">
        {(found ?? []).map((company) => {
          const owner = company.people.find((person) => person.owner);
          return (
            <li key={company.id} className="turn">
              <div>
                <div className="what">
                  {company.name} <span className="muted">{company.creditCode ?? '拟设立'}</span>
                </div>
                <div className="facts">
                  <span>
                    {company.people.length === 0
                      ? '没有在用账号'
                      : `在用账号：${company.people.map(({ name }) => name).join('、')}`}
                  </span>
                  <span>{owner === undefined ? '没有在用的企业管理人' : `企业管理人：${owner.name}`}</span>
                </div>
              </div>
              <Space className="act" wrap>
                {owner === undefined
                  ? company.people.map(({ id, name }) => (
                      <Button
                        key={id}
                        onClick={() =>
                          onIntend({
                            commands: ['nameCompanyOwner'],
                            caseId: id,
                            subject: `${company.name}：${name}`,
                          })
                        }
                      >
                        指定{name}为管理人
                      </Button>
                    ))
                  : null}
                <Button
                  onClick={() =>
                    onIntend({
                      commands: ['openAccount'],
                      caseId: null,
                      subject: `${company.name}的新账号`,
                      initial: { roles: ['enterprise'], companyId: company.id },
                    })
                  }
                >
                  开立企业账号
                </Button>
              </Space>
            </li>
          );
        })}
      </ul>
    </Card>
  );
};
