import { AlertsModule, alertPermissions } from '@anwen/alerts';
import { noteKeyReused, noteRateExceeded } from '@anwen/audit';
import { catalogPermissions } from '@anwen/catalog';
import { DatabaseModule } from '@anwen/database';
import { EgressModule, egressPolicyOf } from '@anwen/egress';
import { HealthModule, LatencyRecorder, healthPermissions } from '@anwen/health';
import { CursorModule, REQUEST_OBSERVER, SecretsModule, SlaInterceptor, presentAnswer, problemAnswer } from '@anwen/http';
import { IdempotencyModule, TransactionInterceptor } from '@anwen/idempotency';
import { inventoryPermissions } from '@anwen/inventory';
import type { PermissionTable } from '@anwen/kernel';
import { MailModule, mailOf } from '@anwen/mail';
import { OpsModule, opsPermissions } from '@anwen/ops';
import { JobsModule, queuePermissions } from '@anwen/outbox';
import { RateLimitGuard, RateLimitModule } from '@anwen/rate-limit';
import { AuthGuard, PermissionGuard, RbacModule, rbacPermissions } from '@anwen/rbac';
import { RedisModule } from '@anwen/redis';
import { importsPermissions } from '@anwen/imports';
import { reportPermissions } from '@anwen/reports';
import { StorageModule } from '@anwen/storage';
import { MaintenanceGuard, TenantModule } from '@anwen/tenant';
import { inboundPermissions } from '@anwen/trade/inbound';
import { outboundPermissions } from '@anwen/trade/outbound';
import { handlingPermissions } from '@anwen/inventory/handling';
import { countingPermissions } from '@anwen/inventory/counting';
import { tracingPermissions } from '@anwen/inventory/tracing';
import { DeviceGuard, DevicesModule, devicesPermissions } from '@anwen/devices';
import { offlinePermissions } from '@anwen/offline';
import { scanPermissions } from '@anwen/scan';
import { workOrdersPermissions } from '@anwen/work-orders/orders';
import { productionPermissions } from '@anwen/work-orders/production';
import { performancePermissions } from '@anwen/work-orders/performance';
import { planningPermissions } from '@anwen/planning';
import { boardsPermissions } from '@anwen/boards';
import { engineeringPermissions } from '@anwen/catalog/engineering';
import { WebhooksModule, webhooksPermissions } from '@anwen/webhooks';
import { Module, type CanActivate, type DynamicModule, type NestInterceptor, type Type } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AlertDesk } from './alert-desk.service';
import { databaseOf, devicesOf, storageOf, type AdminConfig } from './admin-config';
import { AuditTrail } from './audit-trail.service';
import { AlertChannelsController } from './v1/alert-channels.controller';
import { AlertsController } from './v1/alerts.controller';
import { ApiKeysController } from './v1/api-keys.controller';
import { AuditLogsController } from './v1/audit-logs.controller';
import { AppVersionsController } from './v1/app-versions.controller';
import { BadgesController } from './v1/badges.controller';
import { DeptsController } from './v1/depts.controller';
import { DevicesController } from './v1/devices.controller';
import { HealthController } from './v1/health.controller';
import { AdminJobsController, DeadJobsController } from './v1/jobs.controller';
import { OpsController } from './v1/ops.controller';
import { OpsReportsController } from './v1/ops-reports.controller';
import { RetentionController } from './v1/retention.controller';
import { RolesController } from './v1/roles.controller';
import { SchedulesController } from './v1/schedules.controller';
import { OwnProfileController, SessionController } from './v1/session.controller';
import { SettingsController } from './v1/settings.controller';
import { UsersController } from './v1/users.controller';
import { WebhookDeliveriesController } from './v1/webhook-deliveries.controller';
import { WebhookTargetsController } from './v1/webhook-targets.controller';
import { WebhooksController } from './v1/webhooks.controller';

/** First refusal wins; the same row as the api's. */
const GUARDS: Type<CanActivate>[] = [MaintenanceGuard, AuthGuard, DeviceGuard, RateLimitGuard, PermissionGuard];
/** Outermost first. */
const INTERCEPTORS: Type<NestInterceptor>[] = [SlaInterceptor, TransactionInterceptor];

const CONTROLLERS: Type[] = [
  AdminJobsController,
  DeadJobsController,
  AlertChannelsController,
  AlertsController,
  ApiKeysController,
  AuditLogsController,
  AppVersionsController,
  BadgesController,
  DeptsController,
  DevicesController,
  HealthController,
  OpsController,
  OpsReportsController,
  RetentionController,
  OwnProfileController,
  RolesController,
  SchedulesController,
  SessionController,
  SettingsController,
  UsersController,
  WebhookDeliveriesController,
  WebhookTargetsController,
  WebhooksController,
];

/** All permissions of the product: this app shows and gives them away, also those of routes that the api serves. */
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

/** The composition root of the tenant's operations, on a port of its own. */
@Module({})
export class AdminModule {
  static forRoot(config: AdminConfig): DynamicModule {
    return {
      module: AdminModule,
      imports: [
        DatabaseModule.forRoot(() => databaseOf(config)),
        RedisModule.forRoot(() => ({ url: config.REDIS_URL, connectionName: 'anwen-admin', callBudgetMs: config.REDIS_CALL_BUDGET_MS })),
        CursorModule.forRoot(() => config.ANWEN_SECRET_FILE),
        SecretsModule.forRoot(() => config.ANWEN_SECRET_FILE),
        EgressModule.forRoot(() => egressPolicyOf(config)),
        MailModule.forRoot(() => mailOf(config)),
        RateLimitModule.forRoot(() => ({ lockScope: config.LOGIN_LOCK_SCOPE, noteExceeded: noteRateExceeded })),
        IdempotencyModule.forRoot({ present: presentAnswer, refuse: problemAnswer, noteReuse: noteKeyReused }),
        StorageModule.forRoot(() => storageOf(config)),
        HealthModule.forRoot(() => ({ storage: storageOf(config) })),
        RbacModule.forRoot(PERMISSIONS, () => ({ publicOrigin: config.ADMIN_PUBLIC_ORIGIN })),
        AlertsModule,
        DevicesModule.forRoot(() => devicesOf(config)),
        TenantModule,
        OpsModule.forRoot(),
        WebhooksModule,
        JobsModule,
      ],
      controllers: CONTROLLERS,
      providers: [
        AlertDesk,
        AuditTrail,
        ...GUARDS.map((useClass) => ({ provide: APP_GUARD, useClass })),
        ...INTERCEPTORS.map((useClass) => ({ provide: APP_INTERCEPTOR, useClass })),
        { provide: REQUEST_OBSERVER, useExisting: LatencyRecorder },
      ],
    };
  }
}
