import { COST_PERMISSION } from '@anwen/catalog';
import { isCurrency } from '@anwen/catalog/codes';
import type { Tx } from '@anwen/database';
import { scopeFor, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { Complaint, LineComplaint } from '../line-complaints';
import { IntakeStore, type ItemFacts, type PartnerFacts, type WarehouseFacts } from './intake.store';
import type { CreatePurchaseOrderDto } from './purchase-order.dto';
import { readOrderLines, type OrderLine } from './purchase-order.rules';
import type { OrderHead } from './purchase-order.store';

/** Orders that somebody wants to write, understood. */
export interface ReadOrder {
  readonly head: OrderHead;
  readonly lines: readonly OrderLine[];
}

interface Known {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly today: string;
  readonly items: ReadonlyMap<string, ItemFacts>;
  readonly suppliers: ReadonlyMap<string, PartnerFacts>;
  readonly warehouses: ReadonlyMap<string, WarehouseFacts>;
}

/** Whether the actor may see and write the prices of a document with this warehouse and partner. */
export function seesPrices(actor: Actor, document: Whereabouts): boolean {
  return reaches(actor, COST_PERMISSION, document);
}

/** What a scope of a permission is compared with. */
export interface Whereabouts {
  readonly warehouseId: Id;
  readonly supplierId: Id | null;
}

/** Whether the actor holds the permission for a document with this warehouse and partner. */
export function reaches(actor: Actor, permission: string, { warehouseId, supplierId }: Whereabouts): boolean {
  const scope = scopeFor(actor, permission);
  return scope.all || scope.warehouses.includes(warehouseId) || (supplierId !== null && scope.partners.includes(supplierId));
}

/** Reads purchase orders: looks up everything that they name, once for all of them, and says what is wrong in each. */
@Injectable()
export class PurchaseOrderIntake {
  constructor(private readonly store: IntakeStore) {}

  /** `at` tells where an order stands in the input: '' for a single one. */
  async read(
    tx: Tx,
    actor: Actor,
    inputs: readonly CreatePurchaseOrderDto[],
    at: (i: number) => string = () => '',
  ): Promise<{ orders: ReadOrder[]; complaints: Complaint[] }> {
    const known: Known = {
      tx,
      actor,
      today: await this.store.today(tx),
      items: byCode(
        await this.store.items(
          tx,
          inputs.flatMap((order) => order.lines.map((line) => line.itemCode)),
        ),
      ),
      suppliers: byCode(
        await this.store.partners(
          tx,
          inputs.map((order) => order.supplier),
        ),
      ),
      warehouses: byCode(
        await this.store.warehouses(
          tx,
          inputs.map((order) => order.warehouse),
        ),
      ),
    };
    const complaints: Complaint[] = [];
    const orders = inputs.flatMap((input, i) => {
      const read = readOrder(input, known, at(i));
      complaints.push(...read.complaints);
      return read.order ? [read.order] : [];
    });
    return { orders, complaints };
  }
}

const byCode = <T extends { readonly code: string }>(rows: readonly T[]): ReadonlyMap<string, T> => new Map(rows.map((row) => [row.code, row]));

function readOrder(input: CreatePurchaseOrderDto, known: Known, at: string): { order?: ReadOrder; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  const complain = (field: string, code: LineComplaint, params?: Record<string, unknown>): number =>
    complaints.push({ pointer: `${at}/${field}`, code, ...(params ? { params } : {}) });
  const orderedOn = input.orderedOn ?? known.today;
  if (input.currency !== undefined && !isCurrency(input.currency)) complain('currency', 'currency_unknown', { value: input.currency });
  if (input.expectedOn != null && input.expectedOn < orderedOn) complain('expectedOn', 'date_refused');
  const supplier = known.suppliers.get(input.supplier);
  if (!supplier) complain('supplier', 'reference_unknown', { value: input.supplier });
  else if (!supplier.roles.includes('supplier') || supplier.status !== 'active')
    complain('supplier', 'partner_unfit', { value: input.supplier, role: 'supplier' });
  const warehouse = known.warehouses.get(input.warehouse);
  const { scope } = known.tx;
  // A scope of places must reach the warehouse; a scope of partners the supplier.
  const isWithin = warehouse?.isVisible || (supplier !== undefined && scope.partners.includes(supplier.id));
  if (!warehouse || warehouse.status !== 'active' || !isWithin) complain('warehouse', 'reference_unknown', { value: input.warehouse });
  const mayPrice = warehouse !== undefined && seesPrices(known.actor, { warehouseId: warehouse.id, supplierId: supplier?.id ?? null });
  const read = readOrderLines(input.lines, { items: known.items, orderedOn, mayPrice, at });
  complaints.push(...read.complaints);
  if (complaints.length > 0) return { complaints };
  const head: OrderHead = {
    supplierId: supplier!.id,
    warehouseId: warehouse!.id,
    orderedOn,
    expectedOn: input.expectedOn ?? null,
    currency: input.currency ?? 'TWD',
    externalRef: input.externalRef ?? null,
    note: input.note ?? null,
  };
  return { order: { head, lines: read.lines }, complaints };
}
