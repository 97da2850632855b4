import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';

/** A line of an order of the past; quantities and prices as decimals in text. */
export interface PastLine {
  readonly itemId: Id;
  readonly qty: string;
  readonly uomId: Id;
  readonly qtyBase: string;
  readonly price: string | null;
  /** Where the goods left from; absent when the ledger has the movement already. */
  readonly fromLocationId?: Id;
}

/**
 * An order of the past that left in one shipment, or (`shippedAt` null) that has not left yet. It keeps its own numbers; those of
 * the shape of the series (`SO-140630-43659`) can be typed into an address like any other.
 */
export interface PastOrder {
  readonly number: string;
  readonly shipmentNumber: string;
  readonly externalRef: string | null;
  readonly customerId: Id;
  readonly warehouseId: Id;
  readonly stageId: Id;
  /** YYYY-MM-DD */
  readonly orderedOn: string;
  readonly dueOn: string | null;
  /** RFC 3339 */
  readonly shippedAt: string | null;
  readonly currency: string;
  readonly carrier: string | null;
  /** Of the posting that took the goods out: unique for ever, so that loading again posts nothing twice. */
  readonly clientOpId?: string;
  readonly lines: readonly PastLine[];
}

const ORDER = `number text, "shipmentNumber" text, "externalRef" text, "customerId" bigint, "warehouseId" bigint, "stageId" bigint, "orderedOn" date, "dueOn" date,
  "shippedAt" timestamptz, currency text, carrier text, "clientOpId" uuid`;
const LINE = `number text, n int, "itemId" bigint, qty numeric(18,6), "uomId" bigint, "qtyBase" numeric(18,6), price numeric(18,6)`;

/** Writes history in a few statements, however many lines there are. */
@Injectable()
export class SalesHistoryStore {
  /** Orders whose number or reference is known stay as they are; answers the numbers of those that were written. */
  async orders(tx: Tx, orders: readonly PastOrder[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ number: string }>(
      `INSERT INTO sales_orders (number, state, customer_id, warehouse_id, ordered_on, due_on, currency, external_ref, created_by)
       SELECT x.number, CASE WHEN x."shippedAt" IS NULL THEN 'confirmed' ELSE 'shipped' END, x."customerId", x."warehouseId", x."orderedOn", x."dueOn", x.currency,
              x."externalRef", $2 FROM jsonb_to_recordset($1::jsonb) AS x(${ORDER}) ORDER BY x.number ON CONFLICT DO NOTHING RETURNING number`,
      [JSON.stringify(orders), tx.actor.name],
    );
    return new Set(rows.map((r) => r.number));
  }

  async lines(tx: Tx, orders: readonly PastOrder[]): Promise<void> {
    await tx.query(
      `INSERT INTO sales_order_lines (order_id, warehouse_id, customer_id, line_no, item_id, qty, uom_id, qty_base, price, shipped_qty)
       SELECT s.id, s.warehouse_id, s.customer_id, x.n, x."itemId", x.qty, x."uomId", x."qtyBase", x.price, CASE WHEN s.state = 'shipped' THEN x."qtyBase" ELSE 0 END
         FROM jsonb_to_recordset($1::jsonb) AS x(${LINE}) JOIN sales_orders s ON s.number = x.number ORDER BY s.id, x.n`,
      [JSON.stringify(linesOf(orders))],
    );
  }

  /** Shipments of the orders that left, with their lines and what left of each. */
  async shipments(tx: Tx, orders: readonly PastOrder[]): Promise<number> {
    const left = orders.filter((o) => o.shippedAt !== null);
    if (left.length === 0) return 0;
    await tx.query(
      `INSERT INTO shipments (number, state, sales_order_id, customer_id, warehouse_id, stage_id, carrier, shipped_at, created_by)
       SELECT x."shipmentNumber", 'shipped', s.id, s.customer_id, s.warehouse_id, x."stageId", x.carrier, x."shippedAt", $2
         FROM jsonb_to_recordset($1::jsonb) AS x(${ORDER}) JOIN sales_orders s ON s.number = x.number ORDER BY s.id`,
      [JSON.stringify(left), tx.actor.name],
    );
    await tx.query(
      `WITH line AS (
         INSERT INTO shipment_lines (shipment_id, warehouse_id, customer_id, line_no, so_line_id, item_id, qty, picked_qty, shipped_qty)
         SELECT h.id, h.warehouse_id, h.customer_id, l.line_no, l.id, l.item_id, l.qty_base, l.qty_base, l.qty_base
           FROM shipments h JOIN sales_order_lines l ON l.order_id = h.sales_order_id WHERE h.number = ANY ($1) ORDER BY h.id, l.line_no
         RETURNING id, shipment_id, warehouse_id, customer_id, item_id, qty)
       INSERT INTO shipment_goods (shipment_id, line_id, warehouse_id, customer_id, item_id, picked_qty, shipped_qty)
       SELECT shipment_id, id, warehouse_id, customer_id, item_id, qty, qty FROM line`,
      [left.map((o) => o.shipmentNumber)],
    );
    return left.length;
  }

  /** Ties shipments to the postings of their operation ids. */
  async linkPostings(tx: Tx, orders: readonly PastOrder[]): Promise<void> {
    await tx.query(
      `UPDATE shipments h SET posting_id = p.public_id FROM jsonb_to_recordset($1::jsonb) AS x(${ORDER}) JOIN inventory_postings p ON p.client_op_id = x."clientOpId"
        WHERE h.number = x."shipmentNumber"`,
      [JSON.stringify(orders.filter((o) => o.clientOpId !== undefined))],
    );
  }

  async customerPlace(tx: Tx): Promise<Id> {
    return (await tx.query<{ id: Id }>(`SELECT id::text AS id FROM locations WHERE code = 'CUSTOMER'`))[0]!.id;
  }
}

const linesOf = (orders: readonly PastOrder[]): object[] => orders.flatMap(({ number, lines }) => lines.map((line, i) => ({ number, n: i + 1, ...line })));
