import { storableText } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { ImportTargets } from './targets';
import { judge, judgeUnits, readRow, type Judging } from './row.rules';
import type { JudgedRow } from './row.store';
import type { SessionRow } from './session.store';
import type { ImportTarget } from './target';

/** A row of the file with its cells by column. */
export interface RawRow {
  readonly line: number;
  readonly original: readonly string[];
  readonly cells: Readonly<Record<string, string>>;
}

export interface JudgeRequest {
  readonly session: Pick<SessionRow, 'mode' | 'blank'>;
  readonly target: ImportTarget;
  readonly rows: readonly RawRow[];
  /** Keys of the rows before these, with their lines; it grows. */
  readonly seen: Map<string, number>;
  readonly hints: { left: number };
}

/** Suggestions a dry run looks for: a scan each, and the first few show the pattern. */
export const HINTS = 20;

/** Says what would become of rows: read, looked up in a few statements for all of them, compared. */
@Injectable()
export class RowJudge {
  constructor(private readonly targets: ImportTargets) {}

  async judge(tx: Tx, actor: Actor, { session, target, rows, seen, hints }: JudgeRequest): Promise<JudgedRow[]> {
    const columns = this.targets.columns(actor, target);
    const judging: Judging = { target, columns, mode: session.mode, blank: session.blank };
    const read = rows.map((row) => readRow(columns, row.line, row.cells));
    const known = await target.lookUp(tx, actor, read, { mode: session.mode, hints });
    const verdicts = judgeUnits(read.map((row) => judge(judging, row, known, seen)));
    return verdicts.map((verdict, i) => ({
      ...verdict,
      unit: storableText(verdict.unit),
      key: storableText(verdict.key),
      errors: verdict.errors.map((error) => storable(error)),
      original: rows[i]!.original.map((cell) => storableText(cell)),
      cells: Object.fromEntries(Object.entries(rows[i]!.cells).map(([key, text]) => [key, storableText(text)])),
    }));
  }
}

/** jsonb holds neither NUL nor half characters; a complaint may quote one. */
function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? storableText(inner) : inner))) as T;
}
