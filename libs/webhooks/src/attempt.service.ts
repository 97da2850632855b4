import { Injectable } from '@nestjs/common';
import { EgressClient, EgressFailed, EgressRefused, type AllowedTarget, type EgressAnswer } from '@anwen/egress';
import { SecretBox, SecretUnreadable } from '@anwen/kernel';
import { deadlineFor, errorOfStatus, retryAfterMs, type AttemptError } from './delivery.rules';
import { EndpointSecrets } from './endpoint-secrets';
import { headersOf, type Signing } from './message.rules';
import type { AttemptFacts, ClaimedDelivery } from './sending.store';

export interface Attempted extends AttemptFacts {
  /** What the receiver asked to wait, when that counts. */
  readonly retryAfterMs: number | undefined;
}

export interface AttemptOptions {
  readonly now: Date;
  readonly allow: readonly AllowedTarget[];
  /** Instead of the one that the size of the payload gives. */
  readonly deadlineMs?: number;
}

/** One attempt: sign, send, and say what came of it. It touches no table. */
@Injectable()
export class WebhookAttempt {
  constructor(
    private readonly egress: EgressClient,
    private readonly box: SecretBox,
  ) {}

  async send(delivery: ClaimedDelivery, { now, allow, deadlineMs }: AttemptOptions): Promise<Attempted> {
    const startedAt = performance.now();
    const facts = { startedAt: now, status: null, resolvedIp: null, snippet: null, retryAfterMs: undefined };
    try {
      const signing = this.openAll(delivery, now);
      const mask = [...signing.secrets, ...(signing.bearerToken === null ? [] : [signing.bearerToken]), ...signing.own.map((h) => h.value)];
      const answer = await this.egress.post({
        url: delivery.url,
        headers: headersOf(delivery.eventId, delivery.body, now, signing),
        body: delivery.body,
        deadlineMs: deadlineMs ?? deadlineFor(delivery.body),
        allow,
        allowHttp: true,
        onlyListed: delivery.authMode === 'ip_only',
        mask: mask.filter((text) => text.length >= 4),
        ...(delivery.caPem !== null && { caPem: delivery.caPem }),
      });
      return answered(answer, now);
    } catch (error) {
      const ms = error instanceof EgressFailed ? error.ms : Math.round(performance.now() - startedAt);
      return { ...facts, ms, resolvedIp: error instanceof EgressFailed ? error.resolvedIp : null, error: reasonOf(error) };
    }
  }

  private openAll(delivery: ClaimedDelivery, now: Date): Signing {
    const secrets = new EndpointSecrets(this.box, delivery.webhookPublicId);
    const { oldSecretEnc, oldSecretUntil, bearerToken, authMode } = delivery;
    const overlaps = oldSecretEnc !== null && oldSecretUntil !== null && oldSecretUntil > now;
    return {
      mode: authMode,
      secrets: [secrets.open('secret_enc', delivery.secretEnc), ...(overlaps ? [secrets.open('old_secret_enc', oldSecretEnc)] : [])],
      bearerToken: authMode === 'bearer' && bearerToken !== null ? secrets.open('bearer_token', bearerToken) : null,
      own: secrets.openHeaders(delivery.headersEnc),
    };
  }
}

function answered({ status, headers, ms, resolvedIp, snippet }: EgressAnswer, now: Date): Attempted {
  return { startedAt: now, ms, status, resolvedIp, snippet, error: errorOfStatus(status), retryAfterMs: retryAfterMs(status, headers['retry-after'], now) };
}

function reasonOf(error: unknown): AttemptError {
  if (error instanceof EgressRefused) return 'BLOCKED_TARGET';
  if (error instanceof SecretUnreadable) return 'SECRET_UNREADABLE';
  if (error instanceof EgressFailed) return error.failure.toUpperCase() as AttemptError;
  throw error;
}
