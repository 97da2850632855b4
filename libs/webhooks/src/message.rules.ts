import { Webhook } from 'standardwebhooks';
import type { AuthMode, OwnHeader } from './endpoint.rules';
import { PAYLOAD_BYTES } from './delivery.rules';

export interface OutgoingEvent {
  readonly type: string;
  readonly timestamp: Date;
  readonly data: Readonly<Record<string, unknown>>;
  readonly tenant: string;
  readonly sequence: string;
}

/** The bytes of an event; `full` when they were too many and the body is the short form with a link. */
export function bodyOf(event: OutgoingEvent, linkToFull: string): { readonly body: string; readonly full: string | null } {
  const text = (data: object): string =>
    JSON.stringify({ type: event.type, timestamp: event.timestamp.toISOString(), data, tenant: event.tenant, sequence: Number(event.sequence) });
  const body = text(event.data);
  if (Buffer.byteLength(body) <= PAYLOAD_BYTES) return { body, full: null };
  const { id } = event.data;
  return { body: text({ ...(typeof id === 'string' && { id }), thin: true, url: linkToFull }), full: body };
}

/** The same for all receivers and all repetitions of an event: receivers recognise a repetition by it. */
export const webhookIdOf = (eventId: string): string => `evt_${eventId}`;

export interface Signing {
  readonly mode: AuthMode;
  /** The current secret, and the one before while it overlaps. */
  readonly secrets: readonly string[];
  readonly bearerToken: string | null;
  readonly own: readonly OwnHeader[];
}

/** Standard Webhooks 1.0: id, time of this attempt, one signature a secret. */
export function headersOf(eventId: string, body: string, at: Date, { mode, secrets, bearerToken, own }: Signing): Record<string, string> {
  const id = webhookIdOf(eventId);
  return {
    ...Object.fromEntries(own.map(({ name, value }) => [name.toLowerCase(), value])),
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Anwen-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    // Who is known by the address alone gets no signature: it could not check one.
    ...(mode !== 'ip_only' && { 'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' ') }),
    ...(mode === 'bearer' && bearerToken !== null && { authorization: `Bearer ${bearerToken}` }),
  };
}
