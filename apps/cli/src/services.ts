import { randomBytes } from 'node:crypto';
import { CatalogModule, catalogPermissions } from '@anwen/catalog';
import { Database } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { InventoryModule, LedgerArchive, inventoryPermissions } from '@anwen/inventory';
import { CursorCodec, SecretBox, type PermissionTable } from '@anwen/kernel';
import { CounterStore, LoginLimiter } from '@anwen/rate-limit';
import { RbacModule, rbacPermissions } from '@anwen/rbac';
import { importsPermissions } from '@anwen/imports';
import { OpsModule, opsPermissions } from '@anwen/ops';
import { reportPermissions } from '@anwen/reports';
import { ObjectStorage, openStorage } from '@anwen/storage';
import { TenantModule } from '@anwen/tenant';
import { queuePermissions } from '@anwen/outbox';
import { alertPermissions } from '@anwen/alerts';
import { healthPermissions } from '@anwen/health';
import { InboundModule, inboundPermissions } from '@anwen/trade/inbound';
import { OutboundModule, outboundPermissions } from '@anwen/trade/outbound';
import { HandlingModule, handlingPermissions } from '@anwen/inventory/handling';
import { CountingModule, countingPermissions } from '@anwen/inventory/counting';
import { tracingPermissions } from '@anwen/inventory/tracing';
import { devicesPermissions } from '@anwen/devices';
import { offlinePermissions } from '@anwen/offline';
import { scanPermissions } from '@anwen/scan';
import { WorkOrdersModule, workOrdersPermissions } from '@anwen/work-orders/orders';
import { ProductionModule, productionPermissions } from '@anwen/work-orders/production';
import { PerformanceModule, performancePermissions } from '@anwen/work-orders/performance';
import { PlanningModule, planningPermissions } from '@anwen/planning';
import { boardsPermissions } from '@anwen/boards';
import { EngineeringModule, engineeringPermissions } from '@anwen/catalog/engineering';
import { ProductionHistoryModule } from '@anwen/work-orders/history';
import { webhooksPermissions } from '@anwen/webhooks';
import { Global, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Settings } from './settings';

/** Every permission of the product; `migrate up` and the user commands bring the database to it. */
export const permissionTables: readonly PermissionTable[] = [
  rbacPermissions,
  catalogPermissions,
  inventoryPermissions,
  queuePermissions,
  reportPermissions,
  importsPermissions,
  webhooksPermissions,
  alertPermissions,
  healthPermissions,
  opsPermissions,
  inboundPermissions,
  outboundPermissions,
  handlingPermissions,
  countingPermissions,
  tracingPermissions,
  devicesPermissions,
  offlinePermissions,
  scanPermissions,
  workOrdersPermissions,
  productionPermissions,
  performancePermissions,
  planningPermissions,
  boardsPermissions,
  engineeringPermissions,
];

/** What the libraries' modules expect around them. */
@Global()
@Module({})
class Surroundings {
  static of(database: Database): DynamicModule {
    const given = [
      { provide: Database, useValue: database },
      // Cursors never leave this process, so their secret need not outlive it.
      { provide: CURSOR_CODEC, useValue: new CursorCodec(randomBytes(32)) },
      { provide: SecretBox, useFactory: lazySecretBox },
      { provide: ObjectStorage, useFactory: () => openStorage(Settings.read().storageOptions) },
      // Nobody signs in through the command line, so it needs no Redis to count failed attempts.
      { provide: LoginLimiter, useValue: {} },
      { provide: CounterStore, useValue: {} },
    ];
    return { module: Surroundings, providers: given, exports: given.map((g) => g.provide) };
  }
}

/** Opened at its first use: most commands need no secret, and while one installs there may be none yet. */
function lazySecretBox(): Pick<SecretBox, 'keyId' | 'seal' | 'open'> {
  let opened: SecretBox | undefined;
  const box = (): SecretBox => (opened ??= new SecretBox(Settings.read().secret));
  return {
    get keyId() {
      return box().keyId;
    },
    seal: (text, place) => box().seal(text, place),
    open: (sealed, place) => box().open(sealed, place),
  };
}

@Module({})
class Services {}

/** The stock-keeping services, wired as in the apps, for `work`. */
export function withStockServices<T>(database: Database, work: (services: INestApplicationContext) => Promise<T>): Promise<T> {
  return withModules([Surroundings.of(database), CatalogModule, InventoryModule], work);
}

/** The same with buying and selling, and with making as far as it is past. */
export function withTradeServices<T>(database: Database, work: (services: INestApplicationContext) => Promise<T>): Promise<T> {
  const trade = [CatalogModule, EngineeringModule, InventoryModule, InboundModule, OutboundModule, ProductionHistoryModule];
  return withModules([Surroundings.of(database), ...trade], work);
}

/** Retention, archives and vacuum, with the login of the tables' owner. */
export function withOpsServices<T>(database: Database, ownerUrl: string, work: (services: INestApplicationContext) => Promise<T>): Promise<T> {
  const ops = OpsModule.forRoot({ ownerUrl, targets: (db, owner, storage) => [new LedgerArchive(db, owner, storage)] });
  return withModules([Surroundings.of(database), ops], work);
}

/** The same and those for users, roles and the tenant; the presets in the database become those of the code. */
export function withAllServices<T>(database: Database, work: (services: INestApplicationContext) => Promise<T>): Promise<T> {
  const stock = [CatalogModule, InventoryModule, InboundModule, OutboundModule, CountingModule, HandlingModule];
  const making = [EngineeringModule, WorkOrdersModule, ProductionModule, ProductionHistoryModule, PerformanceModule, PlanningModule];
  return withModules([Surroundings.of(database), ...stock, ...making, TenantModule, RbacModule.forRoot(permissionTables)], work);
}

async function withModules<T>(imports: NonNullable<DynamicModule['imports']>, work: (services: INestApplicationContext) => Promise<T>): Promise<T> {
  const context = await NestFactory.createApplicationContext({ module: Services, imports }, { logger: ['error'], abortOnError: false });
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}
