import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
} from '@tanstack/react-router';
import { Button, Result, Skeleton } from 'antd';
import { offline } from '../api/graphql.ts';
import { Failure } from '../parts/status.tsx';
import { zhCn } from '../words/zh-cn.ts';
import { useMe } from './session.tsx';
import { homeOf, Shell } from './shell.tsx';

/**
 * A page is fetched when somebody goes there. Cut off, he is told so and stays: loading the whole anew, as is done where a
 * page is of a version that is no longer there, would take away what he has.
 */
const page: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(
    async () =>
      await load().catch((error: unknown) => {
        throw navigator.onLine ? error : offline();
      }),
    name,
  );

const Home = () => <Navigate to={homeOf(useMe())} replace />;

const NotFound = () => (
  <Result
    status="404"
    title={zhCn.notFound}
    extra={
      <Button type="primary" href="/">
        {zhCn.home}
      </Button>
    }
  />
);

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
const login = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search): { to?: string } =>
    typeof search['to'] === 'string' && search['to'].startsWith('/') && !search['to'].startsWith('//')
      ? { to: search['to'] }
      : {},
  component: page(async () => await import('../pages/login/login-page.tsx'), 'LoginPage'),
});
const verify = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify',
  validateSearch: (search): { number?: string; check?: string } => ({
    ...(typeof search['number'] === 'string' ? { number: search['number'] } : {}),
    // A code of digits alone is read as a number.
    ...(search['check'] === undefined ? {} : { check: String(search['check']) }),
  }),
  component: page(async () => await import('../pages/verify/verify-page.tsx'), 'VerifyPage'),
});
const register = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register',
  component: page(async () => await import('../pages/enter/register-page.tsx'), 'RegisterPage'),
});
const join = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  validateSearch: (search): { invitation: string } => ({ invitation: String(search['invitation'] ?? '') }),
  component: page(async () => await import('../pages/enter/join-page.tsx'), 'JoinPage'),
});
const reset = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset',
  component: page(async () => await import('../pages/enter/reset-page.tsx'), 'ResetPage'),
});
const shell = createRoute({ getParentRoute: () => rootRoute, id: 'shell', component: Shell });
const home = createRoute({ getParentRoute: () => shell, path: '/', component: Home });
const company = createRoute({
  getParentRoute: () => shell,
  path: '/company',
  component: page(async () => await import('../pages/company/company-page.tsx'), 'CompanyPage'),
});
const projects = createRoute({
  getParentRoute: () => shell,
  path: '/projects',
  component: page(async () => await import('../pages/projects/projects-page.tsx'), 'ProjectsPage'),
});
const apply = createRoute({
  getParentRoute: () => shell,
  path: '/apply',
  validateSearch: (search): { draft?: string; copy?: string; refile?: string } =>
    Object.fromEntries(
      ['draft', 'copy', 'refile'].flatMap((name) =>
        typeof search[name] === 'string' ? [[name, search[name]]] : [],
      ),
    ),
  component: page(async () => await import('../pages/apply/apply-page.tsx'), 'ApplyPage'),
});
const file = createRoute({
  getParentRoute: () => shell,
  path: '/file',
  component: page(
    async () => await import('../pages/file-project/file-project-page.tsx'),
    'FileNewProjectPage',
  ),
});
const dossier = createRoute({
  getParentRoute: () => shell,
  path: '/projects/$projectId',
  component: page(async () => await import('../pages/dossier/dossier-page.tsx'), 'DossierPage'),
});
const item = createRoute({
  getParentRoute: () => shell,
  path: '/projects/$projectId/items/$itemId',
  component: page(async () => await import('../pages/item/item-page.tsx'), 'ItemPage'),
});
const supplement = createRoute({
  getParentRoute: () => shell,
  path: '/projects/$projectId/supplement',
  component: page(async () => await import('../pages/apply/supplement-page.tsx'), 'SupplementPage'),
});
const fileOf = createRoute({
  getParentRoute: () => shell,
  path: '/projects/$projectId/file',
  component: page(async () => await import('../pages/file-project/file-project-page.tsx'), 'FileProjectPage'),
});
const tasks = createRoute({
  getParentRoute: () => shell,
  path: '/tasks',
  component: page(async () => await import('../pages/tasks/tasks-page.tsx'), 'TasksPage'),
});
const queue = createRoute({
  getParentRoute: () => shell,
  path: '/queue',
  component: page(async () => await import('../pages/queue/queue-page.tsx'), 'QueuePage'),
});
const dossiers = createRoute({
  getParentRoute: () => shell,
  path: '/dossiers',
  component: page(async () => await import('../pages/dossiers/dossiers-page.tsx'), 'DossiersPage'),
});
const land = createRoute({
  getParentRoute: () => shell,
  path: '/land',
  component: page(async () => await import('../pages/land/land-page.tsx'), 'LandPage'),
});
const parcel = createRoute({
  getParentRoute: () => shell,
  path: '/land/$parcelId',
  component: page(async () => await import('../pages/land/parcel-page.tsx'), 'ParcelPage'),
});
const agency = createRoute({
  getParentRoute: () => shell,
  path: '/agency',
  component: page(async () => await import('../pages/agency/agency-page.tsx'), 'AgencyPage'),
});
const admin = createRoute({
  getParentRoute: () => shell,
  path: '/admin',
  component: page(async () => await import('../pages/admin/admin-page.tsx'), 'AdminPage'),
});
const accounts = createRoute({
  getParentRoute: () => shell,
  path: '/accounts',
  component: page(async () => await import('../pages/accounts/accounts-page.tsx'), 'AccountsPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    login,
    register,
    join,
    reset,
    verify,
    shell.addChildren([
      home,
      company,
      projects,
      apply,
      file,
      dossier,
      item,
      supplement,
      fileOf,
      tasks,
      queue,
      dossiers,
      land,
      parcel,
      agency,
      admin,
      accounts,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Skeleton active aria-label={zhCn.loading} />,
  defaultPendingMs: 200,
  defaultErrorComponent: ({ error, reset }) => (
    <Failure
      error={error instanceof Error ? error : new Error(String(error))}
      retry={() => void router.invalidate().then(reset)}
    />
  ),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
