import { Injectable } from '@nestjs/common';
import { noteRateExceeded } from '@anwen/audit';
import { Database } from '@anwen/database';
import { contextOf } from '@anwen/http';
import { AppError, systemClock } from '@anwen/kernel';
import { CounterStore, UNKNOWN_TOKEN_POLICY, exceeded, networkTrackerOf } from '@anwen/rate-limit';
import { rbacErrors } from './rbac.errors';
import { SessionService } from './session.service';
import type { Bearer } from './session.store';
import { looksLikeToken, tokenHash } from './token.rules';

/** A token that nobody holds is not asked for again this long: a forgotten screen with an ended session counts once. */
const REMEMBER_MS = 60_000;
/** Emptied rather than grown; then the database is asked again. */
const REMEMBERED_MAX = 10_000;

/**
 * Authenticates, and counts tokens that nobody holds by their network: random ones must not hammer the database. Once a
 * network has spent its share, only tokens that this process has seen to be good are looked up, so that whoever shares
 * the address with the guesser (a factory behind one router) goes on working.
 */
@Injectable()
export class UnknownTokens {
  private readonly refused = new Map<string, number>();
  private readonly closed = new Map<string, number>();

  constructor(
    private readonly sessions: SessionService,
    private readonly counters: CounterStore,
    private readonly database: Database,
  ) {}

  /** @throws rbac.unauthenticated, rbac.session_ended, rate_limit.exceeded */
  async authenticate(request: object, token: string): Promise<Bearer> {
    const now = systemClock.now().getTime();
    const key = tokenHash(token).toString('base64');
    if ((this.refused.get(key) ?? 0) > now) throw looksLikeToken(token) ? rbacErrors.session_ended() : rbacErrors.unauthenticated();
    const network = networkTrackerOf(request);
    const closedFor = (this.closed.get(network) ?? 0) - now;
    if (closedFor > 0 && !this.sessions.hasSeen(token)) throw exceeded(UNKNOWN_TOKEN_POLICY, { allowed: false, remaining: 0, resetMs: closedFor });
    try {
      return await this.sessions.authenticate(token);
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 401) throw error;
      remember(this.refused, key, now + REMEMBER_MS);
      await this.count(request, network);
      throw error;
    }
  }

  /** @throws rate_limit.exceeded when the share of the network is spent */
  private async count(request: object, network: string): Promise<void> {
    const verdict = await this.counters.take(UNKNOWN_TOKEN_POLICY, network);
    if (verdict.allowed) return;
    remember(this.closed, network, systemClock.now().getTime() + verdict.resetMs);
    await noteRateExceeded(this.database, contextOf(request), { policy: UNKNOWN_TOKEN_POLICY.name, tracker: network });
    throw exceeded(UNKNOWN_TOKEN_POLICY, verdict);
  }
}

function remember(map: Map<string, number>, key: string, until: number): void {
  if (map.size >= REMEMBERED_MAX) map.clear();
  map.set(key, until);
}
