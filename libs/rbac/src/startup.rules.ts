import { Reflector } from '@nestjs/core';
import type { RouteDeclaration } from '@anwen/http';
import type { PermissionTable } from '@anwen/kernel';
import { ACCESS, type Access } from './access';
import { presetRoles } from './preset-roles';

/** One route of an app, as `routesOf(app)` of @anwen/http finds it. */
export type RouteHandler = Pick<RouteDeclaration, 'method' | 'path' | 'controller' | 'handler'>;

const nameOf = ({ method, path }: RouteHandler): string => `${method} ${path}`;

const reflector = new Reflector();

export function accessOf({ handler, controller }: Pick<RouteHandler, 'handler' | 'controller'>): Access | undefined {
  return reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler as () => unknown, controller]);
}

/** Routes that say nothing about who may call them; the app must not start with one. */
export function routesWithoutAccess(routes: readonly RouteHandler[]): string[] {
  return routes.filter((r) => accessOf(r) === undefined).map((r) => `${nameOf(r)} declares no access: @Requires, @SignedIn or @Public`);
}

/** Permissions that a route or a preset role names and no library brings; the app must not start with one. */
export function unknownPermissions(tables: readonly PermissionTable[], routes: readonly RouteHandler[]): string[] {
  const known = new Set(tables.flatMap((t) => Object.keys(t.permissions)));
  const byRoutes = routes.flatMap((r) => {
    const access = accessOf(r);
    return access?.kind === 'permission' && !known.has(access.permission) ? [`${nameOf(r)} requires the unknown permission ${access.permission}`] : [];
  });
  const byRoles = presetRoles.flatMap((role) =>
    role.permissions.filter((p) => !known.has(p)).map((p) => `the preset role ${role.code} names the unknown permission ${p}`),
  );
  return [...byRoutes, ...byRoles];
}
