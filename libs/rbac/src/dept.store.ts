import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { DeptView } from './dept.dto';

export type DeptRow = DeptView & { readonly internalId: Id };

const DEPT = `SELECT d.id AS "internalId", d.public_id AS id, d.code, d.name, p.public_id AS "parentId", d.row_version AS "rowVersion"
  FROM sys_depts d LEFT JOIN sys_depts p ON p.id = d.parent_id`;

/** All SQL of `sys_depts`. */
@Injectable()
export class DeptStore {
  async list(tx: Tx): Promise<DeptRow[]> {
    return tx.query<DeptRow>(`${DEPT} ORDER BY d.code LIMIT 1000`);
  }

  async find(tx: Tx, publicId: string): Promise<DeptRow | undefined> {
    return (await tx.query<DeptRow>(`${DEPT} WHERE d.public_id = $1`, [publicId]))[0];
  }

  /** Moves in the tree queue up: two at once could close a circle that neither sees. */
  async lockTree(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('rbac.departments'))`);
  }

  async isBelow(tx: Tx, candidate: Id, top: Id): Promise<boolean> {
    const [row] = await tx.query<{ below: boolean }>(
      `WITH RECURSIVE up AS (SELECT id, parent_id FROM sys_depts WHERE id = $1 UNION SELECT d.id, d.parent_id FROM sys_depts d JOIN up ON d.id = up.parent_id)
       SELECT EXISTS (SELECT 1 FROM up WHERE id = $2) AS below`,
      [candidate, top],
    );
    return row!.below;
  }

  async insert(tx: Tx, dept: { code: string; name: string; parentId: Id | null }): Promise<string> {
    const [row] = await tx.query<{ id: string }>('INSERT INTO sys_depts (code, name, parent_id) VALUES ($1, $2, $3) RETURNING public_id AS id', [
      dept.code,
      dept.name,
      dept.parentId,
    ]);
    return row!.id;
  }

  async update(tx: Tx, id: Id, dept: { name: string; parentId: Id | null; rowVersion: number }): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE sys_depts SET name = $2, parent_id = $3, updated_at = now(), row_version = row_version + 1 WHERE id = $1 AND row_version = $4 RETURNING id',
      [id, dept.name, dept.parentId, dept.rowVersion],
    );
    return rows.length === 1;
  }
}
