import { Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { IndexAdviser, type IndexAdvice } from './index-advice.service';
import { indexAdviceStore, type IndexNote } from './index-advice.store';
import { RetentionStore } from './retention.store';
import { SlowLog } from './slow-log.service';
import { SlowQueryStore, type TopQuery } from './slow-query.store';
import { shapeOf } from './sql-shape.rules';

export interface DailySlowQueries {
  /** Where the figures come from; `not_configured`: set POSTGRES_LOG or install pg_stat_statements. */
  readonly source: 'log' | 'pg_stat_statements' | 'not_configured';
  readonly day: string;
  readonly top: readonly (TopQuery & { rows: number | null; suggestion: IndexAdvice | null })[];
  readonly foreignKeysWithoutIndex: readonly IndexNote[];
  readonly unusedIndexes: readonly IndexNote[];
  readonly duplicateIndexes: readonly IndexNote[];
}

/** As many as somebody reads over coffee. */
const TOP = 20;
const BIG_TABLE_ROWS = 10_000;
const BIG_INDEX_BYTES = 1 << 20;

/** R7.2: top SQL, counts, suggested indexes, once a day into sys_ops_reports. */
@Injectable()
export class SlowQueryReport {
  constructor(
    private readonly database: Database,
    private readonly store: SlowQueryStore,
    private readonly reports: RetentionStore,
    private readonly log: SlowLog,
    private readonly adviser: IndexAdviser,
  ) {}

  /** Of yesterday, unless told otherwise. */
  async write(day?: string): Promise<DailySlowQueries> {
    const { of, figures, notes } = await this.transaction(async (tx) => {
      const of = day ?? (await this.store.yesterday(tx));
      return { of, figures: await this.figures(tx, of), notes: await readNotes(tx) };
    });
    const top = [];
    for (const query of figures.top) top.push({ ...query, suggestion: await this.adviser.adviseOn(query.sql) });
    const body: DailySlowQueries = { source: figures.source, day: of, top, ...notes };
    await this.transaction((tx) =>
      this.reports.report(tx, 'slow_queries.daily', body, { start: new Date(`${of}T00:00:00Z`), end: new Date(Date.parse(`${of}T00:00:00Z`) + 86_400_000) }),
    );
    return body;
  }

  private async figures(tx: Tx, day: string): Promise<{ source: DailySlowQueries['source']; top: (TopQuery & { rows: number | null })[] }> {
    if (this.log.isConfigured) return { source: 'log', top: (await this.store.top(tx, day, TOP)).map((query) => ({ ...query, rows: null })) };
    const statements = await indexAdviceStore.statements(tx, TOP);
    if (!statements) return { source: 'not_configured', top: [] };
    const all = statements.reduce((sum, s) => sum + s.totalMs, 0) || 1;
    const top = statements.map(({ sql, calls, totalMs, maxMs, rows }) => ({
      ...shapeOf(sql), // utility statements keep their literals there
      calls,
      rows,
      timeouts: 0,
      totalMs: Math.round(totalMs),
      maxMs: Math.round(maxMs),
      meanMs: Math.round(totalMs / Math.max(calls, 1)),
      share: Math.round((1_000 * totalMs) / all) / 10,
    }));
    return { source: 'pg_stat_statements', top };
  }

  private transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('slow query report'), scope: ALL_SCOPE, statementTimeoutMs: 30_000 }, work);
  }
}

async function readNotes(tx: Tx): Promise<Pick<DailySlowQueries, 'foreignKeysWithoutIndex' | 'unusedIndexes' | 'duplicateIndexes'>> {
  return {
    foreignKeysWithoutIndex: await indexAdviceStore.foreignKeysWithoutIndex(tx, BIG_TABLE_ROWS),
    unusedIndexes: await indexAdviceStore.unusedIndexes(tx, BIG_INDEX_BYTES),
    duplicateIndexes: await indexAdviceStore.duplicateIndexes(tx),
  };
}
