import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { askWholeCompany } from '../whole-company';
import type { DocumentName, DocumentParty } from './document-parties';
import type { FamilyMember, Node } from './genealogy.store';
import { RELEASED } from './recall.rules';

/** Where affected goods are, were promised to, came from, or went; the kinds are those of the table (migration 013). */
export interface Finding extends DocumentName {
  readonly node: Node;
  readonly kind: string;
  readonly itemId: Id;
  readonly locationId: Id | null;
  readonly warehouseId: Id | null;
  readonly zoneId: Id | null;
  readonly status: number | null;
  readonly qty: string;
  readonly at: string | null;
}

/** `splitFrom`: the lot that it was split off from in this transaction. */
export interface Member extends FamilyMember {
  readonly splitFrom?: Node;
}

export interface OpenRecall {
  readonly no: Id;
  readonly id: string;
  readonly number: string;
  readonly mock: boolean;
}

/** What came from outside and went there, by document: the other half of the balance of masses. Reversed = never happened. */
const MOVED = `SELECT (CASE WHEN m.lot_id <> 0 THEN m.lot_id ELSE -m.serial_id END)::text AS node, w.kind, m.item_id::text AS "itemId",
    r.id::text AS "locationId", r.warehouse_id::text AS "warehouseId", r.zone_id::text AS "zoneId", NULL::int AS status, sum(m.qty * w.sign)::text AS qty,
    p.doc_type AS "docType", p.doc_ref AS "docRef", min(p.posted_at)::text AS at
  FROM inventory_movements m JOIN inventory_postings p ON p.id = m.posting_id AND p.event_type <> 'REVERSAL'
  JOIN locations v ON v.id = CASE WHEN m.to_warehouse_id IS NULL THEN m.to_location_id ELSE m.from_location_id END
  JOIN locations r ON r.id = CASE WHEN m.to_warehouse_id IS NULL THEN m.from_location_id ELSE m.to_location_id END
  JOIN (VALUES ('CUSTOMER', true, 'shipped', 1), ('PRODUCTION', true, 'used', 1), ('SUPPLIER', true, 'returned', 1), ('SCRAP', true, 'scrapped', 1),
               ('ADJUSTMENT', true, 'adjusted', 1), ('OPENING', true, 'adjusted', 1), ('CONVERSION', true, 'relabelled', 1),
               ('SUPPLIER', false, 'received', 1), ('OPENING', false, 'received', 1), ('PRODUCTION', false, 'made', 1), ('CUSTOMER', false, 'came_back', 1),
               ('SCRAP', false, 'scrapped', -1), ('ADJUSTMENT', false, 'adjusted', -1), ('CONVERSION', false, 'relabelled', -1)) AS w(place, out, kind, sign)
    ON w.place = v.code AND w.out = (m.to_warehouse_id IS NULL)
 WHERE (m.to_warehouse_id IS NULL) <> (m.from_warehouse_id IS NULL) AND NOT EXISTS (SELECT FROM inventory_postings x WHERE x.reverses_id = p.id)`;
const GROUPED = 'GROUP BY m.lot_id, m.serial_id, w.kind, m.item_id, r.id, p.doc_type, p.doc_ref, CASE WHEN p.doc_ref IS NULL THEN p.id END';
const STOCK = `SELECT (CASE WHEN b.lot_id <> 0 THEN b.lot_id ELSE -b.serial_id END)::text, 'stock', b.item_id::text, b.location_id::text, b.warehouse_id::text, r.zone_id::text, b.stock_status, b.on_hand::text,
    NULL, NULL, b.last_movement_at::text FROM inventory_balance b JOIN locations r ON r.id = b.location_id WHERE b.on_hand <> 0`;
const RESERVED = `SELECT (CASE WHEN b.lot_id <> 0 THEN b.lot_id ELSE -b.serial_id END)::text, 'reserved', b.item_id::text, b.location_id::text, b.warehouse_id::text, r.zone_id::text, b.stock_status, (b.qty - b.consumed)::text,
    b.owner_type, b.owner_ref, b.created_at::text FROM inventory_reservations b JOIN locations r ON r.id = b.location_id WHERE b.state = 'open'`;

/** SQL of what recalls do to lots and serial numbers, wherever they are: a recall does not end at a scope. */
@Injectable()
export class RecallSpreadStore {
  /** The open recalls (drills apart) that one of the nodes belongs to as a root or as what came of one. */
  openAt(tx: Tx, nodes: readonly Node[]): Promise<(OpenRecall & { node: Node; depth: number })[]> {
    return askWholeCompany(
      tx,
      `SELECT r.id::text AS no, r.public_id AS id, r.number, r.mock, x.node::text AS node, x.depth FROM recall_lots x JOIN recalls r ON r.id = x.recall_id
        WHERE x.node = ANY ($1::bigint[]) AND x.depth >= 0 AND r.state = 'open' AND NOT r.mock ORDER BY r.id, x.depth`,
      [nodes],
    );
  }

  /** Lots, then serial numbers, each in the order of their ids: whoever uses one of them is waited for. */
  async lock(tx: Tx, nodes: readonly Node[]): Promise<void> {
    const { lots, serials } = apart(nodes);
    await tx.query('SELECT 1 FROM lots WHERE id = ANY ($1::bigint[]) ORDER BY id FOR UPDATE', [lots]);
    if (serials.length > 0) await tx.query('SELECT 1 FROM serials WHERE id = ANY ($1::bigint[]) ORDER BY id FOR UPDATE', [serials]);
  }

  /**
   * Adds what is not in it yet and remembers what it was: before the first of the open recalls that hold it, and what has just
   * been split off was what it was split from (it was born with the hold of the recall). Returns the new ones.
   */
  async add(tx: Tx, recall: Id, members: readonly Member[]): Promise<Node[]> {
    const before = (alias: string, heldAt: string): string => `
      CASE WHEN b.node IS NULL THEN ${alias}.status ELSE b.status_before END, CASE WHEN b.node IS NULL THEN ${alias}.status_reason ELSE b.reason_before END,
      CASE WHEN b.node IS NULL THEN ${heldAt} ELSE b.held_at_before END`;
    const rows = await askWholeCompany<{ node: Node }>(
      tx,
      `WITH g AS (SELECT * FROM unnest($2::bigint[], $3::int[], $4::bigint[]) AS g(node, depth, origin)),
            b AS (SELECT DISTINCT ON (g.node) g.node, x.status_before, x.reason_before, x.held_at_before
                    FROM g JOIN recall_lots x ON x.node = coalesce(g.origin, g.node) JOIN recalls r ON r.id = x.recall_id AND r.state = 'open' AND NOT r.mock
                   ORDER BY g.node, x.recall_id)
       INSERT INTO recall_lots (recall_id, node, lot_id, serial_id, depth, status_before, reason_before, held_at_before)
       SELECT $1::bigint, g.node, o.id, NULL, g.depth, ${before('o', 'o.held_at')} FROM g JOIN lots o ON o.id = g.node LEFT JOIN b ON b.node = g.node
       UNION ALL SELECT $1::bigint, g.node, NULL, s.id, g.depth, ${before('s', 'NULL')} FROM g JOIN serials s ON s.id = -g.node LEFT JOIN b ON b.node = g.node
       ON CONFLICT DO NOTHING RETURNING node::text AS node`,
      [recall, members.map((m) => m.node), members.map((m) => m.depth), members.map((m) => m.splitFrom ?? null)],
    );
    return rows.map((r) => r.node);
  }

  /** Roots are recalled, everything else is held; what was held or consumed already stays as it is. */
  async hold(tx: Tx, recall: OpenRecall, nodes: readonly Node[]): Promise<void> {
    for (const [table, key] of [
      ['lots', 'x.lot_id'],
      ['serials', 'x.serial_id'],
    ])
      await askWholeCompany(
        tx,
        `UPDATE ${table} o SET status = CASE WHEN x.depth = 0 THEN 'recalled' ELSE 'hold' END, status_reason = $3
                ${table === 'lots' ? ', updated_at = now(), row_version = o.row_version + 1, held_at = now()' : ''}
           FROM recall_lots x WHERE x.recall_id = $1 AND x.node = ANY ($2::bigint[]) AND ${key} = o.id
            AND (o.status IN ('available', 'quarantine') OR (x.depth = 0 AND o.status = 'hold'))`,
        [recall.no, nodes, labelOf(recall)],
      );
  }

  /**
   * What the nodes become at the end: `verdict`, or what they were before if that is stricter. What another open recall holds
   * stays held, and the verdict waits there for its end.
   */
  async letGo(tx: Tx, recall: Pick<OpenRecall, 'no' | 'number'>, verdict: string): Promise<void> {
    await askWholeCompany(
      tx,
      `UPDATE recall_lots y SET status_before = ${stricter('y.status_before', '$2')}, reason_before = concat_ws('；', y.reason_before, $3::text),
              held_at_before = coalesce(y.held_at_before, x.added_at)
         FROM recall_lots x, recalls r WHERE x.recall_id = $1 AND $3::text IS NOT NULL AND y.node = x.node AND y.recall_id <> x.recall_id
          AND r.id = y.recall_id AND r.state = 'open' AND NOT r.mock`,
      [recall.no, verdict, reasonOf(recall, verdict)],
    );
    for (const [table, key] of [
      ['lots', 'x.lot_id'],
      ['serials', 'x.serial_id'],
    ])
      await askWholeCompany(
        tx,
        `UPDATE ${table} o SET status = ${stricter('x.status_before', '$2')}, status_reason = nullif(concat_ws('；', x.reason_before, $3::text), '')
                ${table === 'lots' ? ', updated_at = now(), row_version = o.row_version + 1, held_at = CASE WHEN $3::text IS NULL THEN x.held_at_before ELSE coalesce(x.held_at_before, o.held_at) END' : ''}
           FROM recall_lots x WHERE x.recall_id = $1 AND ${key} = o.id AND o.status <> 'consumed'
            AND NOT EXISTS (SELECT FROM recall_lots y JOIN recalls r ON r.id = y.recall_id WHERE y.node = x.node AND y.recall_id <> x.recall_id AND r.state = 'open' AND NOT r.mock)`,
        [recall.no, verdict, reasonOf(recall, verdict)],
      );
  }

  /** Everything in it, for `lock`. */
  async members(tx: Tx, recall: Id): Promise<Node[]> {
    return (await askWholeCompany<{ node: Node }>(tx, 'SELECT node::text AS node FROM recall_lots WHERE recall_id = $1', [recall])).map((r) => r.node);
  }

  /** Everything about the nodes at this moment. Two index conditions, one for each kind of node. */
  look(tx: Tx, nodes: readonly Node[]): Promise<Finding[]> {
    const { lots, serials } = apart(nodes);
    const parts = (['lot', 'serial'] as const).flatMap((kind, i) => {
      const among = (alias: string): string => `${alias}.${kind}_id = ANY ($${i + 1}::bigint[]) AND ${alias}.${kind}_id <> 0`;
      return [`${MOVED} AND ${among('m')} ${GROUPED}`, `${STOCK} AND ${among('b')}`, `${RESERVED} AND ${among('b')}`];
    });
    return askWholeCompany(tx, parts.join(' UNION ALL '), [lots, serials]);
  }

  async note(tx: Tx, recall: Id, findings: readonly (Finding & { party: DocumentParty | null })[]): Promise<void> {
    const rows = findings.map(({ party, ...f }) => ({
      ...f,
      docRef: party?.document ?? f.docRef,
      partnerCode: party?.code ?? null,
      partnerName: party?.name ?? null,
    }));
    await askWholeCompany(
      tx,
      `INSERT INTO recall_findings (recall_id, node, kind, item_id, location_id, warehouse_id, zone_id, stock_status, qty, doc_type, doc_ref, partner_code, partner_name, happened_at)
       SELECT $1::bigint, node, kind, "itemId", "locationId", "warehouseId", "zoneId", status, qty, "docType", "docRef", "partnerCode", "partnerName", at
         FROM jsonb_to_recordset($2::jsonb) AS f(node bigint, kind text, "itemId" bigint, "locationId" bigint, "warehouseId" bigint, "zoneId" bigint, status smallint, qty numeric,
              "docType" text, "docRef" text, "partnerCode" text, "partnerName" text, at timestamptz) ORDER BY kind, node`,
      [recall, JSON.stringify(rows)],
    );
  }

  /** The figures of the head, and where it has to be seen. */
  async count(tx: Tx, recall: Id): Promise<void> {
    await askWholeCompany(
      tx,
      `UPDATE recalls r SET lots = n.lots, serials = n.serials, on_hand = f.stock, shipped = f.shipped, customers = f.customers, warehouse_ids = f.warehouses, findings = f.findings, row_version = r.row_version + 1
         FROM (SELECT count(lot_id) AS lots, count(serial_id) AS serials FROM recall_lots WHERE recall_id = $1) AS n,
              (SELECT count(*) AS findings, count(DISTINCT node) FILTER (WHERE kind = 'stock') AS stock, count(DISTINCT node) FILTER (WHERE kind = 'shipped') AS shipped,
                      count(DISTINCT coalesce(partner_code, doc_ref, '')) FILTER (WHERE kind = 'shipped') AS customers,
                      coalesce(array_agg(DISTINCT warehouse_id) FILTER (WHERE warehouse_id IS NOT NULL), '{}') AS warehouses FROM recall_findings WHERE recall_id = $1) AS f
        WHERE r.id = $1`,
      [recall],
    );
  }
}

const labelOf = ({ number }: Pick<OpenRecall, 'number'>): string => `召回 ${number}`;
/** Why a node stays held after its recall; a recall that was none leaves no reason behind. */
const reasonOf = (recall: Pick<OpenRecall, 'number'>, verdict: string): string | null => (verdict === RELEASED ? null : labelOf(recall));
/** SQL of the status that says more against the goods. */
const stricter = (a: string, b: string): string => {
  const rank = (status: string): string => `array_position(ARRAY['available', 'quarantine', 'hold', 'recalled', 'consumed'], ${status}::text)`;
  return `CASE WHEN ${rank(a)} >= ${rank(b)} THEN ${a} ELSE ${b} END`;
};

/** Ids of the lots, and of the serial numbers, among the nodes. */
function apart(nodes: readonly Node[]): { lots: string[]; serials: string[] } {
  return { lots: nodes.filter((n) => !n.startsWith('-')), serials: nodes.filter((n) => n.startsWith('-')).map((n) => n.slice(1)) };
}
