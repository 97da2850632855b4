import {
  CategoryService,
  ItemService,
  LocationService,
  PartnerService,
  ReasonCodeService,
  UomService,
  WarehouseService,
  type CreateLocationDto,
  type ItemRowInput,
} from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { AppError, type Id } from '@anwen/kernel';
import { loadEngineering } from './engineering';
import { IMPORT_BATCH, WAREHOUSE, placeCode, type Loading } from './loading';
import type { Directory } from './posting';
import type { Source } from './source';
import { presentUnit } from './units';

/** Where all replayed goods pass through: the ledger files do not say which bin a movement touched. */
const FLOW = `${WAREHOUSE}-FLOW`;

/**
 * Loads the master data and answers with the internal ids of all of it. What exists (by code or external reference)
 * stays as it is, so a second run changes nothing.
 */
export async function loadMasterData(loading: Loading): Promise<Directory> {
  const { tx, actor, services, source, unitOf } = loading;
  const options = { batch: IMPORT_BATCH };
  const uoms = await services.get(UomService).createMany(tx, actor, source.units.map(presentUnit), options);
  await loadCategories(loading);
  const itemIds = await services.get(ItemService).createMany(tx, actor, items(loading), options);
  const places = await loadPlaces(loading);
  await services.get(PartnerService).createMany(tx, actor, partners(loading), options);
  const reasons = await services.get(ReasonCodeService).createMany(
    tx,
    actor,
    source.scrapReasons.map((r) => ({ code: reasonCode(r.ScrapReasonID), domain: 'scrap', labelZh: r.Name, labelEn: r.Name })),
    options,
  );
  await loadEngineering(loading);
  const costs = costOf(source);
  return {
    items: new Map(
      source.products.map((p) => [
        p.ProductID,
        { id: required(itemIds, p.ProductNumber), uomId: required(uoms, unitOf(p.ProductID)), cost: costs(p.ProductID) },
      ]),
    ),
    bins: new Map(source.inventory.map((r) => [`${r.LocationID}/${r.Shelf}/${r.Bin}`, required(places, binCode(r))])),
    flow: required(places, FLOW),
    virtual: await virtualPlaces(tx),
    scrapReasons: new Map(source.scrapReasons.map((r) => [r.ScrapReasonID, { id: required(reasons, reasonCode(r.ScrapReasonID)), words: r.Name }])),
  };
}

const reasonCode = (id: number): string => `${WAREHOUSE}-SCRAP-${String(id).padStart(2, '0')}`;
const binCode = (r: { LocationID: number; Shelf: string; Bin: number }): string =>
  `${placeCode(r.LocationID)}-${r.Shelf.replace('N/A', 'NA')}-${String(r.Bin).padStart(2, '0')}`;

async function loadCategories({ tx, actor, services, source }: Loading): Promise<void> {
  const tree = services.get(CategoryService);
  const rows = [
    ...source.categories.map((c) => ({ code: `${WAREHOUSE}-C${c.ProductCategoryID}`, name: c.Name, parent: null })),
    ...source.subcategories.map((s) => ({ code: `${WAREHOUSE}-S${s.ProductSubcategoryID}`, name: s.Name, parent: `${WAREHOUSE}-C${s.ProductCategoryID}` })),
  ];
  for (const row of rows) await unlessThere(tree.create(tx, actor, row));
}

async function loadPlaces({ tx, actor, services, source }: Loading): Promise<ReadonlyMap<string, Id>> {
  await unlessThere(services.get(WarehouseService).create(tx, actor, { code: WAREHOUSE, name: 'AdventureWorks' }));
  const kind = (location: { CostRate: string }): 'production' | 'storage' => (Number(location.CostRate) > 0 ? 'production' : 'storage');
  const rows = new Map<string, CreateLocationDto>([[FLOW, { warehouse: WAREHOUSE, code: FLOW, name: '物料流 Material flow', kind: 'storage' }]]);
  const rooms = new Map(source.locations.map((l) => [l.LocationID, l]));
  for (const room of source.locations)
    rows.set(placeCode(room.LocationID), { warehouse: WAREHOUSE, code: placeCode(room.LocationID), name: room.Name, kind: kind(room) });
  for (const row of source.inventory) {
    const room = rooms.get(row.LocationID);
    if (room)
      rows.set(binCode(row), {
        warehouse: WAREHOUSE,
        parent: placeCode(row.LocationID),
        code: binCode(row),
        name: `${room.Name} ${row.Shelf}-${row.Bin}`,
        kind: kind(room),
      });
  }
  return services.get(LocationService).createMany(tx, actor, [...rows.values()], { batch: IMPORT_BATCH });
}

/** Made and sellable = finished good; made otherwise = semi-finished; bought for a bill or not for sale = material; the rest is goods for resale. */
function items({ source, unitOf, forOrders }: Loading): ItemRowInput[] {
  const components = new Set(source.bills.filter((b) => b.ProductAssemblyID !== null).map((b) => b.ComponentID));
  return source.products.map((p) => {
    const material = components.has(p.ProductID) || !p.FinishedGoodsFlag;
    const kind = p.MakeFlag ? (p.FinishedGoodsFlag ? 'fg' : 'wip') : material ? 'raw' : 'fg';
    return {
      code: p.ProductNumber,
      name: p.Name,
      nameEn: p.Name,
      kind,
      category: p.ProductSubcategoryID === null ? null : `${WAREHOUSE}-S${p.ProductSubcategoryID}`,
      baseUom: unitOf(p.ProductID),
      safetyStock: String(p.SafetyStockLevel),
      standardCost: isZero(p.StandardCost) ? null : p.StandardCost,
      externalRef: `adventureworks:product:${p.ProductID}`,
      ...(forOrders?.inspected.has(p.ProductID) ? { qcOnReceipt: true } : {}),
    };
  });
}

/** All vendors, and the customer accounts that belong to a shop; private persons only when their orders come, too. */
function partners({ source, forOrders }: Loading): { code: string; name: string; roles: string[]; externalRef: string; status?: 'active' | 'blocked' }[] {
  const stores = new Map(source.stores.map((s) => [s.BusinessEntityID, s.Name]));
  const vendors = source.vendors.map((v) => ({
    code: v.AccountNumber,
    name: v.Name,
    roles: ['supplier'],
    externalRef: `adventureworks:vendor:${v.BusinessEntityID}`,
    status: v.ActiveFlag || forOrders ? ('active' as const) : ('blocked' as const),
  }));
  const customers = source.customers
    .filter((c) => c.StoreID !== null || forOrders)
    .map((c) => ({
      code: c.AccountNumber,
      name: stores.get(c.StoreID ?? 0) ?? c.AccountNumber,
      roles: ['customer'],
      externalRef: `adventureworks:customer:${c.CustomerID}`,
    }));
  return [...vendors, ...customers];
}

/** Standard cost where there is one; bought parts have none, their first vendor's price stands in; otherwise unknown. */
function costOf(source: Source): (product: number) => string | null {
  const costs = new Map(source.products.filter((p) => !isZero(p.StandardCost)).map((p) => [p.ProductID, p.StandardCost]));
  for (const offer of source.offers) if (!costs.has(offer.ProductID)) costs.set(offer.ProductID, offer.StandardPrice);
  return (product) => costs.get(product) ?? null;
}

async function virtualPlaces(tx: Tx): Promise<Directory['virtual']> {
  const rows = await tx.query<{ code: string; id: Id }>(`SELECT code, id::text AS id FROM locations WHERE kind = 'virtual'`);
  const ids = new Map(rows.map((r) => [r.code, r.id]));
  return {
    SUPPLIER: required(ids, 'SUPPLIER'),
    CUSTOMER: required(ids, 'CUSTOMER'),
    PRODUCTION: required(ids, 'PRODUCTION'),
    OPENING: required(ids, 'OPENING'),
  };
}

async function unlessThere(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'catalog.code_taken')) throw error;
  }
}

const isZero = (amount: string): boolean => /^[0.]+$/.test(amount);

function required(ids: ReadonlyMap<string, Id>, code: string): Id {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`${code} was not loaded`);
  return id;
}
