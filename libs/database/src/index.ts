export { Database, type DatabaseOptions, type TransactionOptions } from './database';
export { PremisesChanged, databaseErrors, sqlState, violatedConstraint } from './database.errors';
export { DatabaseModule } from './database.module';
export { runExclusively } from './exclusive';
export { MigrationRefused, migrate, readMigrations, type MigrationFile, type MigrationReport } from './migrations';
export { EXPECTED_SCHEMA_VERSION, SchemaMismatchError, readSchemaVersion, requireSchemaVersion, type SchemaReader } from './schema-version';
export { DatabaseUnreachable, UnsafeDatabaseRole, requireReadyDatabase, watchSchema } from './startup';
export type { DeferredInsert, Tx, WakeChannel } from './transaction';
export type { WakeUpListener } from './wake-up';
