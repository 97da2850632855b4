import { ExitCode } from '@anwen/kernel';
import { RetentionPolicies, RetentionService, type PolicyOutcome, type RetentionPreviewView } from '@anwen/ops';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { grouped } from './adventureworks/progress';
import { leaf } from './program';
import { withOpsServices } from './services';
import type { Session } from './session';
import { columns } from './terminal';

interface RunOptions {
  readonly only?: string;
  readonly budget: string;
  readonly dryRun?: boolean;
}

/** `anwen retention run|preview|status`: what is kept how long, what would go, and taking it away. */
export function addRetention(program: Command): void {
  const retention = program.command('retention').description('how long data is kept, and what takes it away');
  leaf<RunOptions>(retention, 'run', {
    about: 'take away what is past its time (exit 1 when a policy failed, 8 when another run is at work)',
    dryRun: true,
    prepare: (command) =>
      command.option('--only <policy>', 'this policy alone').option('--budget <minutes>', 'stop at a good place after so many minutes', '10'),
    run,
  });
  leaf(retention, 'preview', { about: 'say what a run would take away, change nothing', run: preview });
  leaf(retention, 'status', { about: 'list policies and archives', run: status });
}

async function run(session: Session, options: RunOptions): Promise<number> {
  if (options.dryRun) return preview(session, options);
  const minutes = Number(options.budget);
  if (!Number.isFinite(minutes) || minutes <= 0) {
    session.terminal.error('--budget takes a number of minutes');
    return ExitCode.usage;
  }
  const signal = session.interrupted;
  const outcomes = await withOps(session, (services) =>
    services.get(RetentionService).run({ actor: session.actor, signal, budgetMs: minutes * 60_000, ...(options.only && { only: options.only }) }),
  ).catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ops.busy') throw Object.assign(new Error('another retention run is at work'), { exitCode: ExitCode.locked });
    throw error;
  });
  session.terminal.data({ policies: outcomes }, columns([['policy', 'outcome', 'removed', 'archived', 'files expired'], ...outcomes.map(outcomeRow)]));
  return outcomes.some((o) => o.outcome === 'failed') ? ExitCode.unexpected : ExitCode.ok;
}

async function preview(session: Session, { only }: { only?: string } = {}): Promise<number> {
  const database = await session.database();
  const all = await withOps(session, (services) =>
    database.read(session.everything, (tx) => services.get(RetentionPolicies).preview(tx, session.actor.locale)),
  );
  const seen = all.filter(({ policy }) => only === undefined || policy.key === only);
  session.terminal.data({ policies: seen }, columns([['policy', 'older than', 'rows', 'bytes', 'from', 'to'], ...seen.map(forecastRow)]));
  return ExitCode.ok;
}

async function status(session: Session): Promise<number> {
  const database = await session.database();
  const { policies, archives } = await withOps(session, (services) =>
    database.read(session.everything, async (tx) => {
      const kept = services.get(RetentionPolicies);
      return { policies: await kept.list(tx, session.actor.locale), archives: await kept.archives(tx) };
    }),
  );
  const policyRows = policies.map((p) => [
    p.key,
    `${p.onlineDays} d`,
    p.archiveDays === null ? '-' : `${p.archiveDays} d`,
    p.active ? '' : 'inactive',
    p.label,
  ]);
  const archiveRows = archives.map((a) => [a.source, a.periodStart.slice(0, 10), a.state, grouped(a.rows), grouped(a.bytes), a.expiresAt.slice(0, 10)]);
  session.terminal.data({ policies, archives }, [
    ...columns([['policy', 'online', 'archive', '', ''], ...policyRows]),
    '',
    ...(archives.length === 0 ? ['no archives yet'] : columns([['source', 'from', 'state', 'rows', 'bytes', 'kept until'], ...archiveRows])),
  ]);
  return ExitCode.ok;
}

async function withOps<T>(session: Session, work: (services: INestApplicationContext) => Promise<T>): Promise<T> {
  return withOpsServices(await session.database(), session.settings.ownerUrl, work);
}

const outcomeRow = ({ key, outcome, removed, archived, filesExpired, problem }: PolicyOutcome): string[] => [
  key,
  problem ? `${outcome} (${problem})` : outcome,
  ...[removed, archived, filesExpired].map((n) => (n === undefined ? '-' : grouped(n))),
];

const forecastRow = ({ policy, before, forecast }: RetentionPreviewView): string[] => [
  forecast?.staysOnline ? `${policy.key} (copied, stays online)` : policy.key,
  before.slice(0, 10),
  ...(forecast
    ? [grouped(forecast.rows), grouped(forecast.bytes), forecast.oldest?.slice(0, 10) ?? '-', forecast.newest?.slice(0, 10) ?? '-']
    : ['-', '-', '-', '-']),
];
