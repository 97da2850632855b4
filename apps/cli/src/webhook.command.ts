import { randomBytes } from 'node:crypto';
import type { Tx } from '@anwen/database';
import { CursorCodec } from '@anwen/kernel';
import { DeliveryService } from '@anwen/webhooks';
import { InvalidArgumentError, type Command } from 'commander';
import { leaf } from './program';
import type { Session } from './session';
import { columns } from './terminal';

/** `anwen webhook list|resend|recover`: the deliveries after an outage of a receiver. */
export function addWebhook(program: Command): void {
  const noun = program.command('webhook').description('events on their way to other systems');
  leaf(noun, 'list', { about: 'the endpoints, their health, and how many deliveries wait, are paused or dead', run: list });
  leaf<{ dryRun?: boolean }>(noun, 'resend <delivery>', { about: 'send one delivery again, under the same webhook-id', dryRun: true, run: resend });
  leaf<{ since: string; dryRun?: boolean }>(noun, 'recover <endpoint>', {
    about: 'send everything again that was not delivered since a moment',
    dryRun: true,
    run: recover,
    prepare: (c) => c.requiredOption('--since <time>', 'RFC 3339, e.g. 2026-11-22T08:00:00+08:00', readInstant),
  });
}

/** Cursors never leave this process. */
const deliveries = (): DeliveryService => DeliveryService.of(new CursorCodec(randomBytes(32)));

async function list(session: Session): Promise<void> {
  const database = await session.database();
  const endpoints = await database.read(session.everything, (tx) => deliveries().endpointList(tx));
  const rows = endpoints.map(({ id, name, url, health }) => [id, name, url, health.state, ...[health.pending, health.paused, health.dead].map(String)]);
  const head = ['id', 'name', 'url', 'state', 'pending', 'paused', 'dead'];
  session.terminal.data({ items: endpoints }, endpoints.length > 0 ? columns([head, ...rows]) : ['no webhook endpoints']);
}

async function resend(session: Session, { dryRun }: { dryRun?: boolean }, [id = '']: string[]): Promise<void> {
  const delivery = await decide(session, dryRun, (tx) => deliveries().replay(tx, session.actor, id));
  session.terminal.data({ dryRun: dryRun === true, delivery }, [`${dryRun ? 'would send' : 'sends'} ${delivery.webhookId} (${delivery.type}) again`]);
}

async function recover(session: Session, { since, dryRun }: { since: string; dryRun?: boolean }, [webhook = '']: string[]): Promise<void> {
  const count = await decide(session, dryRun, (tx) => deliveries().replaySince(tx, session.actor, { webhook, since }));
  session.terminal.data({ dryRun: dryRun === true, deliveries: count }, [`${dryRun ? 'would send' : 'sends'} ${count} deliveries again`]);
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

function readInstant(text: string): string {
  const at = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text) || Number.isNaN(at.getTime())) throw new InvalidArgumentError('it must be a moment as RFC 3339 writes it');
  return at.toISOString();
}
