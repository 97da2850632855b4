import type { Database } from '@anwen/database';
import type { ObjectStorage } from '@anwen/storage';
import { ExportTarget, UploadTarget } from './file-targets';
import type { RetentionTarget } from './retention-target';
import { RowArchiveTarget } from './row-archive';
import { ARCHIVED_TABLES, ROW_TABLES } from './row-tables';
import { RowTarget } from './row-target';

/** Everything that goes by age; the stock ledger brings its own way (LedgerArchive of @anwen/inventory). */
export function platformTargets(database: Database, storage: ObjectStorage): RetentionTarget[] {
  return [
    ...ARCHIVED_TABLES.map((rows) => new RowArchiveTarget(database, storage, rows)),
    new ExportTarget(database),
    new UploadTarget(database, storage),
    ...ROW_TABLES.map((rows) => new RowTarget(database, rows)),
  ];
}
