import { noteKeyReused, noteRateExceeded } from '@anwen/audit';
import { CatalogModule, catalogPermissions } from '@anwen/catalog';
import { DatabaseModule } from '@anwen/database';
import { HealthModule, LatencyRecorder, healthPermissions } from '@anwen/health';
import { CursorModule, REQUEST_OBSERVER, SecretsModule, SlaInterceptor, presentAnswer, problemAnswer } from '@anwen/http';
import { IdempotencyModule, TransactionInterceptor } from '@anwen/idempotency';
import { InventoryModule, inventoryPermissions } from '@anwen/inventory';
import type { PermissionTable } from '@anwen/kernel';
import { opsPermissions } from '@anwen/ops';
import { JobsModule, queuePermissions } from '@anwen/outbox';
import { RateLimitGuard, RateLimitModule } from '@anwen/rate-limit';
import { AuthGuard, PermissionGuard, RbacModule, rbacPermissions } from '@anwen/rbac';
import { RedisModule } from '@anwen/redis';
import { ImportsModule, importsPermissions } from '@anwen/imports';
import { ReportsModule, reportPermissions } from '@anwen/reports';
import { StorageModule } from '@anwen/storage';
import { MaintenanceGuard, TenantModule } from '@anwen/tenant';
import { alertPermissions } from '@anwen/alerts';
import { InboundModule, inboundPermissions } from '@anwen/trade/inbound';
import { OutboundModule, outboundPermissions } from '@anwen/trade/outbound';
import { HandlingModule, handlingPermissions } from '@anwen/inventory/handling';
import { CountingModule, countingPermissions } from '@anwen/inventory/counting';
import { TracingModule, tracingPermissions } from '@anwen/inventory/tracing';
import { DeviceGuard, DevicesModule, devicesPermissions } from '@anwen/devices';
import { OfflineModule, offlinePermissions } from '@anwen/offline';
import { ScanModule, scanPermissions } from '@anwen/scan';
import { WorkOrdersModule, workOrdersPermissions } from '@anwen/work-orders/orders';
import { ProductionModule, productionPermissions } from '@anwen/work-orders/production';
import { PerformanceModule, performancePermissions } from '@anwen/work-orders/performance';
import { PlanningModule, planningPermissions } from '@anwen/planning';
import { BoardsModule, boardsPermissions } from '@anwen/boards';
import { EngineeringModule, engineeringPermissions } from '@anwen/catalog/engineering';
import { webhooksPermissions } from '@anwen/webhooks';
import { Module, type CanActivate, type DynamicModule, type NestInterceptor, type Type } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { devicesOf, storageOf, type ApiConfig } from './api-config';
import { AdjustmentsController } from './v1/adjustments.controller';
import { MovesController } from './v1/moves.controller';
import { ReplenishmentRulesController, ReplenishmentTasksController } from './v1/replenishment.controller';
import { StatusChangesController } from './v1/status-changes.controller';
import { TransfersController } from './v1/transfers.controller';
import { CountPlansController } from './v1/count-plans.controller';
import { CountSessionsController } from './v1/count-sessions.controller';
import { CountTasksController } from './v1/count-tasks.controller';
import { DocsController } from './docs.controller';
import { AuthController } from './v1/auth.controller';
import { BoardStreamController } from './v1/board-stream.controller';
import { BoardsController } from './v1/boards.controller';
import { BomsController } from './v1/boms.controller';
import { CalendarsController } from './v1/calendars.controller';
import { ClientErrorsController } from './v1/client-errors.controller';
import { ConflictsController } from './v1/conflicts.controller';
import { DemandsController } from './v1/demands.controller';
import { DeviceOpsController } from './v1/device-ops.controller';
import { DeviceEnrolmentController } from './v1/device-enrolment.controller';
import { DownloadController } from './v1/download.controller';
import { ExportsController } from './v1/exports.controller';
import { HealthController } from './v1/health.controller';
import { InventoryController } from './v1/inventory.controller';
import { ItemCategoriesController, ItemsController } from './v1/items.controller';
import { JobsController } from './v1/jobs.controller';
import { LocationsController } from './v1/locations.controller';
import { LotsController } from './v1/lots.controller';
import { MeController } from './v1/me.controller';
import { PartnersController } from './v1/partners.controller';
import { ReceiptsController } from './v1/receipts.controller';
import { InspectionsController } from './v1/inspections.controller';
import { PutawayTasksController } from './v1/putaway-tasks.controller';
import { SupplierReturnsController } from './v1/supplier-returns.controller';
import { PlanningLoadController, PlanningParametersController, PlanningRunsController, PlanningSuggestionsController } from './v1/planning.controller';
import { PurchaseOrdersController } from './v1/purchase-orders.controller';
import { ReasonCodesController } from './v1/reason-codes.controller';
import { ImportMappingsController, ImportRowsController, ImportsController } from './v1/imports.controller';
import { RecallsController } from './v1/recalls.controller';
import { ReportsController } from './v1/reports.controller';
import { ReservationsController } from './v1/reservations.controller';
import { RoutingsController } from './v1/routings.controller';
import { SalesOrdersController } from './v1/sales-orders.controller';
import { SerialsController } from './v1/serials.controller';
import { SyncController } from './v1/sync.controller';
import { ScanController } from './v1/scan.controller';
import { CustomerReturnsController } from './v1/customer-returns.controller';
import { PackagesController } from './v1/packages.controller';
import { PickTasksController } from './v1/pick-tasks.controller';
import { ShiftsController } from './v1/shifts.controller';
import { ShipmentsController } from './v1/shipments.controller';
import { WavesController } from './v1/waves.controller';
import { SystemController } from './v1/system.controller';
import { UomsController } from './v1/uoms.controller';
import { WarehousesController } from './v1/warehouses.controller';
import { WorkCentersController } from './v1/work-centers.controller';
import { DowntimeEventsController } from './v1/downtime-events.controller';
import { OeeController } from './v1/oee.controller';
import { ProductionReportsController } from './v1/production-reports.controller';
import { WorkOrderMaterialsController } from './v1/work-order-materials.controller';
import { WorkOrderViewsController } from './v1/work-order-views.controller';
import { WorkOrdersController } from './v1/work-orders.controller';
import { OperationQueueController, OperationRunsController, WorkOrderOperationsController } from './v1/work-order-operations.controller';

/** First refusal wins. */
const GUARDS: Type<CanActivate>[] = [MaintenanceGuard, AuthGuard, DeviceGuard, RateLimitGuard, PermissionGuard];

/** Outermost first: time limit and sending, then the transaction with the idempotency key. Validation runs inside both. */
const INTERCEPTORS: Type<NestInterceptor>[] = [SlaInterceptor, TransactionInterceptor];

export const CONTROLLERS: Type[] = [
  AuthController,
  ClientErrorsController,
  ConflictsController,
  AdjustmentsController,
  MovesController,
  ReplenishmentRulesController,
  ReplenishmentTasksController,
  StatusChangesController,
  TransfersController,
  CountPlansController,
  CountSessionsController,
  CountTasksController,
  DemandsController,
  DeviceOpsController,
  DeviceEnrolmentController,
  DocsController,
  DownloadController,
  ExportsController,
  HealthController,
  InventoryController,
  JobsController,
  LotsController,
  RecallsController,
  SerialsController,
  MeController,
  ImportsController,
  ImportRowsController,
  ImportMappingsController,
  ReportsController,
  ReservationsController,
  SalesOrdersController,
  SyncController,
  ScanController,
  CustomerReturnsController,
  PackagesController,
  PickTasksController,
  ShipmentsController,
  WavesController,
  SystemController,
  BoardStreamController,
  BoardsController,
  BomsController,
  RoutingsController,
  CalendarsController,
  ShiftsController,
  ItemCategoriesController,
  ItemsController,
  LocationsController,
  PartnersController,
  PlanningLoadController,
  PlanningParametersController,
  PlanningRunsController,
  PlanningSuggestionsController,
  PurchaseOrdersController,
  SupplierReturnsController,
  PutawayTasksController,
  InspectionsController,
  ReceiptsController,
  ReasonCodesController,
  UomsController,
  WarehousesController,
  WorkCentersController,
  DowntimeEventsController,
  OeeController,
  WorkOrdersController,
  WorkOrderViewsController,
  WorkOrderMaterialsController,
  ProductionReportsController,
  OperationQueueController,
  OperationRunsController,
  WorkOrderOperationsController,
];

/** What every library may ask of a caller. */
export const PERMISSIONS: readonly PermissionTable[] = [
  rbacPermissions,
  catalogPermissions,
  inventoryPermissions,
  opsPermissions,
  queuePermissions,
  reportPermissions,
  importsPermissions,
  webhooksPermissions,
  alertPermissions,
  healthPermissions,
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

/** What the factory does; each library brings what it needs itself. */
const WORK: readonly Type[] = [
  CatalogModule,
  InventoryModule,
  InboundModule,
  OutboundModule,
  HandlingModule,
  CountingModule,
  TracingModule,
  OfflineModule,
  ScanModule,
  WorkOrdersModule,
  ProductionModule,
  PerformanceModule,
  PlanningModule,
  BoardsModule,
  EngineeringModule,
  ReportsModule,
  ImportsModule,
];

/** The composition root: everything that the api consists of, in the order in which a request meets it. */
@Module({})
export class ApiModule {
  static forRoot(config: ApiConfig): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        DatabaseModule.forRoot(() => databaseOf(config)),
        RedisModule.forRoot(() => ({ url: config.REDIS_URL, connectionName: 'anwen-api', callBudgetMs: config.REDIS_CALL_BUDGET_MS })),
        CursorModule.forRoot(() => config.ANWEN_SECRET_FILE),
        SecretsModule.forRoot(() => config.ANWEN_SECRET_FILE),
        RateLimitModule.forRoot(() => ({ lockScope: config.LOGIN_LOCK_SCOPE, apiPerMinute: config.API_REQUESTS_PER_MINUTE, noteExceeded: noteRateExceeded })),
        IdempotencyModule.forRoot({ present: presentAnswer, refuse: problemAnswer, noteReuse: noteKeyReused }),
        StorageModule.forRoot(() => storageOf(config)),
        HealthModule.forRoot(() => ({ storage: storageOf(config) })),
        RbacModule.forRoot(PERMISSIONS, () => ({ publicOrigin: config.PUBLIC_ORIGIN })),
        TenantModule,
        JobsModule,
        ...WORK,
        DevicesModule.forRoot(() => devicesOf(config)),
      ],
      controllers: CONTROLLERS,
      providers: [
        ...GUARDS.map((useClass) => ({ provide: APP_GUARD, useClass })),
        ...INTERCEPTORS.map((useClass) => ({ provide: APP_INTERCEPTOR, useClass })),
        { provide: REQUEST_OBSERVER, useExisting: LatencyRecorder },
      ],
    };
  }
}

export function databaseOf(config: ApiConfig): { url: string; applicationName: string; poolSize: number } {
  return { url: config.DATABASE_URL, applicationName: 'anwen-api', poolSize: config.DATABASE_POOL };
}
