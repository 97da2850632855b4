import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '@anwen/audit';
import { Database, EXPECTED_SCHEMA_VERSION, migrate, readMigrations, readSchemaVersion, type MigrationReport } from '@anwen/database';
import { ExitCode } from '@anwen/kernel';
import { syncPermissions } from '@anwen/rbac';
import type { Command } from 'commander';
import { leaf } from './program';
import type { Session } from './session';
import { permissionTables } from './services';
import { ROOT } from './settings';

const DIRECTORY = join(ROOT, 'migrations');

/** `anwen migrate up|status` */
export function addMigrate(program: Command): void {
  const noun = program.command('migrate').description('the database schema');
  leaf<{ dryRun?: boolean }>(noun, 'up', { about: 'bring the schema to the version of this program', dryRun: true, run: up });
  leaf(noun, 'status', { about: 'show the schema version and what is pending (exit 78 when it differs)', run: status });
}

async function up(session: Session, options: { dryRun?: boolean }): Promise<number | void> {
  if (options.dryRun) return status(session).then(() => ExitCode.ok);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const report = await migrate(session.settings.ownerUrl, DIRECTORY, version);
  await bringAlong(session, report);
  const lines = report.applied.map((m) => `applied ${m.name} (${m.ms} ms)`);
  session.terminal.data(report, [...lines, `schema version ${report.to}${lines.length === 0 ? ', nothing to do' : ''}`]);
}

/** Permissions and preset roles belong to the program's version like the schema does; who migrated it is in the audit. */
async function bringAlong(session: Session, report: MigrationReport): Promise<void> {
  const database = await Database.connect({ url: session.settings.ownerUrl, applicationName: 'anwen-migrate', poolSize: 1 });
  try {
    await database.transaction(session.everything, async (tx) => {
      await syncPermissions(tx, permissionTables);
      if (report.applied.length === 0) return;
      const diff = { version: [report.from, report.to], applied: report.applied.map((m) => m.name) };
      audit.record(tx, session.actor, 'schema.migrated', { type: 'schema', id: String(report.to) }, { diff });
    });
  } finally {
    await database.close();
  }
}

async function status(session: Session): Promise<number> {
  const database = await Database.connect({ url: session.settings.ownerUrl, applicationName: 'anwen-cli', poolSize: 1 }).catch(roleMissing);
  try {
    const found = database ? await readSchemaVersion(database) : 0;
    const pending = (await readMigrations(DIRECTORY)).filter((file) => file.version > found).map((file) => file.name);
    session.terminal.data({ version: found, expected: EXPECTED_SCHEMA_VERSION, pending }, [
      `schema version ${found}, this program expects ${EXPECTED_SCHEMA_VERSION}`,
      ...pending.map((name) => `pending ${name}`),
    ]);
    return found === EXPECTED_SCHEMA_VERSION ? ExitCode.ok : ExitCode.configuration;
  } finally {
    await database?.close();
  }
}

/** The first migration makes the role that every connection works as: without it nothing was migrated yet. */
function roleMissing(error: unknown): undefined {
  if (/role "anwen_app" does not exist/.test((error as Error).message)) return undefined;
  throw error;
}
