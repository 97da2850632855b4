import type { WebhookDto } from './endpoint.dto';
import type { EndpointCounts, EndpointRow } from './endpoint.store';

const text = (at: Date | null): string | null => at?.toISOString() ?? null;

/** What the API shows of an endpoint: nothing sealed, not even that it is sealed. */
export function presentEndpoint(row: EndpointRow, counts: EndpointCounts = { pending: 0, paused: 0, dead: 0 }): WebhookDto {
  const { name, url, events, authMode, bearerLast4, headerNames, ordered, active, disabledReason, rowVersion } = row;
  const { riskAcknowledgedAt: acknowledgedAt, riskByName, riskReason } = row;
  return {
    id: row.publicId,
    ...{ name, url, events, authMode, bearerLast4, headerNames, ordered, active, disabledReason, rowVersion },
    hasPrivateCa: row.caPem !== null,
    disabledAt: text(row.disabledAt),
    oldSecretUntil: text(row.oldSecretUntil),
    risk: acknowledgedAt === null ? null : { acknowledgedAt: acknowledgedAt.toISOString(), acknowledgedBy: riskByName ?? '', reason: riskReason ?? '' },
    health: {
      state: !active ? 'disabled' : row.consecutiveFailures > 0 ? 'failing' : 'ok',
      failingSince: text(row.failingSince),
      consecutiveFailures: row.consecutiveFailures,
      breaker: row.breaker,
      lastSuccessAt: text(row.lastSuccessAt),
      lastFailureAt: text(row.lastFailureAt),
      pending: counts.pending,
      paused: counts.paused,
      dead: counts.dead,
    },
    createdAt: row.createdAt.toISOString(),
  };
}
