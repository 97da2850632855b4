import { AuditModule } from '@anwen/audit';
import { CatalogModule } from '@anwen/catalog';
import { DatabaseModule } from '@anwen/database';
import { EgressModule, egressPolicyOf } from '@anwen/egress';
import { HealthModule } from '@anwen/health';
import { CursorModule, SecretsModule } from '@anwen/http';
import { IdempotencyModule } from '@anwen/idempotency';
import { InventoryModule } from '@anwen/inventory';
import { RedisModule } from '@anwen/redis';
import { StorageModule } from '@anwen/storage';
import { Module, type DynamicModule } from '@nestjs/common';
import { storageOf, type WorkerConfig } from './worker-config';

/** What the jobs need: the same libraries as the api, without its doors. */
@Module({})
export class WorkerModule {
  static forRoot(config: WorkerConfig): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        DatabaseModule.forRoot(() => databaseOf(config)),
        RedisModule.forRoot(() => ({ url: config.REDIS_URL, connectionName: 'anwen-worker' })),
        CursorModule.forRoot(() => config.ANWEN_SECRET_FILE),
        SecretsModule.forRoot(() => config.ANWEN_SECRET_FILE),
        EgressModule.forRoot(() => egressPolicyOf(config)),
        StorageModule.forRoot(() => storageOf(config)),
        HealthModule.forRoot(() => ({ storage: storageOf(config) })),
        AuditModule,
        CatalogModule,
        InventoryModule,
        IdempotencyModule,
      ],
    };
  }
}

/** A keeper of the lock and a worker for each job that may run at once. */
export function databaseOf(config: WorkerConfig): { url: string; applicationName: string; poolSize: number } {
  return { url: config.DATABASE_URL, applicationName: 'anwen-worker', poolSize: 12 };
}
