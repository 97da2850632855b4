import { BomService, WorkCenterService, type BomRowInput } from '@anwen/catalog';
import { IMPORT_BATCH, placeCode, type Loading } from './loading';

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
