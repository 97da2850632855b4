import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Conditions, fetchPage, type Listing } from './listing';
import type { CreateReasonCodeDto, ReasonCodeListQuery, UpdateReasonCodeDto } from './reason-code.dto';

export interface ReasonCodeRow {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly domain: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly needsNote: boolean;
  readonly needsApproval: boolean;
  readonly active: boolean;
  readonly rowVersion: number;
}

const COLUMNS = `r.public_id AS "publicId", r.code, r.domain, r.label_zh AS "labelZh", r.label_en AS "labelEn", r.needs_note AS "needsNote",
  r.needs_approval AS "needsApproval", r.active, r.row_version AS "rowVersion"`;
const LISTING: Listing = {
  name: 'reason-codes',
  select: COLUMNS,
  from: 'reason_codes r',
  id: 'r.id',
  defaultSort: 'code',
  sorts: { code: { sql: 'r.code', type: 'text' } },
};

@Injectable()
export class ReasonCodeStore {
  list(tx: Tx, codec: CursorCodec, input: ReasonCodeListQuery): Promise<Page<ReasonCodeRow>> {
    const filters = new Conditions()
      .contains(`(r.code || ' ' || r.label_zh || ' ' || r.label_en)`, input.q)
      .and('r.domain = ?', input.domain)
      .and('r.active = ?', input.active);
    return fetchPage<ReasonCodeRow>(tx, codec, LISTING, { input, filters });
  }

  async byPublicId(tx: Tx, publicId: string): Promise<ReasonCodeRow | undefined> {
    return (await tx.query<ReasonCodeRow>(`SELECT r.id, ${COLUMNS} FROM reason_codes r WHERE r.public_id = $1`, [publicId]))[0];
  }

  async lock(tx: Tx, publicId: string): Promise<ReasonCodeRow | undefined> {
    return (await tx.query<ReasonCodeRow>(`SELECT r.id, ${COLUMNS} FROM reason_codes r WHERE r.public_id = $1 FOR NO KEY UPDATE`, [publicId]))[0];
  }

  async idsByCode(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Id>> {
    const rows = await tx.query<{ id: Id; code: string }>('SELECT id, code FROM reason_codes WHERE code = ANY ($1)', [codes]);
    return new Map(rows.map((row) => [row.code, row.id]));
  }

  /** Rows whose code is taken are left out of the answer. */
  insert(tx: Tx, rows: readonly CreateReasonCodeDto[]): Promise<{ publicId: string; code: string }[]> {
    return tx.query(
      `INSERT INTO reason_codes (domain, code, label_zh, label_en, needs_note, needs_approval)
       SELECT r.domain, r.code, r."labelZh", r."labelEn", coalesce(r."needsNote", false), coalesce(r."needsApproval", false)
       FROM jsonb_to_recordset($1::jsonb) AS r(domain text, code text, "labelZh" text, "labelEn" text, "needsNote" boolean, "needsApproval" boolean)
       ORDER BY r.code ON CONFLICT (code) DO NOTHING RETURNING public_id AS "publicId", code`,
      [JSON.stringify(rows)],
    );
  }

  async update(tx: Tx, id: Id, patch: UpdateReasonCodeDto): Promise<void> {
    await tx.query(
      `UPDATE reason_codes SET label_zh = coalesce($2, label_zh), label_en = coalesce($3, label_en), needs_note = coalesce($4, needs_note),
         needs_approval = coalesce($5, needs_approval), active = coalesce($6, active), updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, patch.labelZh, patch.labelEn, patch.needsNote, patch.needsApproval, patch.active],
    );
  }
}
