import { hash } from 'node:crypto';
import { canonicalJson } from '@anwen/idempotency';
import { uuidV5, type AppError } from '@anwen/kernel';
import type { DeviceOpInput } from './device-op.dto';

/** What a device is told of an operation; `deferred` is not kept: the device sends it again. */
export type Told = 'applied' | 'duplicate' | 'conflict' | 'rejected' | 'quarantined' | 'deferred';
/** What is kept for ever. */
export type Verdict = Exclude<Told, 'duplicate' | 'deferred'>;
/** A conflict and a quarantined operation wait for a person, who has it applied as another operation or discards it. */
export type OpState = Verdict | 'resolved' | 'discarded';

/** Answers of the door that say "not now" rather than "no". */
const LATER = new Set([429, 503, 504]);
/** About the state of the world or the sense of the input: a person can do something about it. */
const FOR_A_PERSON = new Set([409, 412, 422]);

/**
 * What a refusal means for the operation. An error of our own (500) is a conflict too: sent again and again it would block the
 * queue behind it, and rejected it would be lost; in the inbox it waits until the fault is mended.
 */
export function verdictOf(error: AppError): 'conflict' | 'rejected' | 'deferred' {
  if (error.definition.retryable || LATER.has(error.status)) return 'deferred';
  return FOR_A_PERSON.has(error.status) || error.status >= 500 ? 'conflict' : 'rejected';
}

/** The same for operations that mean the same: order of properties does not matter, nor when it was sent again. */
export function opHash({ type, body, said }: { readonly type: string; readonly body: object; readonly said?: object }): string {
  return hash('sha256', canonicalJson({ type, body: said ?? body }), 'hex');
}

/** Id under which a second body of a known operation is kept: the same stray always has the same one. */
export function strayId(op: DeviceOpInput, lane: string): string {
  return uuidV5(op.opId, `${lane} ${opHash(op)}`);
}

const PLACE_FIELDS = new Set(['fromLocation', 'toLocation', 'location', 'dock']);

/** Codes of the places that a body names, however deep; they decide whose inbox it belongs to. */
export function placesIn(body: unknown, found: string[] = []): string[] {
  if (typeof body !== 'object' || body === null) return found;
  for (const [name, value] of Object.entries(body)) {
    // Half a character and NUL are in no code, and PostgreSQL takes neither.
    if (typeof value === 'string' && PLACE_FIELDS.has(name) && value.length <= 64 && !/[\0\p{Cs}]/u.test(value)) found.push(value);
    else placesIn(value, found);
  }
  return found;
}

/** Less is the way through the network, not the clock. */
const ON_THE_WAY_MS = 2_000;
/** No clock that anybody works by is wrong by more than a day: such a moment of sending is a mistake of its own. */
const CLOCK_ERROR_MAX_MS = 24 * 3_600_000;

/** By how much the sender's clock is behind ours, to be added to its moments; 0 where it says nothing that helps. */
export function clockError(sentAt: string | undefined, now = Date.now()): number {
  const error = sentAt === undefined ? 0 : now - Date.parse(sentAt);
  return Math.abs(error) > ON_THE_WAY_MS && Math.abs(error) <= CLOCK_ERROR_MAX_MS ? error : 0;
}

/** A moment of the sender's clock by ours. */
export const setRight = (at: string, errorMs: number): string => (errorMs === 0 ? at : new Date(Date.parse(at) + errorMs).toISOString());

/** Fields in which the body of an operation says itself when it was done. */
export const MOMENT_FIELDS = ['occurredAt', 'countedAt'] as const;

/** An operation by our clock, the moments in its body too; `said` is its body as it came, by which it is known when it comes again. */
export function byOurClock<T extends { readonly occurredAt: string; readonly body: Record<string, unknown> }>(op: T, errorMs: number): T & { said?: object } {
  if (errorMs === 0) return op;
  const moments = MOMENT_FIELDS.flatMap((name) => {
    const at = op.body[name];
    // What is no moment is refused by the action itself, in its own words.
    return typeof at === 'string' && Math.abs(Date.parse(at)) < LATEST ? [[name, setRight(at, errorMs)]] : [];
  });
  return { ...op, occurredAt: setRight(op.occurredAt, errorMs), body: { ...op.body, ...Object.fromEntries(moments) }, said: op.body };
}

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(9999, 11, 31);

/** A moment as PostgreSQL takes it: JavaScript knows offsets and years that it does not. */
export function storableMoment(at: string): string {
  const time = Date.parse(at);
  return new Date(Number.isNaN(time) ? Date.now() : Math.min(Math.max(time, EARLIEST), LATEST)).toISOString();
}
