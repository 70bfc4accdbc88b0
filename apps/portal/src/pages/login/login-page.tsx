import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Card, Collapse, Form, Input } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockQuery } from '../../api/queries.ts';
import { session, useSession } from '../../app/session.tsx';

interface Typed {
  readonly loginName: string;
  readonly password: string;
}

const DemoAccounts = lazy(async () => ({
  default: (await import('./demo-accounts.tsx')).DemoAccounts,
}));

export const LoginPage = () => {
  const { t } = useTranslation();
  const state = useSession();
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/login' });
  const { data: clock } = useQuery(clockQuery);
  const [form] = Form.useForm<Typed>();
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const isIn = state.at === 'in';
  useEffect(() => {
    if (isIn) void navigate({ href: to ?? '/', replace: true });
  }, [isIn, to, navigate]);

  const submit = async ({ loginName, password }: Typed): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const refused = await session.signIn(loginName.trim(), password);
      if (refused !== null) setFailure(refused.zh);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };

  const because = state.at === 'out' ? state.because : undefined;
  return (
    <main className="sign-in">
      <div>
        <h1 style={{ color: '#fff', textAlign: 'center', marginBlock: '0 4px' }}>{t('product')}</h1>
        <p style={{ color: '#fff', textAlign: 'center', marginBlock: '0 20px' }}>{t('tagline')}</p>
        <Card>
          {because === 'idle' || because === 'expired' ? (
            <Alert type="info" showIcon title={t(because)} style={{ marginBlockEnd: 16 }} />
          ) : null}
          <Form form={form} layout="vertical" onFinish={submit} requiredMark={false} size="large">
            <Form.Item
              name="loginName"
              label={t('loginName')}
              rules={[{ required: true, message: '请填写账号' }]}
            >
              <Input data-testid="login-name" autoComplete="username" autoFocus />
            </Form.Item>
            <Form.Item
              name="password"
              label={t('password')}
              rules={[{ required: true, message: '请填写密码' }]}
            >
              <Input.Password data-testid="login-password" autoComplete="current-password" />
            </Form.Item>
            {failure === null ? null : (
              <Alert type="error" showIcon role="alert" title={failure} style={{ marginBlockEnd: 16 }} />
            )}
            <Button type="primary" htmlType="submit" block loading={busy} data-testid="login-submit">
              {t('signIn')}
            </Button>
          </Form>
          <p className="foot" style={{ marginBlockEnd: 0 }}>
            <Link to="/register" data-testid="to-register">
              企业注册
            </Link>
            <Link to="/reset">忘记密码</Link>
          </p>
          {clock?.settable === true ? (
            <Collapse
              ghost
              style={{ marginBlockStart: 12 }}
              items={[
                {
                  key: 'accounts',
                  label: `${t('demoAccounts')}（均为模拟，点击即可填入）`,
                  children: (
                    <Suspense>
                      <DemoAccounts
                        choose={(loginName, password) => form.setFieldsValue({ loginName, password })}
                      />
                    </Suspense>
                  ),
                },
              ]}
            />
          ) : null}
        </Card>
      </div>
    </main>
  );
};
