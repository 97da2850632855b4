import type { ReportDefinition } from '../report-definition';
import { STOCK, itemCode, itemName, itemParam, onHand, uom, value, warehouseParam } from './columns';
import { QueryText, UNIT_COST, decimal, stands } from './query-text';

/** Uses of stock. A count that found less, or a change of its status, has used nothing. */
const USES = `('ISSUE', 'BACKFLUSH', 'SHIP', 'SCRAP')`;

export const deadStock: ReportDefinition = {
  key: 'stock.dead',
  title: ['呆滯庫存', 'Dead stock'],
  description: ['有庫存但在指定天數內沒有任何領用或出貨的品項。', 'Items with stock of which nothing has left for so many days.'],
  category: STOCK,
  permission: 'stock.read',
  fromLedger: true,
  params: [{ key: 'days', label: ['未異動天數', 'Days without an issue'], type: 'int', default: 180, min: 1, max: 3650 }, itemParam, warehouseParam],
  columns: [
    itemCode,
    itemName,
    onHand,
    { key: 'lastOutOn', label: ['最後出庫日', 'Last issue'], type: 'date', width: 12 },
    { key: 'lastInOn', label: ['最後入庫日', 'Last receipt'], type: 'date', width: 12 },
    { key: 'idleDays', label: ['閒置天數', 'Idle days'], type: 'number', width: 10 },
    uom,
    value,
  ],
  query: (values, { withCost }) => {
    const text = new QueryText().always('l.warehouse_id IS NOT NULL').when(values.warehouse, (p) => `w.code = ${p}`);
    const item = values.item === undefined ? '' : `AND b.item_id = (SELECT id FROM items WHERE code = ${text.value(values.item)})`;
    const days = text.value(values.days);
    // Of what has left the database it is known that it moved by then, and not how: without a later use, the last one is no younger.
    const archived = `archive AS MATERIALIZED (SELECT max(last_effective_on) AS through FROM inventory_archives WHERE detached_at IS NOT NULL),
       moved AS MATERIALIZED (SELECT DISTINCT c.item_id FROM inventory_checkpoints c JOIN inventory_archives a USING (archive_id) WHERE a.detached_at IS NOT NULL AND c.location_id IN (SELECT id FROM here))`;
    // A bin-to-bin move is no use of the stock: only what crosses the border of the reader's reach counts.
    const leaves = 'm.from_location_id IN (SELECT id FROM here)';
    const comes = 'm.to_location_id IN (SELECT id FROM here)';
    return text.build(
      `WITH here AS MATERIALIZED (SELECT l.id FROM locations l JOIN warehouses w ON w.id = l.warehouse_id ${text.where}),
       ${archived},
       stock AS (SELECT b.item_id, sum(b.on_hand) AS on_hand FROM inventory_balance b WHERE b.location_id IN (SELECT id FROM here) ${item} GROUP BY b.item_id HAVING sum(b.on_hand) > 0),
       crossings AS (
         SELECT m.item_id, max(m.effective_on) FILTER (WHERE ${leaves} AND p.event_type IN ${USES}) AS last_out, max(m.effective_on) FILTER (WHERE ${comes}) AS last_in
           FROM inventory_movements m JOIN inventory_postings p ON p.id = m.posting_id
          WHERE m.item_id IN (SELECT item_id FROM stock) AND (${leaves}) <> (${comes}) AND ${stands('m.posting_id')} GROUP BY m.item_id),
       seen AS (SELECT s.item_id, s.on_hand, c.last_out, c.last_in FROM stock s LEFT JOIN crossings c ON c.item_id = s.item_id),
       idle AS (SELECT s.*, coalesce(s.last_out, (SELECT a.through FROM archive a, moved m WHERE m.item_id = s.item_id), s.last_in) AS since FROM seen s)
       SELECT i.code AS "itemCode", i.name AS "itemName", ${decimal('d.on_hand')} AS "onHand", d.last_out::text AS "lastOutOn", d.last_in::text AS "lastInOn",
              (business_date() - d.since)::int AS "idleDays", u.code AS uom
              ${withCost ? `, ${decimal(`round(d.on_hand * (${UNIT_COST}), 4)`)} AS value` : ''}
         FROM idle d JOIN items i ON i.id = d.item_id JOIN uoms u ON u.id = i.base_uom_id LEFT JOIN inventory_value v ON v.item_id = i.id
        WHERE d.since IS NULL OR d.since <= business_date() - ${days}::int
        ORDER BY "idleDays" DESC NULLS FIRST, i.code`,
    );
  },
};
