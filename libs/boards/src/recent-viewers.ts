import { createHash } from 'node:crypto';
import type { Scope } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { STALE_LIMIT_MS } from './board-cache';

/** What the memory reads from a request. */
export interface ViewerRequest {
  readonly ip: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** 50 users with some screens each; emptied rather than grown. */
const VIEWERS_MAX = 2_000;

/**
 * Who was let in to boards within the last minute, by a digest of what they showed at the door. While the database is gone
 * nobody can be signed in; a screen that was looking at a board a moment ago may go on looking at what it has seen.
 */
@Injectable()
export class RecentViewers {
  private readonly seen = new Map<string, { scope: Scope; until: number }>();

  admit(request: ViewerRequest, scope: Scope): void {
    if (this.seen.size >= VIEWERS_MAX) this.seen.clear();
    this.seen.set(digestOf(request), { scope, until: Date.now() + STALE_LIMIT_MS });
  }

  /** The scope that the same credentials had from the same address. */
  scopeOf(request: ViewerRequest): Scope | undefined {
    const known = this.seen.get(digestOf(request));
    return known && known.until > Date.now() ? known.scope : undefined;
  }

  /** The door has said no to these credentials: whatever it said before is over. */
  forget(request: ViewerRequest): void {
    this.seen.delete(digestOf(request));
  }
}

function digestOf({ ip, headers }: ViewerRequest): string {
  const parts = [ip, headers.authorization, headers.cookie, headers['x-device-id']].map((part) => (typeof part === 'string' ? part : ''));
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
