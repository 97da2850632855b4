import { ApiProblem } from '@anwen/client';
import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { queryClient } from './query-client';
import { PageMissing } from './routes/PageStates';
import { meQuery } from './session';

export const root = createRootRoute({ notFoundComponent: PageMissing });

/** Everything behind the login. Who has no session goes there and comes back to the same address. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData({ ...meQuery, meta: { quiet: true } }).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.status === 401) throw redirect({ to: '/login', search: { next: location.href } });
      throw error;
    });
    if (me.user?.mustChangePassword === true && location.pathname !== '/account/password') throw redirect({ to: '/account/password' });
  },
  component: lazyRouteComponent(() => import('./routes/ShellLayout'), 'ShellLayout'),
});

/** A page behind the login. */
export const page = <const Path extends string>(path: Path) => ({ getParentRoute: () => shell, path });
