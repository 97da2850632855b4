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

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'ALL']);

/** Every route says who may call it, how long it may take and, when it writes, how a repeat is recognised. @throws StartRefused */
export function requireDeclarations(routes: readonly RouteDeclaration[], permissions: readonly PermissionTable[]): void {
  const offenders = [
    ...routesWithoutAccess(routes),
    ...unknownPermissions(permissions, routes),
    ...routes.filter((r) => slaOf(r.handler) === undefined).map((r) => `${r.method} ${r.path} declares no SLA class: @Sla`),
    ...routes
      .filter((r) => WRITES.has(r.method) && idempotencyOf(r.handler) === undefined)
      .map((r) => `${r.method} ${r.path} declares neither @Idempotent nor @NotIdempotent`),
    ...twins(routes),
  ];
  if (offenders.length > 0) throw new StartRefused(offenders);
}

/** Two handlers for one route: which of them answers would depend on the order of imports. */
function twins(routes: readonly RouteDeclaration[]): string[] {
  const names = routes.map((r) => `${r.method} ${r.path.replace(/:\w+/g, ':')}`);
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map((name) => `${name} has two handlers`);
}
