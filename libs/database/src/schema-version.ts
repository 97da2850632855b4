import { ExitCode } from '@anwen/kernel';

/** The schema that this code was written for: the number of the newest file in `migrations/` (a check compares). */
export const EXPECTED_SCHEMA_VERSION = 23;

/** The database is older or newer than the code: the process ends with 78 and binds no port. */
export class SchemaMismatchError extends Error {
  readonly exitCode = ExitCode.configuration;

  constructor(
    readonly found: number,
    readonly expected = EXPECTED_SCHEMA_VERSION,
  ) {
    super(`schema version mismatch: the database has ${found}, this program expects ${expected}; run: npx anwen migrate up`);
    this.name = 'SchemaMismatchError';
  }
}

/** Anything that runs SQL: the Database, or a bare client in the migration runner. */
export interface SchemaReader {
  query<R>(sql: string): Promise<R[]>;
}

/** 0 when the database was never migrated. */
export async function readSchemaVersion(reader: SchemaReader): Promise<number> {
  const [present] = await reader.query<{ found: boolean }>(`SELECT to_regclass('sys_schema_version') IS NOT NULL AS found`);
  if (!present?.found) return 0;
  const [row] = await reader.query<{ version: number }>('SELECT coalesce(max(version), 0)::int AS version FROM sys_schema_version');
  return row?.version ?? 0;
}

/** @throws SchemaMismatchError (R8.2). */
export async function requireSchemaVersion(reader: SchemaReader): Promise<void> {
  const found = await readSchemaVersion(reader);
  if (found !== EXPECTED_SCHEMA_VERSION) throw new SchemaMismatchError(found);
}
