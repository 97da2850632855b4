import { Logger } from '@nestjs/common';
import type { Database } from '@anwen/database';
import { NO_SCOPE, OncePer, principalOf, systemActor, type Actor, type RequestContext } from '@anwen/kernel';
import { audit, type AuditDetail, type AuditSubject } from './audit';
import type { AuditAction } from './dictionary';

/** Whoever is refused in a loop must not fill the log. */
const EVERY_MS = 60_000;
const keysNoted = new OncePer(EVERY_MS);
const limitsNoted = new OncePer(EVERY_MS);

export interface AuditEntry extends AuditDetail {
  readonly subject: AuditSubject;
}

/** Keeps what has no transaction to travel with (a refusal, a start): in a small one of its own, and never at the cost of the answer. */
export async function recordApart(database: Database, actor: Actor, action: AuditAction, { subject, ...detail }: AuditEntry): Promise<void> {
  try {
    await database.transaction({ actor, scope: NO_SCOPE }, async (tx) => audit.record(tx, actor, action, subject, detail));
  } catch (error) {
    new Logger('audit').warn({ msg: `${action} could not be recorded`, error: (error as Error).message });
  }
}

/** A key came back with another request: a client's bug, or somebody who tries. Once a minute for each key. */
export async function noteKeyReused(database: Database, actor: Actor, key: string): Promise<void> {
  if (!keysNoted.isDue(`${principalOf(actor)}:${key}`)) return;
  await recordApart(database, actor, 'idempotency.key_reused', { subject: { type: 'idempotency_key', id: key } });
}

/** Somebody asked too often. Once a minute for each principal (or network, while nobody has signed in) and policy. */
export async function noteRateExceeded(database: Database, context: RequestContext, refused: { policy: string; tracker: string }): Promise<void> {
  if (!limitsNoted.isDue(`${refused.policy}:${refused.tracker}`)) return;
  const actor = context.actor ?? { ...systemActor('anonymous'), ip: context.ip, requestId: context.requestId };
  const subject = { type: 'rate_limit', id: refused.policy };
  await recordApart(database, actor, 'ratelimit.exceeded', { subject, diff: { who: refused.tracker, route: context.route } });
}
