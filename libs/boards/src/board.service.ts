import { createHash } from 'node:crypto';
import { Database, type Tx } from '@anwen/database';
import { systemActor, type Scope } from '@anwen/kernel';
import { Inject, Injectable, Optional, type OnModuleDestroy } from '@nestjs/common';
import { BoardCache, type Seen } from './board-cache';
import { parseBoardKey, type BoardKey, type BoardKind } from './board-key.rules';
import { BoardReader } from './board-reader.service';
import type { BoardEntryDto } from './board.dto';
import { ReadingGate } from './reading-gate';
import { scopeKeyOf } from './scope-key.rules';

/** Every board's question takes milliseconds; what takes longer is a database in trouble, and the last data is shown. */
const STATEMENT_MS = 2_000;
const TOTAL_MS = 4_000;
const READER = systemActor('board');

/** False for tests that look at single questions. */
export const READS_AHEAD = Symbol('READS_AHEAD');

/** What a screen gets: one board at one moment. */
export interface BoardView extends Seen {
  readonly key: string;
  readonly kind: BoardKind;
}

/** Boards by their keys, each read once for all who see the same. */
@Injectable()
export class BoardService implements OnModuleDestroy {
  private readonly boards: BoardCache;
  private readonly lists: BoardCache;

  constructor(
    private readonly database: Database,
    private readonly reader: BoardReader,
    @Optional() @Inject(READS_AHEAD) readsAhead = true,
  ) {
    const gate = new ReadingGate();
    this.boards = new BoardCache(Date.now, readsAhead, gate);
    this.lists = new BoardCache(Date.now, false, gate);
  }

  onModuleDestroy(): void {
    this.boards.close();
  }

  /** The boards that the scope reaches. @throws boards.unavailable */
  async list(scope: Scope): Promise<BoardEntryDto[]> {
    const seen = await this.lists.get(scopeKeyOf(scope), () => this.read(scope, (tx) => this.reader.list(tx)));
    return JSON.parse(seen.snapshot.data) as BoardEntryDto[];
  }

  /** @throws boards.not_found, also out of scope; boards.unavailable */
  async get(scope: Scope, text: string): Promise<BoardView> {
    const key = parseBoardKey(text);
    const seen = await this.boards.get(cacheKey(scope, key), () => this.read(scope, (tx) => this.reader.read(tx, key)));
    return { key: key.text, kind: key.kind, ...seen };
  }

  /** What the same view was shown last, for the time when nobody can be asked. */
  peek(scope: Scope, text: string): BoardView | undefined {
    const key = parseBoardKey(text);
    const seen = this.boards.peek(cacheKey(scope, key));
    return seen && { key: key.text, kind: key.kind, ...seen };
  }

  private async read(scope: Scope, work: (tx: Tx) => Promise<unknown>): Promise<{ version: string; data: string }> {
    // One moment for all statements: a board must not show an order in two columns.
    const options = { actor: READER, scope, statementTimeoutMs: STATEMENT_MS, totalTimeoutMs: TOTAL_MS, snapshot: true };
    const data = JSON.stringify(await this.database.read(options, work));
    return { data, version: createHash('sha256').update(data).digest('base64url').slice(0, 22) };
  }
}

const cacheKey = (scope: Scope, key: BoardKey): string => `${key.text} ${scopeKeyOf(scope)}`;
