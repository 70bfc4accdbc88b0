import { DownOutlined, KeyOutlined, LogoutOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Alert, Button, Dropdown, Spin } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockQuery } from '../api/queries.ts';
import { useLiveWork } from '../parts/live.ts';
import { Forbidden } from '../parts/status.tsx';
import { roleName } from '../words/names.ts';
import { type Me, session, useSession } from './session.tsx';

interface Place {
  readonly to:
    | '/projects'
    | '/company'
    | '/tasks'
    | '/queue'
    | '/dossiers'
    | '/land'
    | '/agency'
    | '/admin'
    | '/accounts';
  readonly word:
    | 'projects'
    | 'company'
    | 'tasks'
    | 'queue'
    | 'dossiers'
    | 'land'
    | 'agency'
    | 'admin'
    | 'accounts';
  readonly open: (me: Me) => boolean;
}

const watching = ['administrator', 'securityAdministrator', 'auditor'];
const has = (me: Me, ...roles: readonly string[]): boolean => me.roles.some((role) => roles.includes(role));
const places: readonly Place[] = [
  { to: '/projects', word: 'projects', open: (me) => has(me, 'enterprise') },
  { to: '/company', word: 'company', open: (me) => has(me, 'enterprise') },
  { to: '/tasks', word: 'tasks', open: (me) => !has(me, 'enterprise', ...watching) },
  {
    to: '/queue',
    word: 'queue',
    open: (me) => has(me, 'department', 'departmentHead', 'utility', 'windowClerk'),
  },
  { to: '/dossiers', word: 'dossiers', open: (me) => !has(me, 'enterprise', 'securityAdministrator') },
  { to: '/agency', word: 'agency', open: (me) => has(me, 'agent', 'chiefAgent', 'agencyCentre') },
  { to: '/land', word: 'land', open: (me) => has(me, 'land', 'territory', 'department', 'enterprise') },
  { to: '/accounts', word: 'accounts', open: (me) => has(me, 'securityAdministrator') },
  { to: '/admin', word: 'admin', open: (me) => has(me, 'administrator') },
];

/** The window takes applications and filings in on paper. */
const filing = ['/apply', '/file'];

/** Whether a page is this person's; a case's own page is answered by its service. */
const isOpen = (path: string, me: Me): boolean => {
  if (filing.includes(path)) return has(me, 'enterprise', 'windowClerk');
  const place = places.find(({ to }) => to === path);
  return place === undefined || place.open(me);
};

/** Where a person starts. */
export const homeOf = (me: Me): Place['to'] => places.find((place) => place.open(me))?.to ?? '/dossiers';

const ChangePassword = lazy(async () => ({
  default: (await import('./change-password.tsx')).ChangePassword,
}));

const useOnline = (): boolean => {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return online;
};

/** The frame of all pages but the door: who is signed in, where one can go, which day it is. */
export const Shell = () => {
  const state = useSession();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const online = useOnline();
  const { pathname } = useLocation();
  const isOut = state.at === 'out';
  useEffect(() => {
    if (isOut) void navigate({ to: '/login', search: { to: location.pathname } });
  }, [isOut, navigate]);
  if (state.at !== 'in')
    return (
      <div className="sign-in">
        <Spin size="large" aria-label={t('loading')} />
      </div>
    );
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <Bar me={state.me} />
      {online ? null : <Alert banner type="warning" title={t('offline')} />}
      <main id="content" className="page" tabIndex={-1}>
        {isOpen(pathname.replace(/\/$/, ''), state.me) ? <Outlet /> : <Forbidden />}
      </main>
    </>
  );
};

const Bar = ({ me }: { me: Me }) => {
  const { t } = useTranslation();
  const { data: clock } = useQuery(clockQuery);
  const [changing, setChanging] = useState(false);
  useLiveWork();
  return (
    <>
      {clock?.settable === true ? (
        <div className="demo-note">
          {t('demoNote')}。{t('demoClock')} <strong data-testid="today">{clock.today}</strong>
        </div>
      ) : null}
      <header className="bar">
        <Link to="/" className="brand">
          {t('product')}
        </Link>
        <nav aria-label={t('menu')}>
          {places
            .filter((place) => place.open(me))
            .map((place) => (
              <Link key={place.to} to={place.to} activeProps={{ className: 'active' }}>
                {t(`nav.${place.word}`)}
              </Link>
            ))}
        </nav>
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'roles', label: me.roles.map(roleName).join('、'), disabled: true },
              { key: 'password', label: t('changePassword'), icon: <KeyOutlined /> },
              {
                key: 'out',
                label: <span data-testid="sign-out">{t('signOut')}</span>,
                icon: <LogoutOutlined />,
              },
            ],
            onClick: ({ key }) => {
              if (key === 'out') void session.signOut();
              if (key === 'password') setChanging(true);
            },
          }}
        >
          <Button type="text" className="who" data-testid="who">
            <span>{me.name}</span>
            <span className="of">{me.companyName ?? me.unitName ?? roleName(me.roles[0] ?? '')}</span>
            <DownOutlined />
          </Button>
        </Dropdown>
      </header>
      {changing ? (
        <Suspense>
          <ChangePassword me={me} close={() => setChanging(false)} />
        </Suspense>
      ) : null}
    </>
  );
};
