import {
  BomService,
  CategoryService,
  ItemService,
  LocationService,
  PartnerService,
  WarehouseService,
  WorkCenterService,
  seedReasonCodes,
  seedStandardUnits,
} from '@anwen/catalog';
import { RoutingService } from '@anwen/catalog/engineering';
import type { Database, Tx } from '@anwen/database';
import { StockService } from '@anwen/inventory';
import { ALL_SCOPE, systemActor, type Actor, type Clock } from '@anwen/kernel';
import { TenantService } from '@anwen/tenant';
import type { INestApplicationContext } from '@nestjs/common';
import { permissionTables } from '../services';
import { Calendar } from './calendar';
import { runTheFloor } from './floor-work';
import { bills, categories, items } from './goods';
import { DAYS, history } from './history';
import { leaveOpenWork } from './open-work';
import { routings } from './making';
import { engage, type Staff } from './staff';
import { partners, places, tenant, warehouses, workCenters, zones } from './places';
import { workingTime } from './working-time';

export interface FactoryReport {
  readonly alreadyLoaded: boolean;
  readonly items: number;
  readonly users: number;
  readonly postings: number;
}

export interface SeedOptions {
  readonly clock: Clock;
  /** Does everything and takes it back at the end. */
  readonly dryRun: boolean;
}

/** Some four hundred postings in one transaction; the usual 10 s belong to a single document. */
const STATEMENT_TIMEOUT_MS = 60_000;
const BATCH = 'demo-factory';

/**
 * A small Taiwanese workshop with four weeks of history, posted through the same services as real work. All of it is
 * one transaction: either the factory is there or it is not, and a second call changes nothing.
 */
export async function seedFactory(database: Database, services: INestApplicationContext, options: SeedOptions): Promise<FactoryReport> {
  const actor = systemActor('demo');
  const nothing = { alreadyLoaded: true, items: 0, users: 0, postings: 0 };
  try {
    return await database.transaction({ actor, scope: ALL_SCOPE, statementTimeoutMs: STATEMENT_TIMEOUT_MS }, async (tx) => {
      if (!(await claim(tx, actor, services.get(TenantService)))) return nothing;
      const calendar = new Calendar(options.clock.now());
      await masterData(tx, { actor, services, calendar });
      const staff = await engage(tx, actor, services);
      const postings = await live(tx, staff, { stock: services.get(StockService), calendar });
      await runTheFloor(tx, { services, calendar, as: (username) => actorOf(staff, username) });
      await leaveOpenWork(tx, { services, calendar, as: (username) => actorOf(staff, username) });
      const report = { alreadyLoaded: false, items: items.length, users: staff.size, postings };
      if (options.dryRun) throw new TakenBack(report);
      return report;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.report;
    throw error;
  }
}

class TakenBack extends Error {
  constructor(readonly report: FactoryReport) {
    super('dry run');
  }
}

/** Marks the factory as loaded; false when it was. Two callers queue up here on the tenant's row. */
async function claim(tx: Tx, actor: Actor, tenants: TenantService): Promise<boolean> {
  await tenants.ensure(tx, tenant);
  if (!(await tenants.markDemoLoaded(tx))) return false;
  await tenants.rename(tx, actor, tenant.name);
  return true;
}

async function masterData(tx: Tx, { actor, services, calendar }: { actor: Actor; services: INestApplicationContext; calendar: Calendar }): Promise<void> {
  await seedStandardUnits(tx, actor);
  await seedReasonCodes(tx, actor);
  const tree = services.get(CategoryService);
  for (const category of categories) await tree.create(tx, actor, category);
  await services.get(ItemService).createMany(tx, actor, items, { batch: BATCH });
  await services.get(PartnerService).createMany(
    tx,
    actor,
    partners.map((p) => ({ ...p, roles: [...p.roles] })),
    { batch: BATCH },
  );
  const sites = services.get(WarehouseService);
  for (const warehouse of warehouses) {
    const { id } = await sites.create(tx, actor, warehouse);
    for (const zone of zones.filter((z) => z.warehouse === warehouse.code)) await sites.addZone(tx, actor, id, { code: zone.code, name: zone.name });
  }
  const rows = places.map((place, i) => ({ ...place, warehouse: place.zone.slice(0, 2), pickSeq: (i + 1) * 10 }));
  await services.get(LocationService).createMany(tx, actor, rows, { batch: BATCH });
  await workingTime(tx, { actor, services, calendar });
  await services.get(WorkCenterService).createMany(tx, actor, workCenters, { batch: BATCH });
  const validFrom = calendar.date(DAYS + 30);
  await services.get(BomService).createMany(
    tx,
    actor,
    bills.map((bill) => ({ ...bill, lines: bill.lines.map((line) => ({ ...line, validFrom })) })),
    { batch: BATCH },
  );
  await services.get(RoutingService).createMany(tx, actor, routings, { batch: BATCH });
}

/** Posts the four weeks, each document by the person whose work it is. */
async function live(tx: Tx, staff: Staff, { stock, calendar }: { stock: StockService; calendar: Calendar }): Promise<number> {
  const posted = new Map<string, string>();
  let count = 0;
  for (const event of history(calendar)) {
    const actor = actorOf(staff, event.who);
    count++;
    if ('reverses' in event) await stock.reverse(tx, actor, posted.get(event.reverses) ?? '', { note: event.note, reasonCode: 'ADJ-ENTRY' });
    else {
      const { id } = await stock.post(tx, actor, event.post, { limitChecked: true });
      if (event.tag) posted.set(event.tag, id);
    }
  }
  return count;
}

/** The past is loaded, not worked: each person may post it whatever the role would allow today. */
function actorOf(staff: Staff, username: string): Actor {
  const person = staff.get(username);
  if (!person) throw new Error(`${username} does not work here`);
  const grants = new Map(permissionTables.flatMap(({ permissions }) => Object.keys(permissions)).map((permission) => [permission, ALL_SCOPE]));
  return { ...systemActor(person.name, person.id), type: 'user', id: person.id, publicId: person.publicId, grants };
}
