import type { Id } from '@anwen/kernel';
import type { RelayedEvent } from './subscriber';

/** A poisonous event is tried again after 5 s, 10 s … 5 min, for ever: it is a fact, and a repaired program must hand it on. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;
/** Single events remembered: more means that a subscriber is broken, and then its types rest as a whole. */
export const REMEMBERED = 1_000;

interface Refused {
  readonly type: string;
  readonly times: number;
  readonly nextAt: number;
}

/** Which events a subscriber has refused and when they come again; in memory, because the next process may do better. */
export class RefusedEvents {
  private readonly events = new Map<Id, Refused>();
  private readonly types = new Map<string, Refused>();

  constructor(private readonly most = REMEMBERED) {}

  get size(): number {
    return this.events.size;
  }

  /** What the next batch leaves out. */
  resting(): { events: Id[]; types: string[] } {
    const now = performance.now();
    const of = <K>(all: ReadonlyMap<K, Refused>): K[] => [...all].flatMap(([key, { nextAt }]) => (nextAt > now ? [key] : []));
    return { events: of(this.events), types: of(this.types) };
  }

  isResting({ type }: RelayedEvent): boolean {
    return (this.types.get(type)?.nextAt ?? -Infinity) > performance.now();
  }

  /** All types of which something was refused and not handed on since. */
  get unsettled(): string[] {
    return [...new Set([...this.events.values()].map(({ type }) => type).concat([...this.types.keys()]))];
  }

  /** Answers how often it was refused. */
  note({ sequence, type }: RelayedEvent): number {
    const isKnown = this.events.has(sequence);
    if (isKnown || this.events.size < this.most) return again(this.events, sequence, type);
    return again(this.types, type, type);
  }

  /** They were handed on, by whomever; answers whether one of them had been refused. */
  forgive(events: readonly RelayedEvent[]): boolean {
    if (this.events.size + this.types.size === 0) return false;
    return events.map(({ sequence, type }) => [this.events.delete(sequence), this.types.delete(type)]).some((gone) => gone.includes(true));
  }
}

function again<K>(all: Map<K, Refused>, key: K, type: string): number {
  const times = (all.get(key)?.times ?? 0) + 1;
  all.set(key, { type, times, nextAt: performance.now() + Math.min(FIRST_PAUSE_MS * 2 ** (times - 1), LONGEST_PAUSE_MS) });
  return times;
}
