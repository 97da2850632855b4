import type { BomRequirements } from '@anwen/catalog/engineering';
import type { Tx } from '@anwen/database';
import { Quantity, uuidV5, type Id } from '@anwen/kernel';
import type { PastCompletion, PastMaterial, PastStep, PastWorkOrder } from '@anwen/work-orders/history';
import type { FrozenBills } from './frozen-bills';
import { WAREHOUSE, placeCode } from './loading';
import type { DoneOperation, MakingSource } from './making-source';
import type { Document } from './plan';
import { NAMESPACE, type Directory } from './posting';
import type { WorkOrder } from './source';

/** Internal ids that making needs besides the directory of the replay. */
export interface MakingPlaces {
  readonly warehouse: Id;
  /** LocationID → its work centre. */
  readonly centres: ReadonlyMap<number, { readonly id: Id; readonly name: string; readonly rate: string }>;
}

export type MakingDocument = Document & { readonly kind: 'produce' | 'issue' };

export const orderNumber = ({ id, start }: Pick<WorkOrder, 'id' | 'start'>): string =>
  `WO-${start.slice(2).replaceAll('-', '')}-${String(id).padStart(5, '0')}`;
export const orderRef = (id: number): string => `AW-WO-${id}`;

/** Turns work orders of the history into what the production library loads: released on the day of the issue, ended on the day of the last piece. */
export class Making {
  /** Costs and units by internal id, for components that the bill names. */
  private readonly goods: ReadonlyMap<Id, { readonly uomId: Id; readonly cost: string | null }>;

  constructor(
    private readonly ids: Directory,
    private readonly places: MakingPlaces,
    private readonly source: MakingSource,
    private readonly bills: FrozenBills,
  ) {
    this.goods = new Map([...ids.items.values()].map(({ id, uomId, cost }) => [id, { uomId, cost }]));
  }

  /** The steps of these documents, in their order. */
  async stepsOf(tx: Tx, documents: readonly MakingDocument[]): Promise<PastStep[]> {
    await this.bills.fetch(
      tx,
      documents.flatMap(({ kind, order }) => (kind === 'issue' ? [{ itemId: this.itemOf(order.product).id, day: order.start }] : [])),
    );
    return documents.map(({ kind, order }) => (kind === 'issue' ? { released: this.released(order) } : { completed: this.completed(order) }));
  }

  private released(order: WorkOrder): PastWorkOrder {
    const item = this.itemOf(order.product);
    const bill = this.bills.on({ itemId: item.id, day: order.start });
    const operations = this.source.operations.get(order.id) ?? [];
    const due = this.source.dueOn.get(order.id) ?? null;
    const lines = linesOf(bill);
    return {
      ...{ number: orderNumber(order), externalRef: orderRef(order.id), itemId: item.id, warehouseId: this.places.warehouse },
      ...{ supplyLocationId: this.ids.flow, outputLocationId: this.ids.flow, qty: String(order.ordered), startsOn: order.start, dueOn: due },
      ...{ bomId: bill?.bomId ?? null, bomVersion: bill?.version ?? null, routingVersion: null },
      standardMaterial: this.materialCost(lines),
      standardTime: this.timeCost(operations, order.ordered),
      clientOpId: uuidV5(NAMESPACE, `work_order/${order.id}/issue`),
      materials: lines.map((line) => this.material(line, order.ordered)),
      operations: operations.map((done) => ({
        ...{ opNo: done.opNo, name: this.centreOf(done).name, workCenterId: this.centreOf(done).id, plannedSeconds: secondsOf(done) },
        ...{ plannedStart: midnight(done.plannedStart), plannedEnd: midnight(done.plannedEnd) },
      })),
    };
  }

  private completed(order: WorkOrder): PastCompletion {
    const { id, uomId, cost } = this.itemOf(order.product);
    const operations = this.source.operations.get(order.id) ?? [];
    return {
      ...{ number: orderNumber(order), itemId: id, uomId, outputLocationId: this.ids.flow },
      ...{ qty: String(order.ordered), good: String(order.stocked), scrap: String(order.scrapped) },
      scrapReasonId: order.scrapReason === null ? null : (this.ids.scrapReasons.get(order.scrapReason)?.id ?? null),
      completedAt: midnight(order.end),
      unitCost: cost,
      clientOpId: uuidV5(NAMESPACE, `work_order/${order.id}/produce`),
      runs: operations.map((done) => ({
        ...{ opNo: done.opNo, startedAt: midnight(done.start), reportedAt: midnight(done.end) },
        endedAt: new Date(Date.parse(midnight(done.start)) + Number(secondsOf(done)) * 1000).toISOString(),
      })),
    };
  }

  private material({ itemId, perUnit, bomLineId }: BillLine, ordered: number): PastMaterial {
    const { uomId } = known(this.goods, itemId);
    return { itemId, uomId, fromLocationId: this.ids.flow, perUnit, qty: Quantity.of(ordered).timesRatio(perUnit, '1').toString(), bomLineId };
  }

  /** Of one unit; null as soon as one component's cost is not known. */
  private materialCost(lines: readonly BillLine[]): string | null {
    const costs = lines.map(({ itemId, perUnit }) => ({ cost: known(this.goods, itemId).cost, perUnit }));
    if (costs.length === 0 || costs.some(({ cost }) => cost === null)) return null;
    return costs.reduce((sum, { cost, perUnit }) => sum.plus(Quantity.of(cost!).timesRatio(perUnit, '1')), Quantity.zero).toString();
  }

  private timeCost(operations: readonly DoneOperation[], ordered: number): string | null {
    if (operations.length === 0) return null;
    const costs = operations.map((done) => Quantity.of(secondsOf(done)).timesRatio(this.centreOf(done).rate, '3600'));
    return costs
      .reduce((sum, cost) => sum.plus(cost), Quantity.zero)
      .timesRatio('1', String(ordered))
      .toString();
  }

  private itemOf(product: number): { id: Id; uomId: Id; cost: string | null } {
    return known(this.ids.items, product);
  }

  private centreOf({ centre }: DoneOperation): { id: Id; name: string; rate: string } {
    return known(this.places.centres, centre);
  }
}

/** The work centres that the master data made of the locations with a rate. */
export async function makingPlaces(tx: Tx, ids: Directory, locations: readonly { readonly LocationID: number }[]): Promise<MakingPlaces> {
  const rows = await tx.query<{ code: string; id: Id; name: string; rate: string }>(
    `SELECT code, id::text AS id, name, coalesce(hourly_cost, 0)::text AS rate FROM work_centers WHERE code LIKE $1`,
    [`${WAREHOUSE}-%`],
  );
  const centres = new Map(rows.map(({ code, ...centre }) => [code, centre]));
  const [place] = await tx.query<{ id: Id }>('SELECT warehouse_id::text AS id FROM locations WHERE id = $1', [ids.flow]);
  return {
    warehouse: place!.id,
    centres: new Map(locations.flatMap(({ LocationID: id }) => (centres.has(placeCode(id)) ? [[id, centres.get(placeCode(id))!] as const] : []))),
  };
}

type BillLine = Pick<BomRequirements['lines'][number], 'itemId' | 'perUnit' | 'bomLineId'>;

const linesOf = (bill: BomRequirements | null): readonly BillLine[] => bill?.lines ?? [];
const midnight = (day: string): string => `${day}T00:00:00.000Z`;

/** 0.0001 h is 0.36 s, so two digits after the point are exact. */
function secondsOf({ hours }: DoneOperation): string {
  const hundredths = hours * 36n;
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}

/** The reader checked every reference, so a miss here is a bug of ours. */
function known<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`${String(key)} was not loaded`);
  return value;
}
