import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Conditions, fetchPage, type Listing } from './listing';
import type { PartnerListQuery, PartnerRowInput } from './partner.dto';

export interface PartnerRow {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly name: string;
  readonly roles: string[];
  readonly taxId: string | null;
  readonly country: string;
  readonly status: string;
  readonly externalRef: string | null;
  readonly rowVersion: number;
}

const COLUMNS = `p.public_id AS "publicId", p.code, p.name, p.roles, p.tax_id AS "taxId", p.country, p.status, p.external_ref AS "externalRef", p.row_version AS "rowVersion"`;
const LISTING: Listing = {
  name: 'partners',
  select: COLUMNS,
  from: 'partners p',
  id: 'p.id',
  defaultSort: 'code',
  sorts: { code: { sql: 'p.code', type: 'text' }, name: { sql: 'p.name', type: 'text' } },
};

/** A scope that names partners reaches those alone; any other scope is about places and leaves partners whole. */
const mine = (tx: Tx): readonly Id[] | null => (tx.scope.all || tx.scope.partners.length === 0 ? null : tx.scope.partners);

@Injectable()
export class PartnerStore {
  list(tx: Tx, codec: CursorCodec, input: PartnerListQuery): Promise<Page<PartnerRow>> {
    const filters = new Conditions()
      .contains(`(p.code || ' ' || p.name)`, input.q)
      .and('p.roles @> ARRAY[?]', input.role)
      .and('p.status = ?', input.status)
      .and('p.id = ANY (?::bigint[])', mine(tx) ?? undefined);
    return fetchPage<PartnerRow>(tx, codec, LISTING, { input, filters });
  }

  byPublicId(tx: Tx, publicId: string): Promise<PartnerRow | undefined> {
    return this.one(tx, publicId, '');
  }

  lock(tx: Tx, publicId: string): Promise<PartnerRow | undefined> {
    return this.one(tx, publicId, 'FOR NO KEY UPDATE');
  }

  async idsByCode(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Id>> {
    const rows = await tx.query<{ id: Id; code: string }>('SELECT id, code FROM partners WHERE code = ANY ($1)', [codes]);
    return new Map(rows.map((row) => [row.code, row.id]));
  }

  /** Rows whose code or external reference is taken are left out of the answer. */
  insert(tx: Tx, rows: readonly PartnerRowInput[]): Promise<{ publicId: string; code: string }[]> {
    return tx.query(
      `INSERT INTO partners (code, name, roles, tax_id, country, external_ref, status)
       SELECT r.code, r.name, r.roles, r."taxId", coalesce(r.country, 'TW'), r."externalRef", coalesce(r.status, 'active')
       FROM jsonb_to_recordset($1::jsonb) AS r(code text, name text, roles text[], "taxId" text, country text, "externalRef" text, status text)
       ORDER BY r.code ON CONFLICT DO NOTHING RETURNING public_id AS "publicId", code`,
      [JSON.stringify(rows)],
    );
  }

  async update(tx: Tx, id: Id, state: Pick<PartnerRow, 'name' | 'roles' | 'taxId' | 'country' | 'status'>): Promise<void> {
    await tx.query(
      `UPDATE partners SET name = $2, roles = $3, tax_id = $4, status = $5, country = $6, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, state.name, state.roles, state.taxId, state.status, state.country],
    );
  }

  private async one(tx: Tx, publicId: string, locking: string): Promise<PartnerRow | undefined> {
    const sql = `SELECT p.id, ${COLUMNS} FROM partners p WHERE p.public_id = $1 AND ($2::bigint[] IS NULL OR p.id = ANY ($2)) ${locking}`;
    return (await tx.query<PartnerRow>(sql, [publicId, mine(tx)]))[0];
  }
}
