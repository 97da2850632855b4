import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Conditions, fetchPage, type Listing } from '../listing';
import type { ShiftListQuery } from './shift.dto';

export interface ShiftRow {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly name: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly breakMinutes: number;
  readonly rowVersion: number;
}

export type ShiftValues = Pick<ShiftRow, 'name' | 'startsAt' | 'endsAt' | 'breakMinutes'>;

const COLUMNS = `s.public_id AS "publicId", s.code, s.name, to_char(s.starts_at, 'HH24:MI') AS "startsAt", to_char(s.ends_at, 'HH24:MI') AS "endsAt",
  s.break_minutes AS "breakMinutes", s.row_version AS "rowVersion"`;
const LISTING: Listing = {
  name: 'shifts',
  select: COLUMNS,
  from: 'shifts s',
  id: 's.id',
  defaultSort: 'code',
  sorts: { code: { sql: 's.code', type: 'text' } },
};

/** Shifts: a few a factory, so all of them may be read at once. */
@Injectable()
export class ShiftStore {
  list(tx: Tx, codec: CursorCodec, input: ShiftListQuery): Promise<Page<ShiftRow>> {
    return fetchPage<ShiftRow>(tx, codec, LISTING, { input, filters: new Conditions().contains(`(s.code || ' ' || s.name)`, input.q) });
  }

  async byPublicId(tx: Tx, publicId: string): Promise<ShiftRow | undefined> {
    return (await tx.query<ShiftRow>(`SELECT s.id, ${COLUMNS} FROM shifts s WHERE s.public_id = $1`, [publicId]))[0];
  }

  async byCode(tx: Tx): Promise<ReadonlyMap<string, ShiftRow>> {
    const rows = await tx.query<ShiftRow>(`SELECT s.id, ${COLUMNS} FROM shifts s ORDER BY s.code`);
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** Rows whose code is taken are left out of the answer. */
  insert(tx: Tx, rows: readonly (ShiftValues & { readonly code: string })[]): Promise<{ publicId: string; code: string }[]> {
    return tx.query(
      `INSERT INTO shifts (code, name, starts_at, ends_at, break_minutes) SELECT r.code, r.name, r."startsAt", r."endsAt", r."breakMinutes"
       FROM jsonb_to_recordset($1::jsonb) AS r(code text, name text, "startsAt" time, "endsAt" time, "breakMinutes" int)
       ORDER BY r.code ON CONFLICT (code) DO NOTHING RETURNING public_id AS "publicId", code`,
      [JSON.stringify(rows)],
    );
  }

  async update(tx: Tx, id: Id, v: ShiftValues): Promise<void> {
    await tx.query(
      'UPDATE shifts SET name = $2, starts_at = $3, ends_at = $4, break_minutes = $5, updated_at = now(), row_version = row_version + 1 WHERE id = $1',
      [id, v.name, v.startsAt, v.endsAt, v.breakMinutes],
    );
  }
}
