import type { OpenChannel } from './channel-sender';

/** A channel that failed: again after 30 s, then ever less often, but within ten minutes. */
export const RETRY_MS = 30_000;
const RETRY_MAX_MS = 600_000;

export type Kind = 'page' | 'recovery' | 'digest';

/**
 * Who has what, and which channel rests, in this process. What was sent is known here although the database would not take it down:
 * a disk that is full must not ring every five seconds. Each kind rests by itself: a digest that fails holds back no page.
 */
export class DeliveryMemory {
  private readonly given = new Map<string, Set<string>>();
  private readonly rests = new Map<string, { readonly failures: number; readonly until: number }>();

  has(kind: Kind, channel: OpenChannel, id: string): boolean {
    return this.given.get(keyOf(kind, channel))?.has(id) ?? false;
  }

  give(kind: Kind, channel: OpenChannel, ids: readonly string[]): void {
    const key = keyOf(kind, channel);
    this.rests.delete(key);
    this.given.set(key, new Set([...(this.given.get(key) ?? []), ...ids]));
  }

  /** What is no longer due needs no memory. */
  keepOnly(kind: Kind, ids: readonly string[]): void {
    for (const [key, known] of this.given) if (key.startsWith(`${kind}:`)) this.given.set(key, new Set(ids.filter((id) => known.has(id))));
  }

  failed(kind: Kind, channel: OpenChannel, now: Date): void {
    const key = keyOf(kind, channel);
    const failures = (this.rests.get(key)?.failures ?? 0) + 1;
    this.rests.set(key, { failures, until: now.getTime() + Math.min(RETRY_MS * 2 ** (failures - 1), RETRY_MAX_MS) });
  }

  isResting(kind: Kind, channel: OpenChannel, now: Date): boolean {
    return (this.rests.get(keyOf(kind, channel))?.until ?? 0) > now.getTime();
  }
}

const keyOf = (kind: Kind, { publicId }: OpenChannel): string => `${kind}:${publicId}`;
