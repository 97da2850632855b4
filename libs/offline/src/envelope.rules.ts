import { readBody } from '@anwen/http';
import { isUuid, type AppError } from '@anwen/kernel';
import { DeviceOpInput } from './device-op.dto';

/** One entry of a batch: an operation, or what is left of one that has no form. */
export type Envelope = { readonly op: DeviceOpInput } | Malformed;

export interface Malformed {
  readonly refusal: AppError;
  readonly opId: string | null;
  readonly seq: number | null;
  /** What can be kept of it, as long as it says which operation it is. */
  readonly kept: DeviceOpInput | null;
}

/** Judges an entry by itself: what one app has garbled must not hold up the work around it. */
export function readEnvelope(entry: unknown): Envelope {
  try {
    return { op: readBody(DeviceOpInput, entry) };
  } catch (error) {
    const given = (typeof entry === 'object' && entry !== null ? entry : {}) as Partial<Record<keyof DeviceOpInput, unknown>>;
    const opId = typeof given.opId === 'string' && isUuid(given.opId) ? given.opId.toLowerCase() : null;
    const seq = Number.isSafeInteger(given.seq) && (given.seq as number) >= 0 ? (given.seq as number) : null;
    return { refusal: error as AppError, opId, seq, kept: opId === null ? null : salvage(given, { opId, seq: seq ?? 0 }) };
  }
}

function salvage({ type, occurredAt, body }: Partial<Record<keyof DeviceOpInput, unknown>>, { opId, seq }: { opId: string; seq: number }): DeviceOpInput {
  return {
    opId,
    seq,
    type: typeof type === 'string' && /^[a-z_.]{1,60}$/.test(type) ? type : 'unknown',
    occurredAt: typeof occurredAt === 'string' ? occurredAt : new Date().toISOString(),
    body: typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {},
  };
}

/** The device's own order; two of the same number stay as they came, and what has no number comes last. */
export function inOrder(entries: readonly unknown[]): Envelope[] {
  const seqOf = (one: Envelope): number => ('op' in one ? one.op.seq : (one.seq ?? Number.MAX_SAFE_INTEGER));
  return entries.map(readEnvelope).sort((a, b) => seqOf(a) - seqOf(b));
}
