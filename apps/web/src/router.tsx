import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { documentRoutes } from './document-routes';
import { productionRoutes, wallRoutes } from './production-routes';
import { PageFailure, PageLoading, PageMissing } from './routes/PageStates';
import { LoginPage } from './routes/LoginPage';
import { onSessionEnd, queryClient } from './query-client';
import {
  balanceSearch,
  importNewSearch,
  importSearch,
  importsSearch,
  itemSearch,
  jobSearch,
  ledgerSearch,
  loginSearch,
  parseSearch,
  readSearch,
  reportSearch,
  reportsSearch,
  schedulesSearch,
  stringifySearch,
} from './search';
import { meQuery } from './session';
import { page, root, shell } from './shell-route';

const login = createRoute({ getParentRoute: () => root, path: '/login', component: LoginPage, validateSearch: loginSearch });

const home = createRoute({ ...page('/'), component: lazyRouteComponent(() => import('./routes/HomePage'), 'HomePage') });
const stock = createRoute({
  ...page('/stock'),
  validateSearch: readSearch(balanceSearch),
  component: lazyRouteComponent(() => import('./routes/BalancesPage'), 'BalancesPage'),
});
const ledger = createRoute({
  ...page('/stock/ledger'),
  validateSearch: readSearch(ledgerSearch),
  component: lazyRouteComponent(() => import('./routes/LedgerPage'), 'LedgerPage'),
});
const posting = createRoute({ ...page('/stock/postings/$id'), component: lazyRouteComponent(() => import('./routes/PostingPage'), 'PostingPage') });
const post = createRoute({ ...page('/stock/post/$type'), component: lazyRouteComponent(() => import('./routes/PostFormPage'), 'PostFormPage') });
const items = createRoute({
  ...page('/items'),
  validateSearch: readSearch(itemSearch),
  component: lazyRouteComponent(() => import('./routes/ItemsPage'), 'ItemsPage'),
});
const item = createRoute({ ...page('/items/$id'), component: lazyRouteComponent(() => import('./routes/ItemPage'), 'ItemPage') });
const jobs = createRoute({
  ...page('/jobs'),
  validateSearch: readSearch(jobSearch),
  component: lazyRouteComponent(() => import('./routes/JobsPage'), 'JobsPage'),
});
const imports = createRoute({
  ...page('/imports'),
  validateSearch: readSearch(importsSearch),
  component: lazyRouteComponent(() => import('./routes/ImportsPage'), 'ImportsPage'),
});
const importNew = createRoute({
  ...page('/imports/new'),
  validateSearch: readSearch(importNewSearch),
  component: lazyRouteComponent(() => import('./routes/ImportNewPage'), 'ImportNewPage'),
});
const importOne = createRoute({
  ...page('/imports/$id'),
  validateSearch: readSearch(importSearch),
  component: lazyRouteComponent(() => import('./routes/ImportPage'), 'ImportPage'),
});
const reports = createRoute({
  ...page('/reports'),
  validateSearch: readSearch(reportsSearch),
  component: lazyRouteComponent(() => import('./routes/ReportsPage'), 'ReportsPage'),
});
const report = createRoute({
  ...page('/reports/$key'),
  validateSearch: reportSearch,
  component: lazyRouteComponent(() => import('./routes/ReportPage'), 'ReportPage'),
});
const schedules = createRoute({
  ...page('/report-schedules'),
  validateSearch: readSearch(schedulesSearch),
  component: lazyRouteComponent(() => import('./routes/ReportSchedulesPage'), 'ReportSchedulesPage'),
});
const password = createRoute({ ...page('/account/password'), component: lazyRouteComponent(() => import('./routes/PasswordPage'), 'PasswordPage') });

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    wallRoutes,
    shell.addChildren([
      ...[home, stock, ledger, posting, post, items, item, jobs, imports, importNew, importOne, reports, report, schedules, password],
      ...documentRoutes,
      ...productionRoutes,
    ]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: PageFailure,
  defaultNotFoundComponent: PageMissing,
  scrollRestoration: true,
});

onSessionEnd(() => {
  if (router.state.location.pathname === '/login') return;
  queryClient.removeQueries({ queryKey: meQuery.queryKey });
  void router.navigate({ to: '/login', search: { next: router.state.location.href, expired: 'true' } });
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
