import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { PegRow, SuggestionRow } from './plan-output.rules';

/** As many rows as travel in one statement: a few megabytes of JSON. */
const CHUNK = 5_000;

/** Writes what a run has found. */
@Injectable()
export class ResultStore {
  async write(tx: Tx, runNo: Id, { suggestions, pegs }: { suggestions: readonly SuggestionRow[]; pegs: readonly PegRow[] }): Promise<void> {
    for (const rows of chunks(
      suggestions.map(({ document, ...row }) => ({ ...row, docType: document?.type, docId: document?.id, docNumber: document?.number })),
    )) {
      await tx.query(
        `INSERT INTO planning_suggestions (run_id, seq, kind, item_id, warehouse_id, from_warehouse_id, supplier_id, qty, need_on, release_on, due_on, exception,
                document_type, document_id, document_number, trace)
         SELECT $1, r.seq, r.kind, r."itemId", r."warehouseId", r."fromWarehouseId", r."supplierId", r.qty, r."needOn", r."releaseOn", r."dueOn", r.exception,
                r."docType", r."docId", r."docNumber", r.trace
           FROM jsonb_to_recordset($2::jsonb) AS r(seq int, kind text, "itemId" bigint, "warehouseId" bigint, "fromWarehouseId" bigint, "supplierId" bigint, qty numeric,
                "needOn" date, "releaseOn" date, "dueOn" date, exception text, "docType" text, "docId" uuid, "docNumber" text, trace jsonb)`,
        [runNo, JSON.stringify(rows)],
      );
    }
    for (const rows of chunks(pegs)) {
      await tx.query(
        `INSERT INTO planning_pegs (run_id, item_id, warehouse_id, qty, demand_source, demand_key, demand_ref, demand_on, demand_seq, supply_kind, supply_key, supply_ref,
                supply_on, supply_seq)
         SELECT $1, r."itemId", r."warehouseId", r.qty, r."demandSource", r."demandKey", r."demandRef", r."demandOn", r."demandSeq", r."supplyKind", r."supplyKey",
                r."supplyRef", r."supplyOn", r."supplySeq"
           FROM jsonb_to_recordset($2::jsonb) AS r("itemId" bigint, "warehouseId" bigint, qty numeric, "demandSource" text, "demandKey" text, "demandRef" text,
                "demandOn" date, "demandSeq" int, "supplyKind" text, "supplyKey" text, "supplyRef" text, "supplyOn" date, "supplySeq" int)`,
        [runNo, JSON.stringify(rows)],
      );
    }
  }
}

function chunks<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, i) => rows.slice(i * CHUNK, (i + 1) * CHUNK));
}
