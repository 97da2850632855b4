import { hash } from 'node:crypto';
import type { Tx } from '@anwen/database';
import { Answer, CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, scopeFor, type Actor } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { withinScope } from './narrowed-tx';
import type { SyncSource } from './sync-sources';
import { SYNC_PAGE_MAX, type SyncQuery, type SyncSnapshot } from './sync.dto';
import { positionOf, positionText, sightOf, sourcesFor, wordsOf, type SyncPosition } from './sync.rules';
import { SyncStore, type LogState } from './sync.store';

/** One answer while it is filled. */
interface Page {
  readonly parts: Record<string, object[]>;
  readonly tombstones: { part: string; id: string }[];
  room: number;
}

interface Round {
  readonly actor: Actor;
  readonly words: readonly string[];
  readonly sources: readonly SyncSource[];
  readonly position: SyncPosition;
}

/** What a device needs to work without the server: everything once, and then what has changed. */
@Injectable()
export class SyncService {
  constructor(
    private readonly store: SyncStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** One page of the download, with a weak ETag over what it says. @throws offline.part_unknown | page.cursor_invalid */
  async snapshot(tx: Tx, actor: Actor, query: SyncQuery): Promise<Answer> {
    const words = wordsOf(query.parts);
    const sources = sourcesFor(words, actor);
    const state = await this.store.state(tx);
    const binding = ['sync', words];
    const given = query.cursor === undefined ? undefined : positionOf(this.codec.decode(query.cursor, binding));
    const sight = sightOf(actor, sources);
    let reset = !given || !isUsable(given, state, sight);
    const position = given && !reset ? (given.source < 0 ? nextRound(given, state) : given) : beginning(state, sight);
    const empty = (): Page => ({ parts: {}, tombstones: [], room: query.limit ?? SYNC_PAGE_MAX });
    let page = empty();
    let after = await this.fill(tx, { actor, words, sources, position }, page);
    // Each statement sees what was committed by then: changes may have been forgotten while they were read.
    if (position.mode === 'delta') {
      const now = await this.store.state(tx);
      if (!isUsable(position, now, sight)) {
        [reset, page] = [true, empty()];
        after = await this.fill(tx, { actor, words, sources, position: beginning(now, sight) }, page);
      }
    }
    const cursor = this.codec.encode(positionText(after), binding);
    const hasMore = after.source >= 0;
    const body: SyncSnapshot = { parts: page.parts, tombstones: page.tombstones, cursor, hasMore, reset, serverTime: new Date().toISOString() };
    const tag = hash('sha256', JSON.stringify([query.cursor, page.parts, page.tombstones, hasMore, reset]), 'base64url').slice(0, 22);
    return new Answer(body, undefined, { ETag: `W/"${tag}"`, 'Cache-Control': 'private, no-cache' });
  }

  /** Fills the page source by source; answers where the next one begins. `source` -1 = the round is over. */
  private async fill(tx: Tx, round: Round, page: Page): Promise<SyncPosition> {
    const { sources, position } = round;
    let after = position.after;
    for (let i = position.source; i < sources.length; i++) {
      const source = sources[i]!;
      const last = await this.within(tx, round.actor, source, (narrowed) => this.take(narrowed, round, { source, after }, page));
      if (last !== undefined) return { ...position, source: i, after: last };
      after = '0';
    }
    return { ...position, mode: 'delta', source: -1, after: '0' };
  }

  /** Tasks of a kind reach as far as the permission to see them, not as far as the download. */
  private within<T>(tx: Tx, actor: Actor, { permission }: SyncSource, work: (tx: Tx) => Promise<T>): Promise<T> {
    return permission === undefined ? work(tx) : withinScope(tx, scopeFor(actor, permission), work);
  }

  /** Adds what fits; answers the last id when there is more behind it. */
  private async take(tx: Tx, round: Round, at: { source: SyncSource; after: string }, page: Page): Promise<string | undefined> {
    const { actor, words, position } = round;
    const { source, after } = at;
    if (page.room === 0) return after;
    const asking = { userId: actor.userId, words, limit: page.room + 1 };
    if (position.mode === 'full') {
      const rows = await this.store.everything(tx, source, after, asking);
      const kept = rows.slice(0, page.room);
      add(page, source, kept);
      return rows.length > kept.length ? kept.at(-1)!.no : undefined;
    }
    const { since, freedSince } = position;
    const refs = await this.store.changed(tx, source, after, { since, freedSince, limit: page.room + 1 });
    const kept = refs.slice(0, page.room);
    const rows = kept.length === 0 ? [] : await this.store.present(tx, source, kept, asking);
    const there = new Set(rows.map((r) => r.no));
    add(page, source, rows);
    for (const ref of kept) if (!there.has(ref.no)) page.tombstones.push({ part: source.part, id: ref.id });
    page.room -= kept.length - rows.length;
    return refs.length > kept.length ? kept.at(-1)!.no : undefined;
  }
}

function add(page: Page, source: SyncSource, rows: readonly { readonly row: object }[]): void {
  (page.parts[source.part] ??= []).push(...rows.map((r) => r.row));
  page.room -= rows.length;
}

/** Another history, another sight, or a sleep longer than the log remembers: the device begins afresh. */
function isUsable(given: SyncPosition, { history, purgedBefore }: LogState, sight: string): boolean {
  return given.history === history && given.sight === sight && BigInt(given.since) >= BigInt(purgedBefore);
}

/** Everything by id; what changes meanwhile is in the first delta, which begins where this did. */
function beginning({ history, horizon, now }: LogState, sight: string): SyncPosition {
  return { mode: 'full', history, sight, since: horizon, next: horizon, freedSince: now, nextFreedSince: now, source: 0, after: '0' };
}

function nextRound(last: SyncPosition, { horizon, now }: LogState): SyncPosition {
  return { ...last, mode: 'delta', since: last.next, next: horizon, freedSince: last.nextFreedSince, nextFreedSince: now, source: 0, after: '0' };
}
