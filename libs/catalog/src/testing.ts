import { CursorCodec, systemActor, type Id } from '@anwen/kernel';
import type { Tx } from '@anwen/database';
import { BomIntake } from './bom-intake';
import { BomService } from './bom.service';
import { BomStore } from './bom.store';
import { CategoryService } from './category.service';
import { CategoryStore } from './category.store';
import { BomStructureService } from './engineering/bom-structure.service';
import { BomStructureStore } from './engineering/bom-structure.store';
import { CalendarPlanService } from './engineering/calendar-plan.service';
import { CalendarService } from './engineering/calendar.service';
import { CalendarStore } from './engineering/calendar.store';
import { RoutingService } from './engineering/routing.service';
import { RoutingStore } from './engineering/routing.store';
import { ShiftService } from './engineering/shift.service';
import { ShiftStore } from './engineering/shift.store';
import { WorkingTimeStore } from './engineering/working-time.store';
import { ItemIntake } from './item-intake';
import type { CreateItemDto } from './item.dto';
import { ItemService } from './item.service';
import { ItemStore } from './item.store';
import { LocationIntake } from './location-intake';
import type { CreateLocationDto } from './location.dto';
import { LocationService } from './location.service';
import { LocationStore } from './location.store';
import type { CreatePartnerDto } from './partner.dto';
import { PartnerService } from './partner.service';
import { PartnerStore } from './partner.store';
import { ReasonCodeService } from './reason-code.service';
import { ReasonCodeStore } from './reason-code.store';
import { seedReasonCodes } from './standard-reasons';
import { seedStandardUnits } from './standard-units';
import { UomService } from './uom.service';
import { UomStore } from './uom.store';
import { WarehouseService } from './warehouse.service';
import { WarehouseStore } from './warehouse.store';
import { WorkCenterService } from './work-center.service';
import { WorkCenterStore } from './work-center.store';

/** Something made for a test: internal id for the server's own calls, public id for the API. */
export interface Made {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
}

const codec = new CursorCodec(Buffer.alloc(32, 7));
const actor = systemActor('catalog-factory');
const [uomStore, itemStore, categoryStore] = [new UomStore(), new ItemStore(), new CategoryStore()];
const [warehouseStore, locationStore, bomStore] = [new WarehouseStore(), new LocationStore(), new BomStore()];

/** The services as the module wires them, for tests without a container. */
export const catalog = {
  uoms: new UomService(uomStore, codec),
  items: new ItemService(itemStore, new ItemIntake(itemStore, uomStore, categoryStore), codec),
  warehouses: new WarehouseService(warehouseStore, codec),
  locations: new LocationService(locationStore, new LocationIntake(locationStore, warehouseStore), warehouseStore, codec),
  partners: new PartnerService(new PartnerStore(), codec),
  boms: new BomService(bomStore, new BomIntake(bomStore), codec),
  categories: new CategoryService(categoryStore, codec),
  workCenters: new WorkCenterService(new WorkCenterStore(), codec),
  reasons: new ReasonCodeService(new ReasonCodeStore(), codec),
} as const;

const [calendarStore, shiftStore] = [new CalendarStore(), new ShiftStore()];
/** How things are made, as the module of engineering wires it. */
export const engineering = {
  structure: new BomStructureService(new BomStructureStore()),
  routings: new RoutingService(new RoutingStore(), codec),
  calendars: new CalendarService(new WorkingTimeStore()),
  plans: new CalendarPlanService(calendarStore, shiftStore, codec),
  shifts: new ShiftService(shiftStore, calendarStore, codec),
} as const;

let made = 0;
/** A code that no other test of this process uses. */
export function aCode(prefix: string): string {
  made += 1;
  return `${prefix}-${process.pid.toString(36)}-${made}`;
}

/** The standard units, code → internal id: PCE has no decimals, KGM six. */
export function standardUnits(tx: Tx): Promise<ReadonlyMap<string, Id>> {
  return seedStandardUnits(tx, actor);
}

export function standardReasons(tx: Tx): Promise<ReadonlyMap<string, Id>> {
  return seedReasonCodes(tx, actor);
}

export async function aWarehouse(tx: Tx, given: { code?: string; name?: string; zones?: string[] } = {}): Promise<Made & { zones: ReadonlyMap<string, Id> }> {
  const code = given.code ?? aCode('WH');
  const { id: publicId } = await catalog.warehouses.create(tx, actor, { code, name: given.name ?? `倉別 ${code}` });
  for (const zone of given.zones ?? []) await catalog.warehouses.addZone(tx, actor, publicId, { code: zone, name: zone });
  const { id } = (await warehouseStore.byPublicId(tx, publicId))!;
  const zones = await warehouseStore.zonesOf(tx, [id]);
  return { id, publicId, code, zones: new Map([...zones].map(([key, zone]) => [key.slice(id.length + 1), zone])) };
}

/** A storage bin; `warehouse` is a code, and without one a warehouse is made for it. */
export async function aLocation(tx: Tx, given: Partial<CreateLocationDto> = {}): Promise<Made & { warehouseId: Id }> {
  const code = given.code ?? aCode('BIN');
  const warehouse = given.warehouse ?? (await aWarehouse(tx)).code;
  const { id: publicId } = await catalog.locations.create(tx, actor, { kind: 'storage', name: `儲位 ${code}`, ...given, warehouse, code });
  const row = (await locationStore.byPublicId(tx, publicId))!;
  return { id: row.id, publicId, code, warehouseId: row.warehouseId! };
}

/** An untracked finished good counted in pieces, unless told otherwise. Seeds the standard units when they are missing. */
export async function anItem(tx: Tx, given: Partial<CreateItemDto> = {}): Promise<Made & { baseUomId: Id; uomIds: ReadonlyMap<string, Id> }> {
  const uomIds = await standardUnits(tx);
  const code = given.code ?? aCode('ITEM');
  const { id: publicId } = await catalog.items.create(tx, actor, { name: `品項 ${code}`, kind: 'fg', baseUom: 'PCE', ...given, code });
  const row = (await itemStore.byPublicId(tx, publicId))!;
  return { id: row.id, publicId, code, baseUomId: row.baseUom.id, uomIds };
}

/** Tracked by lot, kept in kilograms to three digits, thirty days of shelf life, issued first-expired-first-out. */
export function aLotItem(tx: Tx, given: Partial<CreateItemDto> = {}): ReturnType<typeof anItem> {
  return anItem(tx, { kind: 'raw', baseUom: 'KGM', qtyScale: 3, tracking: 'lot', shelfLifeDays: 30, ...given });
}

export function aSerialItem(tx: Tx, given: Partial<CreateItemDto> = {}): ReturnType<typeof anItem> {
  return anItem(tx, { tracking: 'serial', ...given });
}

export async function aPartner(tx: Tx, given: Partial<CreatePartnerDto> = {}): Promise<Made> {
  const code = given.code ?? aCode('P');
  const ids = await catalog.partners.createMany(tx, actor, [{ name: `往來對象 ${code}`, roles: ['supplier'], ...given, code }]);
  const page = await catalog.partners.list(tx, actor, { limit: 1, q: code });
  return { id: ids.get(code)!, publicId: page.items[0]!.id, code };
}
