import { noteRateExceeded } from '@anwen/audit';
import { Database } from '@anwen/database';
import { contextOf } from '@anwen/http';
import { systemClock } from '@anwen/kernel';
import { CounterStore, UNKNOWN_TOKEN_POLICY, exceeded, networkTrackerOf } from '@anwen/rate-limit';
import { Injectable } from '@nestjs/common';

/** A device that does not exist is not asked for again this long. */
const REMEMBER_MS = 60_000;
/** Emptied rather than grown; then the database is asked again. */
const REMEMBERED_MAX = 10_000;

/**
 * Counts signatures that are worth nothing by their network, with the tokens that nobody holds: random ones must not hammer the
 * database. Once a network has spent its share, only devices that have signed well here before are looked at, so that the others
 * behind the same router go on working.
 */
@Injectable()
export class UnknownDevices {
  private readonly unknown = new Map<string, number>();
  private readonly closed = new Map<string, number>();
  private readonly known = new Map<string, number>();

  constructor(
    private readonly counters: CounterStore,
    private readonly database: Database,
  ) {}

  /** @throws rate_limit.exceeded */
  requireOpen(request: object, id: string): void {
    const closedFor = (this.closed.get(networkTrackerOf(request)) ?? 0) - systemClock.now().getTime();
    if (closedFor > 0 && !this.known.has(id)) throw exceeded(UNKNOWN_TOKEN_POLICY, { allowed: false, remaining: 0, resetMs: closedFor });
  }

  isUnknown(id: string): boolean {
    return (this.unknown.get(id) ?? 0) > systemClock.now().getTime();
  }

  know(id: string): void {
    if (!this.known.has(id)) remember(this.known, id, 0);
  }

  /** @param unknownId the device that does not exist; null for a wrong signature of one that does. @throws rate_limit.exceeded */
  async count(request: object, unknownId: string | null): Promise<void> {
    const now = systemClock.now().getTime();
    if (unknownId !== null) remember(this.unknown, unknownId, now + REMEMBER_MS);
    const network = networkTrackerOf(request);
    const verdict = await this.counters.take(UNKNOWN_TOKEN_POLICY, network);
    if (verdict.allowed) return;
    remember(this.closed, network, now + verdict.resetMs);
    await noteRateExceeded(this.database, contextOf(request), { policy: UNKNOWN_TOKEN_POLICY.name, tracker: network });
    throw exceeded(UNKNOWN_TOKEN_POLICY, verdict);
  }
}

function remember(map: Map<string, number>, key: string, until: number): void {
  if (map.size >= REMEMBERED_MAX) map.clear();
  map.set(key, until);
}
