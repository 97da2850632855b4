import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, pageOf, type Actor, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { ImportRowDto, ImportRowQuery } from './imports.dto';
import { MAX_FIXES, importErrors } from './imports.errors';
import { HINTS, RowJudge, type RawRow } from './judging.service';
import { readRow } from './row.rules';
import { RowStore, type StoredCells } from './row.store';
import { requireChangeable, requireSort } from './session.rules';
import { ImportSessionService } from './session.service';
import { presentRow } from './session-view';
import { SessionStore } from './session.store';
import { ImportTargets } from './targets';

/** Rows that depend on each other are judged together; in a request only as many as it can judge in a moment. */
const JUDGED_HERE = 5_000;

/** What the dry run said about each row, and corrections in place. */
@Injectable()
export class ImportRowService {
  constructor(
    private readonly own: ImportSessionService,
    private readonly rows: RowStore,
    private readonly sessions: SessionStore,
    private readonly targets: ImportTargets,
    private readonly judge: RowJudge,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** @throws imports.not_found | target_not_permitted */
  async list(tx: Tx, actor: Actor, id: string, input: ImportRowQuery): Promise<Page<ImportRowDto>> {
    const session = await this.own.find(tx, actor, id);
    this.targets.require(actor, session.type);
    requireSort(input.sort, 'line');
    const binding = ['import-rows', id, input.status ?? null];
    const behind = input.cursor === undefined ? 0 : Number(this.codec.decode(input.cursor, binding)[0]);
    const rows = await this.rows.list(tx, session.id, { status: input.status, behind, limit: input.limit + 1 });
    const page = pageOf(
      rows,
      input.limit,
      (last) => this.codec.encode([String(last.line)], binding),
      (row) => presentRow(row, actor),
    );
    if (!input.withTotal) return page;
    const counts = await this.rows.counts(tx, session.id);
    const total = input.status ? counts[input.status] : counts.new + counts.changed + counts.unchanged + counts.error;
    return { ...page, total, totalIsEstimate: false };
  }

  /** Corrects a row as if the file had said so, and judges it again with every row that it concerns. @throws imports.row_not_found | fixes_too_many | fix_too_large | invalid_transition */
  async fix(tx: Tx, actor: Actor, { id, line, values }: { id: string; line: number; values: Readonly<Record<string, string | null>> }): Promise<ImportRowDto> {
    const session = await this.own.hold(tx, actor, id);
    const target = this.targets.require(actor, session.type);
    const counts = await this.rows.counts(tx, session.id);
    requireChangeable(session, counts.applied);
    // Half a dry run is none.
    if (!session.counts) throw importErrors.invalid_transition({ state: session.state });
    const row = await this.rows.one(tx, session.id, line);
    if (!row) throw importErrors.row_not_found();
    if (!row.fixedAt && counts.fixed >= MAX_FIXES) throw importErrors.fixes_too_many({ max: MAX_FIXES });
    const total = counts.new + counts.changed + counts.unchanged + counts.error;
    if (target.judgedWhole && total > JUDGED_HERE) throw importErrors.fix_too_large({ max: JUDGED_HERE });
    const columns = this.targets.columns(actor, target);
    const unknown = Object.keys(values).find((key) => !columns.some((column) => column.key === key));
    if (unknown !== undefined) throw importErrors.mapping_invalid({ column: unknown });
    const cells = { ...row.cells, ...Object.fromEntries(Object.entries(values).map(([key, text]) => [key, text ?? ''])) };
    const key = target.keyOf(readRow(columns, line, cells).values);
    const concerned = await this.rows.withKeys(tx, session.id, target.judgedWhole ? null : [row.key, key]);
    const judged = await this.judge.judge(tx, actor, { session, target, rows: withFix(concerned, { ...row, cells }), seen: new Map(), hints: { left: HINTS } });
    await this.rows.rejudge(tx, session.id, judged);
    await this.rows.noteFix(tx, session.id, line);
    const { fixed: _fixed, applied: _applied, ...now } = await this.rows.counts(tx, session.id);
    await this.sessions.become(tx, session.id, 'validated', { counts: now });
    const [shown] = await this.rows.list(tx, session.id, { behind: line - 1, limit: 1 });
    return presentRow(shown!, actor);
  }
}

/** The rows with the corrected one in its place, in the order of the file. */
function withFix(rows: readonly StoredCells[], fixed: StoredCells): RawRow[] {
  return [...rows.filter((row) => row.line !== fixed.line), fixed].sort((a, b) => a.line - b.line);
}
