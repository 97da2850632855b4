import { Injectable } from '@nestjs/common';
import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { rbacErrors } from './rbac.errors';
import { RoleStore, type RoleRow } from './role.store';
import type { RoleAssignmentInput, RoleAssignmentView } from './scope.dto';
import { ScopeStore } from './scope.store';
import { UserStore } from './user.store';
import { refuseOwn } from './user.service';

/** Which roles a user has, and how far each reaches. */
@Injectable()
export class AssignmentService {
  constructor(
    private readonly users: UserStore,
    private readonly roles: RoleStore,
    private readonly scopes: ScopeStore,
  ) {}

  /**
   * Makes the user's assignments exactly these; effective within a second everywhere.
   * @throws rbac.own_account, rbac.role_not_found, rbac.scope_invalid, rbac.last_administrator
   */
  async replace(tx: Tx, actor: Actor, userId: string, wanted: readonly RoleAssignmentInput[]): Promise<void> {
    await this.users.lockAdministration(tx);
    const user = await this.users.find(tx, userId, { lock: true });
    if (!user) throw rbacErrors.user_not_found();
    refuseOwn(actor, user);
    const before = await this.scopes.assignmentsOf(tx, user.id);
    const roles = await this.requireRoles(tx, wanted);
    const administrators = await this.users.countAdministrators(tx);
    await this.scopes.clearAssignments(tx, user.id);
    await this.assignAll(tx, user.id, wanted, roles);
    if (administrators > 0 && (await this.users.countAdministrators(tx)) === 0) throw rbacErrors.last_administrator();
    record(tx, actor, userId, { before, after: await this.scopes.assignmentsOf(tx, user.id) });
  }

  private async assignAll(tx: Tx, userId: Id, wanted: readonly RoleAssignmentInput[], roles: ReadonlyMap<string, RoleRow>): Promise<void> {
    for (const { role, scopes } of wanted) {
      await this.scopes.assign(tx, userId, roles.get(role)!.id, await this.scopes.resolve(tx, scopes));
    }
  }

  private async requireRoles(tx: Tx, wanted: readonly RoleAssignmentInput[]): Promise<ReadonlyMap<string, RoleRow>> {
    const rows = new Map(
      (
        await this.roles.findByCodes(
          tx,
          wanted.map((w) => w.role),
        )
      ).map((r) => [r.code, r]),
    );
    if (wanted.some((w) => !rows.has(w.role))) throw rbacErrors.role_not_found();
    return rows;
  }
}

function record(tx: Tx, actor: Actor, userId: string, { before, after }: { before: RoleAssignmentView[]; after: RoleAssignmentView[] }): void {
  const subject = { type: 'user', id: userId };
  const scopesIn = (list: RoleAssignmentView[], role: string): string | undefined => {
    const found = list.find((a) => a.role === role);
    return found && JSON.stringify(found.scopes.map((s) => [s.kind, s.target?.code ?? null]).sort());
  };
  for (const role of new Set([...before, ...after].map((a) => a.role))) {
    const [was, is] = [scopesIn(before, role), scopesIn(after, role)];
    if (was === is) continue;
    const action = was === undefined ? 'role.assigned' : is === undefined ? 'role.unassigned' : 'scope.changed';
    audit.record(tx, actor, action, subject, { diff: { role, scopes: [was ?? null, is ?? null] } });
  }
}
