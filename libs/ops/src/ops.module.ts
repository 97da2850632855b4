import { Database } from '@anwen/database';
import { ObjectStorage } from '@anwen/storage';
import { Module, type DynamicModule } from '@nestjs/common';
import { ArchiveWatch } from './archive-watch.service';
import { ServerWatch } from './server-watch.service';
import { IndexAdviser } from './index-advice.service';
import { OpsReports } from './ops-reports.service';
import { OwnerDatabase } from './owner-database';
import { RetentionPolicies } from './retention-policies.service';
import { RETENTION_TARGETS, RetentionService } from './retention.service';
import { RetentionStore } from './retention.store';
import type { RetentionTarget } from './retention-target';
import { POSTGRES_LOG, SlowLog } from './slow-log.service';
import { SlowQueryReport } from './slow-query-report.service';
import { SlowQueryStore } from './slow-query.store';
import { platformTargets } from './targets';
import { VacuumService } from './vacuum.service';

export interface OpsOptions {
  /** Login of the tables' owner; worker and command line have one, nobody else. */
  readonly ownerUrl?: string | undefined;
  /** File or directory of the server's log. */
  readonly postgresLog?: string | undefined;
  /** What the domain libraries bring besides the platform's tables. */
  readonly targets?: (database: Database, owner: OwnerDatabase, storage: ObjectStorage) => readonly RetentionTarget[];
}

/** Care of the data and of PostgreSQL. Needs the global Database and ObjectStorage. */
@Module({})
export class OpsModule {
  static forRoot(options: OpsOptions = {}): DynamicModule {
    const services = [ArchiveWatch, ServerWatch, IndexAdviser, OpsReports, RetentionPolicies, RetentionService, SlowLog, SlowQueryReport, VacuumService];
    return {
      module: OpsModule,
      providers: [
        ...services,
        RetentionStore,
        SlowQueryStore,
        { provide: OwnerDatabase, useFactory: () => new OwnerDatabase(options.ownerUrl) },
        { provide: POSTGRES_LOG, useFactory: () => options.postgresLog },
        {
          provide: RETENTION_TARGETS,
          inject: [Database, OwnerDatabase, ObjectStorage],
          useFactory: (database: Database, owner: OwnerDatabase, storage: ObjectStorage) => [
            ...(options.targets?.(database, owner, storage) ?? []),
            ...platformTargets(database, storage),
          ],
        },
      ],
      exports: [...services, OwnerDatabase],
    };
  }
}
