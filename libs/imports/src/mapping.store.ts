import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';

export interface MappingRow {
  readonly publicId: string;
  readonly type: string;
  readonly name: string;
  readonly headers: Readonly<Record<string, string | null>>;
  readonly createdAt: Date;
}

const COLUMNS = `public_id AS "publicId", type, name, headers, created_at AS "createdAt"`;
/** Looked through at every upload; more than this nobody tells apart by name. */
const MOST = 50;

/** Saved mappings belong to the company: what one person found out serves the next. */
@Injectable()
export class MappingStore {
  list(tx: Tx, type: string): Promise<MappingRow[]> {
    return tx.query<MappingRow>(`SELECT ${COLUMNS} FROM import_mappings WHERE type = $1 ORDER BY name LIMIT ${MOST}`, [type]);
  }

  /** Undefined when the name is taken. */
  async insert(tx: Tx, userId: Id, mapping: Pick<MappingRow, 'type' | 'name' | 'headers'>): Promise<MappingRow | undefined> {
    const rows = await tx.query<MappingRow>(
      `INSERT INTO import_mappings (type, name, headers, created_by) VALUES ($1, $2, $3, $4) ON CONFLICT (type, name) DO NOTHING RETURNING ${COLUMNS}`,
      [mapping.type, mapping.name, JSON.stringify(mapping.headers), userId],
    );
    return rows[0];
  }

  async find(tx: Tx, publicId: string): Promise<MappingRow | undefined> {
    return (await tx.query<MappingRow>(`SELECT ${COLUMNS} FROM import_mappings WHERE public_id = $1`, [publicId]))[0];
  }

  async delete(tx: Tx, publicId: string): Promise<void> {
    await tx.query('DELETE FROM import_mappings WHERE public_id = $1', [publicId]);
  }
}
