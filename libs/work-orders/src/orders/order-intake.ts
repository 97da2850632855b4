import { conversionFor, requireDigits, toBaseQuantity } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { AppError, Quantity, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { Complaint, OrderComplaint } from './complaints';
import { IntakeStore, type ItemFacts, type ParentFacts, type PlaceFacts, type WarehouseFacts } from './intake.store';
import type { CreateWorkOrderDto, UpdateWorkOrderDto } from './work-order.dto';
import type { OrderHead } from './order-write.store';

/** Ten times the plan is a typing error, not a tolerance; it is also the most that the column holds (six digits, three after the point). */
const OVER_MOST = 999.999;

interface Known {
  readonly items: ReadonlyMap<string, ItemFacts>;
  readonly warehouses: ReadonlyMap<string, WarehouseFacts>;
  readonly places: ReadonlyMap<string, PlaceFacts>;
  readonly parents: ReadonlyMap<string, ParentFacts>;
}

/** Reads orders: looks up everything that they name, once for all of them, and says what is wrong in each. */
@Injectable()
export class OrderIntake {
  constructor(private readonly store: IntakeStore) {}

  /** `at` tells where an order stands in the input: '' for a single one. */
  async read(
    tx: Tx,
    _actor: Actor,
    inputs: readonly CreateWorkOrderDto[],
    at: (i: number) => string = () => '',
  ): Promise<{ heads: OrderHead[]; complaints: Complaint[] }> {
    const named = <T>(of: (input: CreateWorkOrderDto) => T | null | undefined): T[] => [...new Set(inputs.map(of).filter((v): v is T & {} => v != null))];
    const known: Known = {
      items: await this.store.items(
        tx,
        named((o) => o.item),
      ),
      warehouses: await this.store.warehouses(
        tx,
        named((o) => o.warehouse),
      ),
      places: await this.store.places(tx, [...named((o) => o.supplyLocation), ...named((o) => o.outputLocation)]),
      parents: await this.store.parents(
        tx,
        named((o) => o.parent),
      ),
    };
    const complaints: Complaint[] = [];
    const heads = inputs.flatMap((input, i) => {
      const read = readOrder(input, known, at(i));
      complaints.push(...read.complaints);
      return read.head ? [read.head] : [];
    });
    return { heads, complaints };
  }

  /** References of other systems that have an order already. */
  knownRefs(tx: Tx, heads: readonly OrderHead[]): Promise<ReadonlySet<string>> {
    return this.store.knownRefs(
      tx,
      heads.flatMap((head) => head.externalRef ?? []),
    );
  }
}

/** An edit as a whole order: what it does not say stays. */
export function edited(before: CreateWorkOrderDto, patch: UpdateWorkOrderDto): CreateWorkOrderDto {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return { ...before, ...given };
}

function readOrder(input: CreateWorkOrderDto, known: Known, at: string): { head?: OrderHead; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  const complain = (field: string, code: OrderComplaint, params: Record<string, unknown> = {}): void => {
    complaints.push({ pointer: `${at}/${field}`, code, params });
  };
  const item = known.items.get(input.item);
  if (!item) complain('item', 'reference_unknown', { value: input.item });
  else if (item.status !== 'active' || item.kind === 'service') complain('item', 'item_unfit', { value: input.item });
  const warehouse = known.warehouses.get(input.warehouse);
  if (!warehouse?.isReached) complain('warehouse', 'reference_unknown', { value: input.warehouse });
  const qty = item ? baseQuantity(item, input, complain) : undefined;
  const place = (field: 'supplyLocation' | 'outputLocation'): Id | null =>
    placeOf(input[field], warehouse, known, (code, params) => complain(field, code, params));
  const [supplyLocationId, outputLocationId] = [place('supplyLocation'), place('outputLocation')];
  const parent = parentOf(input, known, complain);
  if (input.startsOn != null && input.dueOn != null && input.startsOn > input.dueOn) complain('startsOn', 'dates_crossed', { dueOn: input.dueOn });
  if (Number(input.overPct ?? '0') > OVER_MOST) complain('overPct', 'too_much', { most: OVER_MOST });
  if (item && input.targetLot != null && item.tracking !== 'lot') complain('targetLot', 'lot_not_allowed', { item: item.code });
  if (complaints.length > 0) return { complaints };
  return {
    head: headOf(input, { item: item!, warehouseId: warehouse!.id, qtyPlanned: qty!, supplyLocationId, outputLocationId, parentId: parent?.id ?? null }),
    complaints,
  };
}

interface Found extends Pick<OrderHead, 'warehouseId' | 'qtyPlanned' | 'supplyLocationId' | 'outputLocationId' | 'parentId'> {
  readonly item: ItemFacts;
}

function headOf(input: CreateWorkOrderDto, { item, ...found }: Found): OrderHead {
  return {
    ...found,
    itemId: item.id,
    startsOn: input.startsOn ?? null,
    dueOn: input.dueOn ?? null,
    priority: input.priority ?? 5,
    overPct: input.overPct ?? '0',
    lotPolicy: item.tracking === 'lot' ? (input.lotPolicy ?? 'per_order') : 'none',
    targetLot: input.targetLot ?? null,
    sourceType: input.source?.type ?? null,
    sourceRef: input.source?.ref ?? null,
    externalRef: input.externalRef ?? null,
    note: input.note ?? null,
  };
}

type Complain = (field: string, code: OrderComplaint, params?: Record<string, unknown>) => void;

function placeOf(
  code: string | null | undefined,
  warehouse: WarehouseFacts | undefined,
  known: Known,
  complain: (code: OrderComplaint, params: Record<string, unknown>) => void,
): Id | null {
  if (code == null || !warehouse) return null;
  const found = known.places.get(code);
  if (found?.warehouseId === warehouse.id) return found.id;
  complain('location_refused', { value: code, warehouse: warehouse.code });
  return null;
}

function parentOf({ parent: name }: CreateWorkOrderDto, known: Known, complain: Complain): ParentFacts | undefined {
  const parent = name == null ? undefined : known.parents.get(name);
  if (name != null && !parent) complain('parent', 'reference_unknown', { value: name });
  if (parent?.isOver) complain('parent', 'parent_over', { number: parent.number });
  return parent;
}

/** The quantity in base units; a unit without a factor is refused, never taken as 1. */
function baseQuantity(item: ItemFacts, { qty, uom }: CreateWorkOrderDto, complain: Complain): string | undefined {
  if (uom !== undefined && !item.units.some((u) => u.code === uom)) {
    complain('uom', 'unit_factor_missing', { item: item.code, uom });
    return undefined;
  }
  try {
    const unit = uom === undefined ? item.units[0]! : conversionFor(item, uom);
    const entered = Quantity.of(qty);
    requireDigits(entered, unit);
    const base = toBaseQuantity(entered, unit, item.scale);
    const isPiece = item.tracking !== 'serial' || !base.toString().includes('.');
    if (base.isPositive && isPiece) return base.toString();
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof RangeError)) throw error;
  }
  complain('qty', 'quantity_refused', { qty });
  return undefined;
}
