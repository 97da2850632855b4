import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { rbacErrors } from './rbac.errors';
import { SessionStore, type Bearer, type NewSession } from './session.store';
import { API_KEY_PREFIX, looksLikeToken, newSessionToken, tokenHash } from './token.rules';

/** A revoked credential must stop within a second; 900 ms leave room for the query itself. */
const CACHE_MS = 900;
/** 5 000 credentials in use within one second are far beyond 50 users; the cache is emptied rather than grown. */
const CACHE_LIMIT = 5_000;
/** Days of sign-ins of 50 users; emptied rather than grown. */
const SEEN_LIMIT = 20_000;
/** Absolute limits: a working day in the browser, a month on an enrolled hand-held. */
const LIFETIME_S = { web: 12 * 3600, cli: 12 * 3600, pda: 30 * 24 * 3600 } as const;

export interface OpenedSession {
  readonly id: Id;
  /** Shown once; only its hash is stored. */
  readonly token: string;
  readonly expiresAt: Date;
}

const digestOf = (token: string): string => tokenHash(token).toString('base64');

/** Opaque, revocable sessions and the check of every credential. */
@Injectable()
export class SessionService {
  private readonly cache = new Map<string, { bearer: Promise<Bearer | undefined>; until: number }>();

  /** Digests of tokens that were good at some time; says nothing about now. */
  private readonly seen = new Set<string>();

  constructor(private readonly store: SessionStore) {}

  /** Always a fresh token: nobody can prepare a session for somebody else to sign in to. */
  async open(tx: Tx, who: Omit<NewSession, 'tokenHash' | 'lifetimeSeconds'>): Promise<OpenedSession> {
    const token = newSessionToken();
    const row = await this.store.insert(tx, { ...who, tokenHash: tokenHash(token), lifetimeSeconds: LIFETIME_S[who.client] });
    this.see(token);
    return { id: row.id, token, expiresAt: row.expiresAt };
  }

  /** Who holds the token, at most a second ago. @throws rbac.session_ended when nobody does any more. */
  async authenticate(token: string): Promise<Bearer> {
    if (!looksLikeToken(token)) throw rbacErrors.unauthenticated();
    const bearer = await this.lookUp(token);
    if (!bearer) throw rbacErrors.session_ended();
    this.see(token);
    return bearer;
  }

  /** Whether this process opened or accepted the token before: no stranger's guess. */
  hasSeen(token: string): boolean {
    return this.seen.has(digestOf(token));
  }

  async revoke(tx: Tx, sessionId: Id): Promise<void> {
    await this.store.revoke(tx, sessionId);
    this.cache.clear();
  }

  async revokeToken(tx: Tx, token: string): Promise<void> {
    await this.store.revokeByToken(tx, tokenHash(token));
    this.cache.clear();
  }

  /** Ends the sessions on a device: one user's, or everybody's. How many there were. */
  async revokeOnDevice(tx: Tx, deviceId: Id, userId: Id | null = null): Promise<number> {
    const ended = await this.store.revokeOnDevice(tx, deviceId, userId);
    this.cache.clear();
    return ended;
  }

  /** Ends every session of the user; how many there were. */
  async revokeAllOf(tx: Tx, userId: Id): Promise<number> {
    const ended = await this.store.revokeAllOf(tx, userId);
    this.cache.clear();
    return ended;
  }

  /** Ends the sessions that the user has opened by badge; how many there were. */
  async revokeBadgeSessionsOf(tx: Tx, userId: Id): Promise<number> {
    const ended = await this.store.revokeAllOf(tx, userId, 'badge');
    this.cache.clear();
    return ended;
  }

  private see(token: string): void {
    if (this.seen.size >= SEEN_LIMIT) this.seen.clear();
    this.seen.add(digestOf(token));
  }

  private lookUp(token: string): Promise<Bearer | undefined> {
    const key = digestOf(token);
    const now = Date.now();
    const cached = this.cache.get(key);
    if (cached && cached.until > now) return cached.bearer;
    if (this.cache.size >= CACHE_LIMIT) this.cache.clear();
    const bearer = this.ask(token);
    // The second counts from before the question: an answer that was slow to come is not kept longer for it.
    this.cache.set(key, { bearer, until: now + CACHE_MS });
    bearer.then(
      (found) => found ?? this.cache.delete(key),
      () => this.cache.delete(key),
    );
    return bearer;
  }

  private async ask(token: string): Promise<Bearer | undefined> {
    const hash = tokenHash(token);
    const bearer = await (token.startsWith(API_KEY_PREFIX) && token.length > 43 ? this.store.findByApiKey(hash) : this.store.findBySession(hash));
    if (bearer?.stale) await this.store.touch(bearer);
    return bearer;
  }
}
