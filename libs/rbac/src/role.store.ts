import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id, PermissionTable } from '@anwen/kernel';
import type { PresetRole } from './preset-roles';

export interface RoleRow {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly preset: boolean;
  readonly permissions: readonly string[];
  readonly rowVersion: number;
}

const ROLE = `SELECT r.id, r.public_id AS "publicId", r.code, r.name_zh AS "nameZh", r.name_en AS "nameEn", r.is_preset AS preset, r.row_version AS "rowVersion",
    coalesce((SELECT array_agg(p.permission_code ORDER BY p.permission_code) FROM sys_role_permissions p WHERE p.role_id = r.id), '{}') AS permissions
  FROM sys_roles r`;

/** All SQL of roles and permissions. */
@Injectable()
export class RoleStore {
  async list(tx: Tx): Promise<RoleRow[]> {
    return tx.query<RoleRow>(`${ROLE} ORDER BY r.is_preset DESC, r.id LIMIT 500`);
  }

  async find(tx: Tx, publicId: string): Promise<RoleRow | undefined> {
    return (await tx.query<RoleRow>(`${ROLE} WHERE r.public_id = $1 FOR UPDATE OF r`, [publicId]))[0];
  }

  async findByCodes(tx: Tx, codes: readonly string[]): Promise<RoleRow[]> {
    return tx.query<RoleRow>(`${ROLE} WHERE r.code = ANY($1)`, [codes]);
  }

  async permissions(tx: Tx): Promise<{ code: string; lib: string; labelZh: string; labelEn: string }[]> {
    return tx.query('SELECT code, lib, label_zh AS "labelZh", label_en AS "labelEn" FROM sys_permissions ORDER BY lib, code');
  }

  async unknownPermissions(tx: Tx, codes: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ code: string }>(
      'SELECT c AS code FROM unnest($1::text[]) AS c WHERE NOT EXISTS (SELECT 1 FROM sys_permissions p WHERE p.code = c)',
      [codes],
    );
    return rows.map((r) => r.code);
  }

  async insert(tx: Tx, role: { code: string; nameZh: string; nameEn: string }): Promise<{ id: Id; publicId: string }> {
    const [row] = await tx.query<{ id: Id; publicId: string }>(
      'INSERT INTO sys_roles (code, name_zh, name_en) VALUES ($1, $2, $3) RETURNING id, public_id AS "publicId"',
      [role.code, role.nameZh, role.nameEn],
    );
    return row!;
  }

  async update(tx: Tx, id: Id, role: { nameZh: string; nameEn: string }): Promise<void> {
    await tx.query('UPDATE sys_roles SET name_zh = $2, name_en = $3, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [
      id,
      role.nameZh,
      role.nameEn,
    ]);
  }

  /** Makes the role's permissions exactly these. */
  async setPermissions(tx: Tx, id: Id, codes: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM sys_role_permissions WHERE role_id = $1 AND permission_code <> ALL ($2::text[])', [id, codes]);
    await tx.query('INSERT INTO sys_role_permissions (role_id, permission_code) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING', [id, codes]);
  }

  /** Several processes start at once: one synchronises, the others wait and find nothing to do. */
  async lockSync(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('rbac.sync'))`);
  }

  async upsertPermissions(tx: Tx, tables: readonly PermissionTable[]): Promise<void> {
    const rows = tables.flatMap((t) => Object.entries(t.permissions).map(([code, label]) => ({ code, lib: t.lib, zh: label.zh, en: label.en })));
    await tx.query(
      `INSERT INTO sys_permissions AS p (code, lib, label_zh, label_en)
       SELECT code, lib, zh, en FROM jsonb_to_recordset($1::jsonb) AS r(code text, lib text, zh text, en text)
       ON CONFLICT (code) DO UPDATE SET lib = excluded.lib, label_zh = excluded.label_zh, label_en = excluded.label_en
       WHERE (p.lib, p.label_zh, p.label_en) IS DISTINCT FROM (excluded.lib, excluded.label_zh, excluded.label_en)`,
      [JSON.stringify(rows)],
    );
  }

  async upsertPresets(tx: Tx, roles: readonly PresetRole[]): Promise<void> {
    await tx.query(
      `INSERT INTO sys_roles AS s (code, name_zh, name_en, is_preset)
       SELECT code, zh, en, true FROM jsonb_to_recordset($1::jsonb) AS r(code text, zh text, en text)
       ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en, is_preset = true, updated_at = now()
       WHERE (s.name_zh, s.name_en, s.is_preset) IS DISTINCT FROM (excluded.name_zh, excluded.name_en, true)`,
      [JSON.stringify(roles)],
    );
  }

  /** Gives every preset role exactly its permissions of the table that exist. */
  async setPresetPermissions(tx: Tx, roles: readonly PresetRole[]): Promise<void> {
    const rows = JSON.stringify(roles.flatMap((r) => r.permissions.map((permission) => ({ code: r.code, permission }))));
    const wanted = `SELECT s.id AS role_id, p.code AS permission_code FROM jsonb_to_recordset($1::jsonb) AS r(code text, permission text)
      JOIN sys_roles s ON s.code = r.code AND s.is_preset JOIN sys_permissions p ON p.code = r.permission`;
    await tx.query(
      `DELETE FROM sys_role_permissions x USING sys_roles s WHERE s.id = x.role_id AND s.is_preset
         AND NOT EXISTS (SELECT 1 FROM (${wanted}) w WHERE w.role_id = x.role_id AND w.permission_code = x.permission_code)`,
      [rows],
    );
    await tx.query(`INSERT INTO sys_role_permissions (role_id, permission_code) ${wanted} ON CONFLICT DO NOTHING`, [rows]);
  }
}
