import { randomBytes } from 'node:crypto';
import type { Tx } from '@anwen/database';
import { CursorCodec, PAGE_LIMIT_MAX } from '@anwen/kernel';
import { DeadJobQuery, DeadJobService, JobService } from '@anwen/outbox';
import { InvalidArgumentError, type Command } from 'commander';
import { leaf } from './program';
import type { Session } from './session';
import { columns } from './terminal';

/** As the console asks for it. */
const REASON_LENGTH = { min: 3, max: 500 };

/** `anwen queue stats|dead|retry|discard`: the queue from its truth in PostgreSQL, so it also answers while Redis is away. */
export function addQueue(program: Command): void {
  const noun = program.command('queue').description('background jobs');
  leaf(noun, 'stats', { about: 'how full each lane is and how long its oldest job waits', run: stats });
  leaf<{ limit: number }>(noun, 'dead', {
    about: 'jobs that failed for good and that nobody has decided about, newest first',
    run: dead,
    prepare: (c) => c.option('--limit <n>', 'how many', readLimit, 50),
  });
  leaf<{ dryRun?: boolean }>(noun, 'retry <id>', { about: 'try a dead job again, as a new job', dryRun: true, run: retry });
  leaf<{ reason: string; dryRun?: boolean }>(noun, 'discard <id>', {
    about: 'give a dead job up',
    dryRun: true,
    run: discard,
    prepare: (c) => c.requiredOption('--reason <text>', 'why it may be given up; kept with the job and in the audit log', readReason),
  });
}

/** Cursors never leave this process. */
const cursors = (): CursorCodec => new CursorCodec(randomBytes(32));

async function stats(session: Session): Promise<void> {
  const database = await session.database();
  const found = await database.read(session.everything, (tx) => new JobService(cursors()).stats(tx));
  const rows = found.lanes.map((l) => [l.lane, l.waiting, l.deferred, l.queued, l.running, l.oldestWaitSeconds ?? '-', l.done, l.failed].map(String));
  const head = ['lane', 'waiting', 'deferred', 'queued', 'running', 'oldest (s)', 'done (1 h)', 'failed (1 h)'];
  session.terminal.data(found, [...columns([head, ...rows]), `dead: ${found.dead}`]);
}

async function dead(session: Session, { limit }: { limit: number }): Promise<void> {
  const database = await session.database();
  const query = Object.assign(new DeadJobQuery(), { limit });
  const { items } = await database.read(session.everything, (tx) => new DeadJobService(cursors()).list(tx, session.actor, query));
  const rows = items.map((job) => [job.id, job.name, job.lane, job.diedAt, `${job.attempts}×`, job.problem.code]);
  session.terminal.data(items, items.length > 0 ? columns(rows) : ['no dead jobs']);
}

async function retry(session: Session, { dryRun }: { dryRun?: boolean }, [id]: string[]): Promise<void> {
  const job = await decide(session, dryRun, (tx) => new DeadJobService(cursors()).retry(tx, session.actor, id!));
  const line = dryRun ? `would try ${job.name} again` : `${job.name} is tried again as job ${job.id}`;
  session.terminal.data({ dryRun: dryRun === true, job }, [line]);
}

async function discard(session: Session, { reason, dryRun }: { reason: string; dryRun?: boolean }, [id]: string[]): Promise<void> {
  const job = await decide(session, dryRun, (tx) => new DeadJobService(cursors()).discard(tx, session.actor, id!, reason));
  session.terminal.data({ dryRun: dryRun === true, job }, [`${dryRun ? 'would give up' : 'gave up'} ${job.name} (${id})`]);
}

class NotReally<T> {
  constructor(readonly would: T) {}
}

/** With --dry-run everything is done and then rolled back: what is refused in earnest is refused here, too. */
async function decide<T>(session: Session, dryRun: boolean | undefined, work: (tx: Tx) => Promise<T>): Promise<T> {
  const database = await session.database();
  try {
    return await database.transaction(session.everything, async (tx) => {
      const done = await work(tx);
      if (dryRun) throw new NotReally(done);
      return done;
    });
  } catch (error) {
    if (error instanceof NotReally) return error.would as T;
    throw error;
  }
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_LIMIT_MAX) throw new InvalidArgumentError(`it must be a number from 1 to ${PAGE_LIMIT_MAX}`);
  return limit;
}

function readReason(text: string): string {
  const reason = text.trim();
  if (reason.length < REASON_LENGTH.min || reason.length > REASON_LENGTH.max)
    throw new InvalidArgumentError(`it must have ${REASON_LENGTH.min} to ${REASON_LENGTH.max} characters`);
  return reason;
}
