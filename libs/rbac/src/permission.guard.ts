import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { recordApart, type AuditAction } from '@anwen/audit';
import { Database } from '@anwen/database';
import { contextOf } from '@anwen/http';
import { NO_SCOPE, OncePer, mayDo, scopeFor, type Actor } from '@anwen/kernel';
import { ACCESS, type Access } from './access';
import { bearerOf } from './auth.guard';
import { isEmptyScope } from './grants.rules';
import { rbacErrors } from './rbac.errors';

/** One audit row a minute, actor and permission: a screen that asks in a loop must not fill the log. */
const AUDIT_EVERY_MS = 60_000;

/** Last in the row of guards. Nothing declared, nothing granted or an empty scope = refused. */
@Injectable()
export class PermissionGuard implements CanActivate {
  private readonly noted = new OncePer(AUDIT_EVERY_MS);

  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    const request = context.switchToHttp().getRequest<object>();
    const http = contextOf(request);
    if (access?.kind === 'public') {
      http.scope = NO_SCOPE;
      return true;
    }
    const actor = http.actor;
    if (!actor) throw http.authFailure ?? rbacErrors.unauthenticated();
    if (access?.kind === 'signed_in') {
      http.scope = NO_SCOPE;
      return true;
    }
    // A device that brings its queue has no session, and no password to change.
    if (actor.type !== 'device' && bearerOf(request).mustChangePassword) throw rbacErrors.password_change_required();
    const permission = access?.permission ?? '?';
    const scope = scopeFor(actor, permission);
    if (!access || !mayDo(actor, permission) || isEmptyScope(scope)) {
      await this.note(actor, actor.type === 'api_key' ? 'apikey.scope.denied' : 'access.denied', permission, http.route);
      throw rbacErrors.permission_denied({ permission });
    }
    if (access.companyWide && !scope.all) {
      await this.note(actor, 'access.scope_violation', permission, http.route);
      throw rbacErrors.scope_too_narrow({ permission });
    }
    http.scope = scope;
    return true;
  }

  private async note(actor: Actor, action: AuditAction, permission: string, route: string | undefined): Promise<void> {
    if (!this.noted.isDue(`${action}:${actor.type}:${actor.id}:${permission}`)) return;
    await recordApart(this.database, actor, action, { subject: { type: 'permission', id: permission }, diff: { route } });
  }
}
