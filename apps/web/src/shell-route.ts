import { ApiProblem } from '@anwen/client';
import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { queryClient } from './query-client';
import { PageMissing, WallFailure } from './routes/PageStates';
import { meQuery } from './session';

export const root = createRootRoute({ notFoundComponent: PageMissing });

const requireSession = async ({ location }: { location: { href: string; pathname: string } }): Promise<void> => {
  const me = await queryClient.ensureQueryData({ ...meQuery, meta: { quiet: true } }).catch((error: unknown) => {
    if (error instanceof ApiProblem && error.status === 401) throw redirect({ to: '/login', search: { next: location.href } });
    throw error;
  });
  if (me.user?.mustChangePassword === true && location.pathname !== '/account/password') throw redirect({ to: '/account/password' });
};

/** Everything behind the login. Who has no session goes there and comes back to the same address. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('./routes/ShellLayout'), 'ShellLayout'),
});

/** A page behind the login. */
export const page = <const Path extends string>(path: Path) => ({ getParentRoute: () => shell, path });

/** Behind the login but without menu and header: a board fills its screen. */
export const bare = createRoute({ getParentRoute: () => root, id: 'bare', beforeLoad: requireSession, errorComponent: WallFailure });
