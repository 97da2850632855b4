import { slaOf, type RouteDeclaration } from '@anwen/http';
import { idempotencyOf } from '@anwen/idempotency';
import { ExitCode, type PermissionTable } from '@anwen/kernel';
import { routesWithoutAccess, unknownPermissions } from '@anwen/rbac';

/** The code contradicts itself: all offenders at once, and the app does not start (architecture §5). */
export class StartRefused extends Error {
  readonly exitCode = ExitCode.configuration;

  constructor(offenders: readonly string[]) {
    super(`this build must not start:\n${offenders.map((o) => `  - ${o}`).join('\n')}`);
  }
}

/** Every route says who may call it, how long it may take and, when it writes, how a repeat is recognised. @throws StartRefused */
export function requireDeclarations(routes: readonly RouteDeclaration[], permissions: readonly PermissionTable[]): void {
  const name = ({ method, path }: RouteDeclaration): string => `${method} ${path}`;
  const offenders = [
    ...routesWithoutAccess(routes),
    ...unknownPermissions(permissions, routes),
    ...routes.filter((r) => slaOf(r.handler) === undefined).map((r) => `${name(r)} declares no SLA class: @Sla`),
    ...routes
      .filter((r) => r.method !== 'GET' && idempotencyOf(r.handler) === undefined)
      .map((r) => `${name(r)} declares neither @Idempotent nor @NotIdempotent`),
  ];
  if (offenders.length > 0) throw new StartRefused(offenders);
}
