import { alerts } from '@anwen/alerts';
import { audit } from '@anwen/audit';
import { Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { logFiles, nextPart, readFrom, type LogFile, type LogPosition } from './log-files';
import { formatOf, parseLog, type LoggedStatement } from './postgres-log.rules';
import { SlowQueryStore, type ShapeFigures } from './slow-query.store';
import { shapeOf } from './sql-shape.rules';

/** Where PostgreSQL writes its log: a file or a directory. Absent: nobody has said so. */
export const POSTGRES_LOG = Symbol('POSTGRES_LOG');

/** A stretch of the log that is read at once. */
const CHUNK_BYTES = 4 << 20;
/** A look reads this many stretches at most; a log that grows faster than 32 MB in 5 s has other troubles. */
const CHUNKS_PER_LOOK = 8;
/** R7.2: what took less is not slow, even when the server logs it. */
const SLOW_MS = 500;
const ALERT_MS = 5_000;
/** An entry of several lines is written at once; whoever waits longer for the rest waits in vain, and the alert with him. */
const SILENCE_MS = 2_000;
const ACTOR = systemActor('slow log');
/**
 * Maintenance and report files take long by their nature; they are in the daily report and wake nobody. Our own statements say
 * so in a comment before them, which the masked text no longer has.
 */
const MAINTENANCE = /^\s*(?:\/\* anwen:(?:maintenance|report) \*\/|(?:vacuum|analyze|reindex|cluster|create (?:unique )?index|alter table|copy)\b)/i;

/** Follows the server's log. What it keeps of a statement is its shape and its figures; position and figures are one transaction, so nothing counts twice. */
@Injectable()
export class SlowLog {
  constructor(
    private readonly database: Database,
    private readonly store: SlowQueryStore,
    @Inject(POSTGRES_LOG) private readonly source: string | undefined,
  ) {}

  get isConfigured(): boolean {
    return this.source !== undefined;
  }

  /** Reads what is new; returns how many slow statements that were. */
  async look(chunkBytes = CHUNK_BYTES): Promise<number> {
    const { source } = this;
    if (source === undefined) return 0;
    let slow = 0;
    for (let i = 0; i < CHUNKS_PER_LOOK; i++) {
      const step = await this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE }, (tx) => this.readOn(tx, source, chunkBytes));
      slow += step.slow;
      if (!step.moved) break;
    }
    await this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE }, (tx) => this.resolveQuiet(tx));
    return slow;
  }

  private async readOn(tx: Tx, source: string, chunkBytes: number): Promise<{ slow: number; moved: boolean }> {
    const files = await logFiles(source);
    const positions = await this.store.positions(tx, source);
    // The first time: whatever is there is history, in every file.
    if (positions.length === 0) for (const { path, inode, size } of files) await this.store.setPosition(tx, source, { file: path, inode, position: size });
    const part = nextPart(files, positions);
    if (!part) return { slow: 0, moved: false };
    const { statements, consumed } = await readPart(part, files, chunkBytes);
    const slow = statements.filter((s) => s.ms === null || s.ms >= SLOW_MS);
    if (slow.length > 0) await this.keep(tx, slow);
    const position = part.position + consumed;
    const known = positions.find(({ inode }) => inode === part.inode);
    const moved = known?.position !== position;
    if (moved) await this.store.setPosition(tx, source, { ...part, position });
    if (known === undefined) await this.store.forget(tx, source, [...files.map(({ inode }) => inode), part.inode]);
    return { slow: slow.length, moved };
  }

  private async keep(tx: Tx, statements: readonly LoggedStatement[]): Promise<void> {
    const shapes = new Map<string, ShapeFigures>();
    const alarming = new Set<string>();
    for (const { statement, ms, isCall } of statements) {
      const { fingerprint, sql } = shapeOf(statement);
      const figures = shapes.get(fingerprint) ?? { fingerprint, sql, calls: 0, timeouts: 0, totalMs: 0, maxMs: 0 };
      figures.calls += isCall ? 1 : 0;
      figures.timeouts += ms === null ? 1 : 0;
      figures.totalMs += ms ?? 0;
      figures.maxMs = Math.max(figures.maxMs, ms ?? 0);
      shapes.set(fingerprint, figures);
      if ((ms === null || ms > ALERT_MS) && !MAINTENANCE.test(statement)) {
        figures.isOver = true;
        alarming.add(fingerprint);
      }
    }
    await this.store.add(tx, [...shapes.values()]);
    for (const fingerprint of alarming) await this.alert(tx, shapes.get(fingerprint)!);
  }

  private async alert(tx: Tx, { fingerprint, sql, maxMs, timeouts }: ShapeFigures): Promise<void> {
    if (!(await this.store.mayAlert(tx, fingerprint))) return;
    const data = { sql: sql.slice(0, 500), maxMs: Math.round(maxMs), timeouts };
    await alerts.raise(tx, { code: 'slow_query.over_5s', subject: fingerprint, data });
    audit.record(tx, ACTOR, 'slowquery.over_5s', { type: 'query', id: fingerprint }, { diff: data });
  }

  private async resolveQuiet(tx: Tx): Promise<void> {
    for (const { subject } of await this.store.quietAlerts(tx)) await alerts.resolve(tx, 'slow_query.over_5s', subject);
  }
}

async function readPart(
  part: LogPosition,
  files: readonly LogFile[],
  chunkBytes: number,
): Promise<{ statements: readonly LoggedStatement[]; consumed: number }> {
  const text = await readFrom(part.file, part.position, chunkBytes);
  const format = formatOf(part.file.replace(/\.\d+$/, ''), part.position === 0 ? text : await readFrom(part.file, 0, 512));
  const isFull = text.length === chunkBytes;
  // Nothing more comes to an entry after which the server fell silent, and no line break where another file is the newer one.
  const at = files.findIndex((file) => file.inode === part.inode);
  const isFollowed = at < files.length - 1;
  const isSilent = Date.now() - (files[at]?.modifiedMs ?? 0) > SILENCE_MS;
  const isFinal = !isFull && isSilent && (isFollowed || text.endsWith('\n'));
  const parsed = parseLog(text, format, isFinal);
  if (isFinal) return { ...parsed, consumed: text.length };
  if (parsed.consumed > 0 || !isFull) return parsed;
  return { statements: parseLog(text, format, true).statements, consumed: text.length }; // one entry that is longer than the stretch: take what is there
}
