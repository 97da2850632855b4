import { EgressRefused, type EgressClient, type AllowedTarget } from '@anwen/egress';
import type { Actor } from '@anwen/kernel';
import type { CreateWebhookDto, UpdateWebhookDto } from './endpoint.dto';
import { requireBearerToken, requireCertificates, requireHeaders, type AuthMode, type OwnHeader } from './endpoint.rules';
import type { EndpointSecrets } from './endpoint-secrets';
import type { EndpointRow, EndpointSettings } from './endpoint.store';
import { webhooksErrors } from './webhooks.errors';
import { unknownTypes } from './webhooks.events';

export interface Intake {
  readonly actor: Actor;
  readonly egress: EgressClient;
  readonly secrets: EndpointSecrets;
  readonly allow: readonly AllowedTarget[];
}

/**
 * Input and what was there before → what will be there, checked as a whole.
 * @throws webhooks.unknown_event_type | webhooks.target_forbidden | webhooks.ip_only_not_allowed | webhooks.risk_ack_required | …
 */
export async function settingsFrom(input: CreateWebhookDto | UpdateWebhookDto, before: EndpointRow | null, intake: Intake): Promise<EndpointSettings> {
  requireSecretsAgain(input, before);
  const authMode = (input.authMode ?? before?.authMode ?? 'hmac_sha256') as AuthMode;
  const next = {
    name: input.name ?? before!.name,
    url: input.url ?? before!.url,
    events: [...new Set(input.events ?? before!.events)],
    authMode,
    caPem: input.caPem === undefined ? (before?.caPem ?? null) : input.caPem,
    ordered: input.ordered ?? before?.ordered ?? false,
    ...bearerOf(input, before, { authMode, secrets: intake.secrets }),
    ...headersFrom(input.headers, before, intake.secrets),
    ...riskOf(input, before, { authMode, intake }),
  };
  const unknown = unknownTypes(next.events);
  if (unknown.length > 0) throw webhooksErrors.unknown_event_type({ types: unknown.slice(0, 10).join(', ') });
  if (next.caPem !== null) requireCertificates(next.caPem);
  await requireTarget(next.url, authMode, intake);
  return next;
}

/** What is write-only must not be readable by pointing it at a host of one's own: another origin gets only what comes with it. */
function requireSecretsAgain(input: CreateWebhookDto | UpdateWebhookDto, before: EndpointRow | null): void {
  if (before === null || input.url === undefined || originOf(input.url) === originOf(before.url)) return;
  const token = before.bearerToken !== null && input.bearerToken === undefined && (input.authMode ?? before.authMode) === 'bearer';
  if (token || (before.headersEnc !== null && input.headers === undefined)) throw webhooksErrors.secret_needed_again();
}

/** Scheme, host and port; nonsense equals nothing and is refused later. */
const originOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).origin : null);

function bearerOf(
  { bearerToken }: { bearerToken?: string | null },
  before: EndpointRow | null,
  { authMode, secrets }: { authMode: AuthMode; secrets: EndpointSecrets },
): Pick<EndpointSettings, 'bearerToken' | 'bearerLast4'> {
  if (authMode !== 'bearer') return { bearerToken: null, bearerLast4: null };
  if (bearerToken === undefined && before?.bearerToken) return { bearerToken: before.bearerToken, bearerLast4: before.bearerLast4 };
  requireBearerToken(bearerToken);
  return { bearerToken: secrets.seal('bearer_token', bearerToken!), bearerLast4: bearerToken!.slice(-4) };
}

function headersFrom(
  headers: readonly OwnHeader[] | undefined,
  before: EndpointRow | null,
  secrets: EndpointSecrets,
): Pick<EndpointSettings, 'headersEnc' | 'headerNames'> {
  if (headers === undefined) return { headersEnc: before?.headersEnc ?? null, headerNames: before?.headerNames ?? [] };
  requireHeaders(headers);
  return { headersEnc: secrets.sealHeaders(headers.map(({ name, value }) => ({ name, value }))), headerNames: headers.map((h) => h.name) };
}

type Risk = Pick<EndpointSettings, 'riskAcknowledgedAt' | 'riskAcknowledgedBy' | 'riskReason'>;
const NO_RISK: Risk = { riskAcknowledgedAt: null, riskAcknowledgedBy: null, riskReason: null };

/** ip_only is a person's decision about one target: another URL asks again. */
function riskOf(
  input: CreateWebhookDto | UpdateWebhookDto,
  before: EndpointRow | null,
  { authMode, intake }: { authMode: AuthMode; intake: Pick<Intake, 'actor' | 'egress'> },
): Risk {
  if (authMode !== 'ip_only') return NO_RISK;
  if (intake.egress.mode !== 'on_prem') throw webhooksErrors.ip_only_not_allowed();
  const sameDecision = before?.authMode === 'ip_only' && (input.url === undefined || input.url === before.url);
  if (sameDecision && input.riskAcknowledged === undefined) {
    return { riskAcknowledgedAt: before.riskAcknowledgedAt, riskAcknowledgedBy: before.riskAcknowledgedBy, riskReason: before.riskReason };
  }
  const reason = input.riskReason?.trim() ?? '';
  if (input.riskAcknowledged !== true || reason === '' || intake.actor.userId === null) throw webhooksErrors.risk_ack_required();
  return { riskAcknowledgedAt: new Date(), riskAcknowledgedBy: intake.actor.userId, riskReason: reason };
}

/**
 * Asks the name server, which is nothing that a transaction waits for gladly: but no row is locked yet, it takes 5 s at
 * most, and every attempt asks again anyway.
 */
async function requireTarget(url: string, authMode: AuthMode, { egress, allow }: Intake): Promise<void> {
  try {
    await egress.require({ url, allow, allowHttp: true, onlyListed: authMode === 'ip_only' });
  } catch (error) {
    throw error instanceof EgressRefused ? webhooksErrors.target_forbidden() : error;
  }
}
