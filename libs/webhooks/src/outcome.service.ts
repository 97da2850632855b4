import { Injectable } from '@nestjs/common';
import { alerts } from '@anwen/alerts';
import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { Attempted } from './attempt.service';
import { delayAfter, healthAfter, LADDER_MS, type DisabledReason } from './delivery.rules';
import { SendingStore, type ClaimedDelivery, type EndpointHealth, type EndedState } from './sending.store';
import { WaitingStore } from './waiting.store';

/** Writes down how an attempt ended and what follows from it. */
@Injectable()
export class WebhookOutcome {
  constructor(
    private readonly store: SendingStore,
    private readonly waiting: WaitingStore,
  ) {}

  /** False when the lease was lost meanwhile: somebody else sends it again, under the same webhook-id. */
  async record(tx: Tx, delivery: ClaimedDelivery, attempt: Attempted, at: { readonly now: Date; readonly random: number }): Promise<boolean> {
    const endpoint = await this.store.lockEndpoint(tx, delivery.webhookId);
    const delay = delayAfter({ attempts: delivery.attempts, ladder: await this.ladder(tx), retryAfterMs: attempt.retryAfterMs, random: at.random });
    const died = attempt.error !== null && (delay === undefined || delivery.isTest);
    const health = healthAfter(endpoint, { error: attempt.error, died: died && !delivery.isTest, now: at.now });
    const disable = endpoint.active && !delivery.isTest ? health.disable : null;
    const state = stateAfter(attempt, { died, off: !endpoint.active || disable !== null });
    const nextAttemptAt = delay === undefined || attempt.error === null ? null : new Date(at.now.getTime() + delay);
    const mine = await this.store.finish(tx, delivery, { state, nextAttemptAt, status: attempt.status, error: attempt.error });
    await this.store.noteAttempt(tx, delivery, attempt);
    if (!mine) return false;
    // A test says nothing about the endpoint's deliveries: it neither opens the breaker nor closes it, and whoever made it sees its result.
    if (delivery.isTest) return true;
    await this.store.noteHealth(tx, delivery.webhookId, health, { ok: attempt.error === null, now: at.now });
    await this.tell(tx, endpoint, { delivery, attempt, died: state === 'dead' });
    if (disable !== null) await this.switchOff(tx, delivery, endpoint, disable);
    return true;
  }

  private async tell(tx: Tx, endpoint: EndpointHealth, { delivery, attempt, died }: Ending): Promise<void> {
    const subject = endpoint.publicId;
    const data = { endpoint: endpoint.name, delivery: delivery.publicId, error: attempt.error, status: attempt.status };
    if (attempt.error === 'BLOCKED_TARGET') await alerts.raise(tx, { code: 'webhook.blocked', subject, data });
    else if (attempt.error === null) await alerts.resolve(tx, 'webhook.blocked', subject);
    if (!died) return;
    await alerts.raise(tx, { code: 'webhook.dead', subject, data });
    audit.record(
      tx,
      tx.actor,
      'webhook.delivery.dead',
      { type: 'webhook_delivery', id: delivery.publicId },
      { diff: { ...data, attempts: delivery.attempts } },
    );
  }

  private async switchOff(tx: Tx, delivery: ClaimedDelivery, endpoint: EndpointHealth, reason: DisabledReason): Promise<void> {
    await this.store.disable(tx, delivery.webhookId, reason);
    await this.waiting.move(tx, { id: delivery.webhookId, goal: 'pause' });
    await alerts.raise(tx, { code: 'webhook.disabled', subject: endpoint.publicId, data: { endpoint: endpoint.name, reason } });
    audit.record(tx, tx.actor, 'webhook.disabled.auto', { type: 'webhook', id: endpoint.publicId }, { reason });
  }

  /** The tenant's own ladder counts when it is one; nonsense in the settings must not stop deliveries. */
  private async ladder(tx: Tx): Promise<readonly number[]> {
    const own = await this.store.ladder(tx);
    const valid = Array.isArray(own) && own.length >= 1 && own.length <= 20 && own.every((s) => Number.isInteger(s) && s >= 1 && s <= 604_800);
    return valid ? (own as number[]).map((seconds) => seconds * 1_000) : LADDER_MS;
  }
}

interface Ending {
  readonly delivery: ClaimedDelivery;
  readonly attempt: Attempted;
  readonly died: boolean;
}

function stateAfter({ error }: Attempted, { died, off }: { died: boolean; off: boolean }): EndedState {
  if (error === null) return 'delivered';
  if (died) return 'dead';
  return off ? 'paused' : 'pending';
}
