import { audit } from '@anwen/audit';
import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor, type PermissionTable } from '@anwen/kernel';
import { requireGoodPassword } from './auth.service';
import { PasswordService } from './password.service';
import { RoleService } from './role.service';
import { RoleStore } from './role.store';
import { ScopeStore } from './scope.store';
import { UserStore } from './user.store';

/**
 * A fresh installation has one user, and that user must be able to try everything, so it holds these roles together.
 * `tenant_admin` alone posts no stock: whoever runs the factory afterwards gives the others away, user by user.
 */
const FIRST_ROLES = ['tenant_admin', 'warehouse_lead', 'planner', 'mes_lead', 'cost_viewer', 'master_data'];
const USERNAME = 'admin';

export interface FirstAdministrator {
  readonly username: string;
  /** False when the installation already had users; then nothing was changed. */
  readonly created: boolean;
}

/** Brings permissions and preset roles to what the code says (`anwen migrate up` and every start). */
export function syncPermissions(tx: Tx, tables: readonly PermissionTable[]): Promise<void> {
  return new RoleService(new RoleStore()).sync(tx, tables);
}

/** Makes `admin` in an installation without users; safe to repeat. @throws rbac.password_refused */
export async function createFirstAdministrator(
  database: Database,
  input: { password: string; tables?: readonly PermissionTable[] },
): Promise<FirstAdministrator> {
  requireGoodPassword(input.password, { username: USERNAME, displayName: USERNAME, email: null, administrator: true });
  const passwordHash = await new PasswordService().hash(input.password);
  const actor = systemActor('installer');
  return database.transaction({ actor, scope: ALL_SCOPE }, async (tx) => {
    await syncPermissions(tx, input.tables ?? []); // also makes a second caller wait
    const [existing] = await tx.query<{ id: string }>('SELECT id FROM sys_users LIMIT 1');
    if (existing) return { username: USERNAME, created: false };
    const publicId = await new UserStore(database).insert(tx, {
      username: USERNAME,
      displayName: '系統管理員',
      email: null,
      deptId: null,
      locale: 'zh-Hant',
      passwordHash,
      mustChange: false,
    });
    await assignFirstRoles(tx, publicId);
    audit.record(tx, actor, 'user.created', { type: 'user', id: publicId }, { diff: { username: USERNAME, roles: FIRST_ROLES } });
    return { username: USERNAME, created: true };
  });
}

async function assignFirstRoles(tx: Tx, publicId: string): Promise<void> {
  const [user] = await tx.query<{ id: string }>('SELECT id FROM sys_users WHERE public_id = $1', [publicId]);
  const scopes = new ScopeStore();
  for (const role of await new RoleStore().findByCodes(tx, FIRST_ROLES)) await scopes.assign(tx, user!.id, role.id, [{ kind: 'all', target: null }]);
}
