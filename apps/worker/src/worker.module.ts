import { AlertsModule } from '@anwen/alerts';
import { AuditModule } from '@anwen/audit';
import { CatalogModule } from '@anwen/catalog';
import { DatabaseModule } from '@anwen/database';
import { DevicesModule } from '@anwen/devices';
import { EgressModule, egressPolicyOf } from '@anwen/egress';
import { HealthModule } from '@anwen/health';
import { CursorModule, SecretsModule } from '@anwen/http';
import { IdempotencyModule } from '@anwen/idempotency';
import { ImportsModule } from '@anwen/imports';
import { InventoryModule, LedgerArchive } from '@anwen/inventory';
import { CountingModule } from '@anwen/inventory/counting';
import { HandlingModule } from '@anwen/inventory/handling';
import { TracingModule } from '@anwen/inventory/tracing';
import { MailModule, mailOf } from '@anwen/mail';
import { OfflineModule } from '@anwen/offline';
import { OpsModule } from '@anwen/ops';
import { PlanningModule } from '@anwen/planning';
import { QueueModule } from '@anwen/queue';
import { ActorService } from '@anwen/rbac';
import { RedisModule } from '@anwen/redis';
import { ReportJobsModule } from '@anwen/reports';
import { StorageModule } from '@anwen/storage';
import { WebhooksModule } from '@anwen/webhooks';
import { Module, type DynamicModule } from '@nestjs/common';
import { auditedAlerts } from './audited-alerts';
import { JobActors } from './job-actors';
import { laneOptionsOf, storageOf, type WorkerConfig } from './worker-config';

/** What the jobs need: the same libraries as the api, without its doors. */
@Module({})
export class WorkerModule {
  static forRoot(config: WorkerConfig, database: () => WorkerDatabase = () => databaseOf(config)): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        DatabaseModule.forRoot(database),
        RedisModule.forRoot(() => ({ url: config.REDIS_URL, connectionName: 'anwen-worker' })),
        QueueModule.forRoot(() => laneOptionsOf(config)),
        CursorModule.forRoot(() => config.ANWEN_SECRET_FILE),
        SecretsModule.forRoot(() => config.ANWEN_SECRET_FILE),
        EgressModule.forRoot(() => egressPolicyOf(config)),
        StorageModule.forRoot(() => storageOf(config)),
        HealthModule.forRoot(() => ({ storage: storageOf(config), volumes: config.WATCH_VOLUMES, alerts: auditedAlerts })),
        AlertsModule.forWorker(config.ANWEN_OUTAGE_FILE),
        AuditModule,
        CatalogModule,
        DevicesModule,
        InventoryModule,
        CountingModule,
        HandlingModule,
        TracingModule,
        IdempotencyModule,
        MailModule.forRoot(() => mailOf(config)),
        ImportsModule,
        OfflineModule,
        OpsModule.forRoot({
          ownerUrl: config.DATABASE_OWNER_URL,
          postgresLog: config.POSTGRES_LOG,
          targets: (db, owner, storage) => [new LedgerArchive(db, owner, storage)],
        }),
        PlanningModule,
        ReportJobsModule,
        WebhooksModule,
      ],
      providers: [ActorService, JobActors],
    };
  }

  /** The same for a child process, which does one job at a time. */
  static forChild(config: WorkerConfig): DynamicModule {
    return WorkerModule.forRoot(config, () => ({ ...databaseOf(config), applicationName: 'anwen-worker-child', poolSize: CHILD_POOL }));
  }
}

type WorkerDatabase = ReturnType<typeof databaseOf>;

/** A job, its progress, and two that read ahead. */
const CHILD_POOL = 4;
/**
 * Opened as needed: two for each of the 8 ticks at most at once (the lock's keeper and the work), two for each of the 8 slots of the
 * lanes, and eight for relay, dispatcher, reconciler and the services beside them.
 */
const POOL = 40;

export function databaseOf(config: WorkerConfig): { url: string; applicationName: string; poolSize: number } {
  return { url: config.DATABASE_URL, applicationName: 'anwen-worker', poolSize: POOL };
}
