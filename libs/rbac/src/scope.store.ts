import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { ScopeKind, ScopeRow } from './grants.rules';
import { rbacErrors } from './rbac.errors';
import type { RoleAssignmentView, ScopeInput, ScopeView } from './scope.dto';

/** Where the target of each kind lives. Only its name and ids are read: what it means is the owner's business. */
const TARGETS: Readonly<Record<Exclude<ScopeKind, 'all' | 'own'>, string>> = {
  warehouse: 'warehouses',
  zone: 'zones',
  department: 'sys_depts',
  work_center: 'work_centers',
  partner: 'partners',
};
const NAMED = Object.entries(TARGETS)
  .map(
    ([kind, table]) =>
      `WHEN '${kind}' THEN (SELECT jsonb_build_object('id', t.public_id, 'code', t.code, 'name', t.name) FROM ${table} t WHERE t.id = s.target_id)`,
  )
  .join(' ');

const views = (owner: string): string =>
  `coalesce((SELECT jsonb_agg(jsonb_build_object('kind', s.kind, 'target', CASE s.kind ${NAMED} END) ORDER BY s.id) FROM sys_data_scopes s WHERE ${owner}), '[]')`;

/** All SQL of `sys_user_roles` and `sys_data_scopes`. */
@Injectable()
export class ScopeStore {
  /** Public ids → internal ids. @throws rbac.scope_invalid when a target is missing, superfluous or unknown. */
  async resolve(tx: Tx, scopes: readonly ScopeInput[]): Promise<ScopeRow[]> {
    const rows: ScopeRow[] = [];
    for (const { kind, targetId } of scopes as readonly { kind: ScopeKind; targetId?: string }[]) {
      if (kind === 'all' || kind === 'own') {
        if (targetId !== undefined) throw rbacErrors.scope_invalid({ message: `${kind} 不需要對象`, messageEn: `${kind} takes no target` });
        rows.push({ kind, target: null });
        continue;
      }
      const [found] = targetId === undefined ? [] : await tx.query<{ id: Id }>(`SELECT id FROM ${TARGETS[kind]} WHERE public_id = $1`, [targetId]);
      if (!found)
        throw rbacErrors.scope_invalid({ message: `找不到 ${kind} ${targetId ?? ''}`, messageEn: `there is no such ${kind}: ${targetId ?? 'none given'}` });
      rows.push({ kind, target: found.id });
    }
    return rows;
  }

  async assignmentsOf(tx: Tx, userId: Id): Promise<RoleAssignmentView[]> {
    return tx.query<RoleAssignmentView>(
      `SELECT r.code AS role, r.name_zh AS "nameZh", r.name_en AS "nameEn", ${views('s.user_role_id = ur.id')} AS scopes
       FROM sys_user_roles ur JOIN sys_roles r ON r.id = ur.role_id WHERE ur.user_id = $1 ORDER BY r.code`,
      [userId],
    );
  }

  async scopesOfKey(tx: Tx, apiKeyId: Id): Promise<ScopeView[]> {
    const [row] = await tx.query<{ scopes: ScopeView[] }>(`SELECT ${views('s.api_key_id = $1')} AS scopes`, [apiKeyId]);
    return row!.scopes;
  }

  async clearAssignments(tx: Tx, userId: Id): Promise<void> {
    await tx.query('DELETE FROM sys_data_scopes d USING sys_user_roles r WHERE r.id = d.user_role_id AND r.user_id = $1', [userId]);
    await tx.query('DELETE FROM sys_user_roles WHERE user_id = $1', [userId]);
  }

  async assign(tx: Tx, userId: Id, roleId: Id, scopes: readonly ScopeRow[]): Promise<void> {
    const [made] = await tx.query<{ id: Id }>(
      'INSERT INTO sys_user_roles (user_id, role_id) VALUES ($1, $2) ON CONFLICT (user_id, role_id) DO UPDATE SET role_id = excluded.role_id RETURNING id',
      [userId, roleId],
    );
    await this.addScopes(tx, { userRoleId: made!.id, apiKeyId: null }, scopes);
  }

  async addScopes(tx: Tx, owner: { userRoleId: Id | null; apiKeyId: Id | null }, scopes: readonly ScopeRow[]): Promise<void> {
    await tx.query(
      `INSERT INTO sys_data_scopes (user_role_id, api_key_id, kind, target_id)
       SELECT $1, $2, kind, target FROM jsonb_to_recordset($3::jsonb) AS r(kind text, target bigint) ON CONFLICT DO NOTHING`,
      [owner.userRoleId, owner.apiKeyId, JSON.stringify(scopes)],
    );
  }
}
