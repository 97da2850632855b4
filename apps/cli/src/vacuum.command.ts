import { ExitCode } from '@anwen/kernel';
import { VACUUM_TABLES, VacuumService, type VacuumOutcome } from '@anwen/ops';
import type { Command } from 'commander';
import { grouped } from './adventureworks/progress';
import { leaf } from './program';
import { withOpsServices } from './services';
import type { Session } from './session';
import { columns } from './terminal';

interface VacuumOptions {
  readonly table?: string[];
}

/** `anwen vacuum run`: what the worker does every night, now. */
export function addVacuum(program: Command): void {
  const vacuum = program.command('vacuum').description('care of the busiest tables');
  leaf<VacuumOptions>(vacuum, 'run', {
    about: 'VACUUM (ANALYZE) one table after the other (exit 75 when one was in use, 1 when one failed)',
    dryRun: true,
    prepare: (command) => command.option('--table <names...>', `some of ${VACUUM_TABLES.join(', ')}`),
    run,
  });
}

async function run(session: Session, { table, dryRun }: VacuumOptions & { dryRun?: boolean }): Promise<number> {
  const tables: readonly string[] = table ?? VACUUM_TABLES;
  const unknown = tables.filter((name) => !(VACUUM_TABLES as readonly string[]).includes(name));
  if (unknown.length > 0) {
    session.terminal.error(`not among the tables of the nightly care: ${unknown.join(', ')}`);
    return ExitCode.usage;
  }
  if (dryRun) {
    session.terminal.data(
      { tables },
      tables.map((name) => `would vacuum ${name}`),
    );
    return ExitCode.ok;
  }
  const signal = session.interrupted;
  const outcomes = await withOpsServices(await session.database(), session.settings.ownerUrl, (services) =>
    services.get(VacuumService).run({ tables, signal }),
  );
  session.terminal.data({ tables: outcomes }, columns([['table', 'outcome', 'ms', 'dead before', 'dead after', 'bytes'], ...outcomes.map(row)]));
  if (outcomes.some((o) => o.outcome === 'failed')) return ExitCode.unexpected;
  return outcomes.every((o) => o.outcome === 'done' || o.outcome === 'absent') ? ExitCode.ok : ExitCode.tryAgain;
}

const row = ({ table, outcome, ms, deadBefore, deadAfter, bytesAfter, problem }: VacuumOutcome): string[] => [
  table,
  problem ? `${outcome} (${problem})` : outcome,
  String(ms),
  ...[deadBefore, deadAfter, bytesAfter].map((n) => (n === undefined ? '-' : grouped(n))),
];
