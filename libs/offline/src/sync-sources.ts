import type { SyncPart } from './sync.dto';

/** Where one part of the offline data comes from. */
export interface SyncSource {
  /** Name in the log of changes; the parts of `tasks` come from four tables. */
  readonly log: string;
  readonly part: SyncPart;
  /** Needed besides `sync.read`, and it narrows what is seen. */
  readonly permission?: string;
  /** Selects `no` (the internal id) and `row` (as it is sent). `$2` is the asking user, `$3` the words asked for. */
  readonly select: string;
  /** What a device may have; everything else is a tombstone. */
  readonly visible: string;
  readonly id: string;
  /** A claim that runs out is no change of a row: tasks of others that came free since a moment (`$4`). */
  readonly freed?: string;
}

const ITEMS: SyncSource = {
  log: 'items',
  part: 'items',
  id: 'i.id',
  visible: `i.status <> 'archived'`,
  select: `SELECT i.id::text AS no, jsonb_strip_nulls(jsonb_build_object(
      'uoms', CASE WHEN 'items' = ANY ($3::text[]) THEN (SELECT coalesce(jsonb_agg(jsonb_build_object('code', u.code, 'num', x.num::text, 'den', x.den::text, 'decimals', u.decimals) ORDER BY u.code), '[]')
                 FROM item_uoms x JOIN uoms u ON u.id = x.uom_id WHERE x.item_id = i.id) END))
    || CASE WHEN 'barcodes' = ANY ($3::text[]) THEN jsonb_build_object('barcodes', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', c.code, 'symbology', c.symbology, 'uom', u.code, 'qty', trim_scale(c.qty)::text) ORDER BY c.code), '[]')
                 FROM item_barcodes c LEFT JOIN uoms u ON u.id = c.uom_id WHERE c.item_id = i.id)) ELSE '{}' END
    || jsonb_build_object('id', i.public_id, 'code', i.code, 'name', i.name, 'nameEn', i.name_en, 'kind', i.kind, 'tracking', i.tracking, 'status', i.status,
         'baseUom', b.code, 'qtyScale', i.qty_scale, 'fefo', i.fefo, 'shelfLifeDays', i.shelf_life_days, 'gtin', i.gtin) AS row
    FROM items i JOIN uoms b ON b.id = i.base_uom_id`,
};

/** Virtual places have no barcode and nobody walks there. */
const LOCATIONS: SyncSource = {
  log: 'locations',
  part: 'locations',
  id: 'l.id',
  visible: `l.status = 'active' AND l.warehouse_id IS NOT NULL`,
  select: `SELECT l.id::text AS no, jsonb_build_object('id', l.public_id, 'code', l.code, 'name', l.name, 'kind', l.kind, 'warehouse', w.code, 'zone', z.code,
      'pickSeq', l.pick_seq, 'isPickable', l.is_pickable, 'lockedReason', l.locked_reason) AS row
    FROM locations l JOIN warehouses w ON w.id = l.warehouse_id LEFT JOIN zones z ON z.id = l.zone_id`,
};

const REASONS: SyncSource = {
  log: 'reasons',
  part: 'reasons',
  id: 'r.id',
  visible: 'r.active',
  select: `SELECT r.id::text AS no, jsonb_build_object('id', r.public_id, 'code', r.code, 'domain', r.domain, 'labelZh', r.label_zh, 'labelEn', r.label_en,
      'needsNote', r.needs_note, 'needsApproval', r.needs_approval) AS row FROM reason_codes r`,
};

interface TaskTable {
  readonly kind: string;
  readonly table: string;
  readonly permission: string;
  readonly kindSql?: string;
  readonly document: string;
  readonly item: string;
  readonly lot: string;
  readonly serial: string;
  readonly qty: string;
  readonly done: string;
  readonly from: string;
  readonly to: string;
  readonly route: string;
}

/** Free, or the asker's own; somebody else's while the claim lives is none of ours. */
const FREE_OR_MINE = `t.state IN ('open', 'claimed') AND (t.state = 'open' OR t.assignee_id = $2::bigint OR t.lease_until <= now())`;

function tasks(task: TaskTable): SyncSource {
  const place = (column: string): string => `(SELECT l.code FROM locations l WHERE l.id = ${column})`;
  return {
    log: `tasks.${task.kind}`,
    part: 'tasks',
    permission: task.permission,
    id: 't.id',
    visible: FREE_OR_MINE,
    freed: `SELECT t.id AS ref_id, t.public_id FROM ${task.table} t WHERE t.state = 'claimed' AND t.lease_until > $4::timestamptz AND t.lease_until <= now()`,
    select: `SELECT t.id::text AS no, jsonb_build_object('id', t.public_id, 'kind', ${task.kindSql ?? `'${task.kind}'`},
        'state', CASE WHEN t.lease_until > now() THEN t.state ELSE 'open' END, 'document', ${task.document}, 'itemCode', ${task.item}, 'lot', ${task.lot},
        'serial', ${task.serial}, 'qty', ${task.qty}, 'doneQty', ${task.done}, 'from', ${place(task.from)}, 'to', ${place(task.to)}, 'routeSeq', ${task.route},
        'mine', coalesce(t.state = 'claimed' AND t.assignee_id = $2::bigint AND t.lease_until > now(), false),
        'leaseUntil', CASE WHEN t.lease_until > now() THEN to_char(t.lease_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') END) AS row
      FROM ${task.table} t`,
  };
}

const ITEM = '(SELECT i.code FROM items i WHERE i.id = t.item_id)';
const LOT = '(SELECT o.code FROM lots o WHERE o.id = t.lot_id)';
const SERIAL = '(SELECT s.code FROM serials s WHERE s.id = t.serial_id)';
const amount = (column: string): string => `trim_scale(t.${column})::text`;
const GOODS = { item: ITEM, lot: LOT, serial: SERIAL, qty: amount('qty') };

export const SYNC_SOURCES: readonly SyncSource[] = [
  REASONS,
  LOCATIONS,
  ITEMS,
  tasks({
    ...GOODS,
    ...{ kind: 'putaway', table: 'putaway_tasks', permission: 'putaway.read', document: '(SELECT d.number FROM receipts d WHERE d.id = t.receipt_id)' },
    ...{ done: amount('done_qty'), from: 't.from_location_id', to: 't.suggested_location_id', route: '0' },
  }),
  tasks({
    ...GOODS,
    ...{
      kind: 'pick',
      kindSql: 't.kind',
      table: 'pick_tasks',
      permission: 'pick.read',
      document: '(SELECT d.number FROM shipments d WHERE d.id = t.shipment_id)',
    },
    ...{ done: amount('picked_qty'), from: 't.from_id', to: 't.to_id', route: 't.route_seq' },
  }),
  // Where to count, never what should be there (I-24).
  tasks({
    ...{ kind: 'count', table: 'count_tasks', permission: 'count.read', document: '(SELECT d.number FROM count_sessions d WHERE d.id = t.session_id)' },
    ...{ item: 'NULL', lot: 'NULL', serial: 'NULL', qty: 'NULL', done: 'NULL', from: 't.location_id', to: 'NULL', route: '0' },
  }),
  tasks({
    ...{ kind: 'replenish', table: 'replenishment_tasks', permission: 'replenishment.read', document: 'NULL', item: ITEM, lot: 't.lot_code', serial: 'NULL' },
    ...{ qty: amount('qty'), done: amount('done_qty'), from: 't.from_location_id', to: 't.location_id', route: '0' },
  }),
];
