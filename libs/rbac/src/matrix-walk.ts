import type { PermissionTable } from '@anwen/kernel';
import { rbacMatrix } from './matrix';
import { presetRoles } from './preset-roles';
import { accessOf, type RouteHandler } from './startup.rules';

export interface MatrixWalk {
  readonly routes: readonly RouteHandler[];
  readonly tables: readonly PermissionTable[];
  /** A token of somebody who holds just this role everywhere; undefined = no role at all. */
  readonly tokenOf: (role: string | undefined) => Promise<string>;
  /** Sends a request that can have no effect (writes go without an Idempotency-Key) and tells the problem code. */
  readonly call: (method: string, path: string, token: string | undefined) => Promise<{ status: number; code: string | undefined }>;
}

const SOME_ID = '0190a000-0000-7000-8000-000000000000';

/** Asks every route as every preset role, as a user without roles and as nobody; the cells that are not as the matrix says. */
export async function walkMatrix({ routes, tables, tokenOf, call }: MatrixWalk): Promise<{ asked: number; deviations: string[] }> {
  const allowed = new Set(
    rbacMatrix(tables)
      .filter((r) => r.allowed)
      .map((r) => `${r.role} ${r.permission}`),
  );
  const asked = routes.filter((r) => !r.path.endsWith('/logout')); // it would end the very session that asks
  const deviations: string[] = [];
  for (const role of [...presetRoles.map((r) => r.code), undefined, 'nobody']) {
    const token = role === 'nobody' ? undefined : await tokenOf(role);
    for (const route of asked) {
      const access = accessOf(route)!;
      const wanted =
        access.kind === 'public'
          ? undefined
          : token === undefined
            ? 'rbac.unauthenticated'
            : access.kind === 'permission' && !allowed.has(`${role} ${access.permission}`)
              ? 'rbac.permission_denied'
              : undefined;
      const { status, code } = await call(route.method, route.path.replace(/:\w+/g, SOME_ID), token);
      const refusal = code?.startsWith('rbac.') && [401, 403].includes(status) ? code : undefined;
      if (refusal !== wanted)
        deviations.push(`${role ?? 'no role'}: ${route.method} ${route.path} answers ${status} ${code ?? ''}, expected ${wanted ?? 'to pass the guards'}`);
    }
  }
  return { asked: asked.length * (presetRoles.length + 2), deviations };
}
