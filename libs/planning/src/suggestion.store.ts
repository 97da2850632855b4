import type { NamedRefDto } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { itemJson, namedJson } from './reference.store';
import type { Document } from './netting.rules';
import type { TraceStep } from './trace.rules';

export type SuggestionKind = 'make' | 'buy' | 'move' | 'reschedule' | 'cancel';
export type SuggestionState = 'open' | 'accepted' | 'dismissed';

export interface SuggestionRow {
  readonly no: Id;
  readonly id: string;
  readonly runNo: Id;
  readonly seq: number;
  readonly kind: SuggestionKind;
  readonly state: SuggestionState;
  readonly item: NamedRefDto & { readonly baseUom: string };
  readonly itemId: Id;
  readonly scale: number;
  readonly warehouse: NamedRefDto;
  readonly warehouseId: Id;
  readonly fromWarehouse: NamedRefDto | null;
  readonly fromWarehouseId: Id | null;
  readonly supplier: NamedRefDto | null;
  readonly qty: string;
  readonly needOn: string | null;
  readonly releaseOn: string | null;
  readonly dueOn: string | null;
  readonly exception: 'late' | 'early' | 'cancel' | null;
  readonly document: Document | null;
  readonly trace: readonly TraceStep[];
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly rowVersion: number;
  /** There is a newer plan of its warehouse. */
  readonly isOutdated: boolean;
  /** What lists are ordered by. */
  readonly sortOn: string;
}

export interface SuggestionFilter {
  readonly kind?: string | undefined;
  readonly item?: string | undefined;
  readonly warehouse?: string | undefined;
  readonly exception?: string | undefined;
  readonly state?: string | undefined;
}

export interface PegView {
  readonly source: string;
  readonly ref: string;
  readonly qty: string;
  readonly dueOn: string | null;
}

export interface SupplyView {
  readonly kind: string;
  readonly ref: string;
  readonly item: NamedRefDto & { readonly baseUom: string };
  readonly qty: string;
  readonly availableOn: string | null;
}

const SELECT = `s.id::text AS no, s.public_id AS id, s.run_id::text AS "runNo", s.seq, s.kind, s.state, ${itemJson('i', 'u')} AS item, s.item_id::text AS "itemId",
    i.qty_scale AS scale, ${namedJson('w')} AS warehouse, s.warehouse_id::text AS "warehouseId", ${namedJson('f')} AS "fromWarehouse",
    s.from_warehouse_id::text AS "fromWarehouseId", ${namedJson('p')} AS supplier, trim_scale(s.qty)::text AS qty, s.need_on::text AS "needOn",
    s.release_on::text AS "releaseOn", s.due_on::text AS "dueOn", s.exception,
    CASE WHEN s.document_id IS NOT NULL THEN json_build_object('type', s.document_type, 'id', s.document_id, 'number', s.document_number) END AS document,
    s.trace, s.decided_by AS "decidedBy", s.reason, s.row_version AS "rowVersion",
    EXISTS (SELECT 1 FROM planning_runs n WHERE n.id > s.run_id AND n.state = 'done' AND s.warehouse_id = ANY (n.warehouse_ids)) AS "isOutdated",
    coalesce(s.release_on, s.due_on, '9999-12-31')::text AS "sortOn"`;
// The other warehouse may lie outside the reader's scope; its name is no secret.
const FROM = `planning_suggestions s JOIN items i ON i.id = s.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN warehouses w ON w.id = s.warehouse_id
    LEFT JOIN warehouse_names() f ON f.id = s.from_warehouse_id LEFT JOIN partners p ON p.id = s.supplier_id`;
/** From a suggestion up along its demands; a plan has no circles, and a bill no more levels than a person can read. */
const MOST_LEVELS = 20;
/** As many as can be named: more would hold the number counters for longer than others want to wait. */
const MOST_AT_ONCE = 1_000;

@Injectable()
export class SuggestionStore {
  /** What must be decided first comes first. */
  list(
    tx: Tx,
    runNo: Id,
    { filter, after, limit }: { filter: SuggestionFilter; after: readonly [string, string] | null; limit: number },
  ): Promise<SuggestionRow[]> {
    return tx.query(
      `SELECT ${SELECT} FROM ${FROM}
        WHERE s.run_id = $1 AND ($2::text IS NULL OR s.kind = $2) AND ($3::text IS NULL OR i.code = $3) AND ($4::text IS NULL OR w.code = $4)
          AND ($5::text IS NULL OR s.exception = $5 OR ($5 = 'any' AND s.exception IS NOT NULL)) AND ($6::text IS NULL OR s.state = $6)
          AND ($7::date IS NULL OR (coalesce(s.release_on, s.due_on, '9999-12-31'), s.id) > ($7, $8::bigint))
        ORDER BY coalesce(s.release_on, s.due_on, '9999-12-31'), s.id LIMIT $9`,
      [
        runNo,
        ...[filter.kind, filter.item, filter.warehouse, filter.exception, filter.state].map((one) => one ?? null),
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit,
      ],
    );
  }

  async count(tx: Tx, runNo: Id, filter: SuggestionFilter): Promise<number> {
    const [row] = await tx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM planning_suggestions s JOIN items i ON i.id = s.item_id JOIN warehouses w ON w.id = s.warehouse_id
        WHERE s.run_id = $1 AND ($2::text IS NULL OR s.kind = $2) AND ($3::text IS NULL OR i.code = $3) AND ($4::text IS NULL OR w.code = $4)
          AND ($5::text IS NULL OR s.exception = $5 OR ($5 = 'any' AND s.exception IS NOT NULL)) AND ($6::text IS NULL OR s.state = $6)`,
      [runNo, ...[filter.kind, filter.item, filter.warehouse, filter.exception, filter.state].map((one) => one ?? null)],
    );
    return row!.n;
  }

  async find(tx: Tx, id: string): Promise<SuggestionRow | undefined> {
    return (await tx.query<SuggestionRow>(`SELECT ${SELECT} FROM ${FROM} WHERE s.public_id = $1`, [id]))[0];
  }

  /** Held until the transaction ends: whoever comes second sees what the first has made of it. */
  async lock(tx: Tx, id: string): Promise<SuggestionRow | undefined> {
    await tx.query('SELECT 1 FROM planning_suggestions WHERE public_id = $1 FOR NO KEY UPDATE', [id]);
    return this.find(tx, id);
  }

  /** The same for many of one run, by id; without names those that are open and can become documents, first those that lack nothing. */
  async lockMany(tx: Tx, runNo: Id, ids: readonly string[] | null): Promise<SuggestionRow[]> {
    const held = await tx.query<{ id: Id }>(
      `SELECT id::text AS id FROM planning_suggestions
        WHERE run_id = $1 AND CASE WHEN $2::uuid[] IS NULL THEN state = 'open' AND id = ANY (ARRAY(
                SELECT s.id FROM planning_suggestions s WHERE s.run_id = $1 AND s.state = 'open' AND s.kind IN ('make', 'buy', 'move')
                 ORDER BY s.kind = 'buy' AND s.supplier_id IS NULL, s.id LIMIT ${MOST_AT_ONCE})) ELSE public_id = ANY ($2) END
        ORDER BY id FOR NO KEY UPDATE`,
      [runNo, ids],
    );
    return tx.query(`SELECT ${SELECT} FROM ${FROM} WHERE s.id = ANY ($1::bigint[]) ORDER BY s.id`, [held.map(({ id }) => id)]);
  }

  async edit(tx: Tx, no: Id, change: { qty: string; dueOn: string | null; supplierId: Id | null; step: TraceStep }): Promise<void> {
    await tx.query(
      `UPDATE planning_suggestions SET qty = $2, release_on = CASE WHEN due_on IS NULL OR release_on IS NULL THEN release_on ELSE greatest(release_on + ($3::date - due_on), least(release_on, business_date())) END,
              due_on = $3, trace = trace || $4::jsonb, supplier_id = coalesce($5, supplier_id), row_version = row_version + 1 WHERE id = $1`,
      [no, change.qty, change.dueOn, JSON.stringify([change.step]), change.supplierId],
    );
  }

  async dismiss(tx: Tx, no: Id, by: string, reason: string | null): Promise<void> {
    await tx.query(
      `UPDATE planning_suggestions SET state = 'dismissed', decided_by = $2, decided_at = clock_timestamp(), reason = $3, row_version = row_version + 1 WHERE id = $1`,
      [no, by, reason],
    );
  }

  /** What became of each. */
  async accept(tx: Tx, by: string, made: readonly { no: Id; document: Document }[]): Promise<void> {
    await tx.query(
      `UPDATE planning_suggestions s SET state = 'accepted', decided_by = $1, decided_at = clock_timestamp(), document_type = m.type, document_id = m.id,
              document_number = m.number, row_version = s.row_version + 1
         FROM jsonb_to_recordset($2::jsonb) AS m(no bigint, type text, id uuid, number text) WHERE s.id = m.no`,
      [by, JSON.stringify(made.map(({ no, document }) => ({ no, ...document })))],
    );
  }

  demandsOf(tx: Tx, { runNo, seq }: SuggestionRow): Promise<PegView[]> {
    return tx.query(
      `SELECT demand_source AS source, demand_ref AS ref, trim_scale(qty)::text AS qty, demand_on::text AS "dueOn" FROM planning_pegs
        WHERE run_id = $1 AND supply_seq = $2 ORDER BY id`,
      [runNo, seq],
    );
  }

  suppliesOf(tx: Tx, { runNo, seq }: SuggestionRow): Promise<SupplyView[]> {
    return tx.query(
      `SELECT g.supply_kind AS kind, g.supply_ref AS ref, ${itemJson('i', 'u')} AS item, trim_scale(g.qty)::text AS qty, g.supply_on::text AS "availableOn"
         FROM planning_pegs g JOIN items i ON i.id = g.item_id JOIN uoms u ON u.id = i.base_uom_id WHERE g.run_id = $1 AND g.demand_seq = $2 ORDER BY g.id`,
      [runNo, seq],
    );
  }

  /** Every demand above, each once, however many ways lead to it; up to those that no suggestion asks for. */
  aboveOf(tx: Tx, { runNo, seq }: SuggestionRow): Promise<(PegView & { level: number; item: SupplyView['item'] })[]> {
    return tx.query(
      `WITH RECURSIVE reached AS (
         SELECT g.id, g.demand_seq, 1 AS level FROM planning_pegs g WHERE g.run_id = $1 AND g.supply_seq = $2
         UNION
         SELECT g.id, g.demand_seq, r.level + 1 FROM reached r JOIN planning_pegs g ON g.run_id = $1 AND g.supply_seq = r.demand_seq WHERE r.level < ${MOST_LEVELS}),
       above AS (SELECT id, min(level) AS level FROM reached GROUP BY id)
       SELECT min(a.level) AS level, g.demand_source AS source, g.demand_ref AS ref, ${itemJson('i', 'u')} AS item, trim_scale(sum(g.qty))::text AS qty,
              g.demand_on::text AS "dueOn"
         FROM above a JOIN planning_pegs g ON g.id = a.id JOIN items i ON i.id = g.item_id JOIN uoms u ON u.id = i.base_uom_id
        GROUP BY g.demand_source, g.demand_ref, g.demand_key, g.demand_on, i.id, u.id ORDER BY min(a.level), g.demand_on, g.demand_key LIMIT 10000`,
      [runNo, seq],
    );
  }
}
