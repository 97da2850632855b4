import { BomService, WorkCenterService, type BomRowInput } from '@anwen/catalog';
import { RoutingService, type RoutingRowInput } from '@anwen/catalog/engineering';
import { IMPORT_BATCH, placeCode, type Loading } from './loading';
import type { DoneOperation } from './making-source';

/** Work centres with their hourly cost, and one bill an assembly whose lines carry their periods. */
export async function loadEngineering({ tx, actor, services, source }: Loading): Promise<void> {
  const options = { batch: IMPORT_BATCH };
  const centres = source.locations.filter((l) => Number(l.CostRate) > 0);
  await services.get(WorkCenterService).createMany(
    tx,
    actor,
    centres.map((l) => ({
      code: placeCode(l.LocationID),
      name: l.Name,
      hourlyCost: l.CostRate,
      hoursPerDay: perDay(l.Availability),
      location: placeCode(l.LocationID),
    })),
    options,
  );
  await services.get(BomService).createMany(tx, actor, bills({ source }), options);
}

/**
 * One routing a product, as its last order was made. The files say how long an operation of an order took, and it took
 * equally long for two pieces and for three thousand: so it is time to set up, and none for each piece.
 */
export async function loadRoutings(
  { tx, actor, services, source }: Pick<Loading, 'tx' | 'actor' | 'services' | 'source'>,
  done: DoneOperations,
): Promise<void> {
  await services.get(RoutingService).createMany(tx, actor, routings(source, done), { batch: IMPORT_BATCH });
}

/** WorkOrderID → its operations, in order. */
type DoneOperations = ReadonlyMap<number, readonly Pick<DoneOperation, 'opNo' | 'centre' | 'hours'>[]>;

function routings(source: Loading['source'], done: DoneOperations): RoutingRowInput[] {
  const names = new Map(source.locations.map((l) => [l.LocationID, l.Name]));
  const codes = new Map(source.products.map((p) => [p.ProductID, p.ProductNumber]));
  const last = new Map<number, RoutingRowInput>();
  for (const order of source.workOrders) {
    const operations = done.get(order.id);
    if (!operations) continue;
    last.set(order.product, {
      item: codes.get(order.product) ?? '',
      operations: operations.map(({ opNo, centre, hours }) => ({
        opNo,
        name: names.get(centre) ?? '',
        workCenter: placeCode(centre),
        setupS: decimalSeconds(hours),
      })),
    });
  }
  return [...last.values()];
}

/** Ten-thousandths of an hour are 0.36 seconds each. */
function decimalSeconds(hours: bigint): string {
  const hundredths = hours * 36n;
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`;
}

/** The file counts the hours of a week. */
function perDay(availability: string): string {
  return (Number(availability) / 5).toFixed(2);
}

function bills({ source }: Pick<Loading, 'source'>): BomRowInput[] {
  const codes = new Map(source.products.map((p) => [p.ProductID, p.ProductNumber]));
  const rows = new Map<number, { item: string; lines: BomRowInput['lines'][number][] }>();
  for (const line of source.bills) {
    if (line.ProductAssemblyID === null) continue; // a top-level marker: it says that a product is for sale
    const row = rows.get(line.ProductAssemblyID) ?? { item: codes.get(line.ProductAssemblyID) ?? '', lines: [] };
    row.lines.push({
      component: codes.get(line.ComponentID) ?? '',
      qty: String(line.PerAssemblyQty),
      uom: line.UnitMeasureCode,
      validFrom: line.StartDate,
      validTo: line.EndDate,
      externalRef: `adventureworks:bill:${line.BillOfMaterialsID}`,
    });
    rows.set(line.ProductAssemblyID, row);
  }
  return [...rows.values()];
}
