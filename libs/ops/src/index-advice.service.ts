import { Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { indexDdl, indexFor, parametrised, partitionedIndexDdl, scansFromText, scansToAvoid, type PlanNode, type ScanToAvoid } from './index-advice.rules';
import { indexAdviceStore } from './index-advice.store';

export interface IndexAdvice {
  readonly table: string;
  readonly columns: readonly string[];
  /** For a person to read and to run; the product never does. */
  readonly ddl: string;
  /** `high`: the planner has tried it (HypoPG). `medium`: from the plan and the statistics. `low`: from the text alone. */
  readonly confidence: 'high' | 'medium' | 'low';
  readonly costBefore: number | null;
  readonly costAfter: number | null;
}

/** Planning takes milliseconds; what takes longer is not worth knowing. */
const EXPLAIN_MS = 5_000;
/** An index that the planner has tried must at least halve the cost. */
const WORTHWHILE = 0.5;

/** Which index would have helped a slow statement. It plans and never executes. */
@Injectable()
export class IndexAdviser {
  constructor(private readonly database: Database) {}

  async adviseOn(shape: string): Promise<IndexAdvice | null> {
    const statement = parametrised(shape);
    const plan = statement && (await this.read((tx) => indexAdviceStore.explain(tx, statement)).catch(() => null)); // not every shape can be planned
    const best = await this.best(plan ? scansToAvoid(plan) : scansFromText(shape));
    if (!best) return null;
    const { parent, ...shown } = best;
    const ddl = indexDdl(best.table, best.columns);
    const costBefore = plan ? Math.round(plan['Total Cost']) : null;
    const tried = statement && plan ? await this.tryOut(statement, ddl) : null;
    if (tried && tried['Total Cost'] > plan!['Total Cost'] * WORTHWHILE) return null;
    return {
      ...shown,
      table: parent ?? best.table,
      ddl: parent ? partitionedIndexDdl(parent, best.columns) : ddl,
      confidence: tried ? 'high' : plan ? 'medium' : 'low',
      costBefore,
      costAfter: tried ? Math.round(tried['Total Cost']) : null,
    };
  }

  /** Of several tables that are read whole, the biggest. */
  private async best(scans: readonly ScanToAvoid[]): Promise<{ table: string; columns: readonly string[]; parent?: string } | null> {
    const found = await this.read(async (tx) => {
      const seen = [];
      for (const scan of scans) {
        const facts = await indexAdviceStore.tableFacts(tx, scan.table, [...new Set([...scan.equal, ...scan.range])]);
        const columns = facts && indexFor(scan, facts);
        if (columns) seen.push({ table: scan.table, columns, rows: facts.rows, ...(facts.parent && { parent: facts.parent }) });
      }
      return seen.sort((a, b) => b.rows - a.rows)[0];
    });
    if (!found) return null;
    const { rows: _rows, ...best } = found;
    return best;
  }

  /** Null where HypoPG is not installed, or when it could not be tried. */
  private async tryOut(statement: { sql: string; parameters: number }, ddl: string): Promise<PlanNode | null> {
    return this.read(async (tx) =>
      (await indexAdviceStore.hasHypoPg(tx)) ? indexAdviceStore.explain(tx, statement, ddl.replace(' CONCURRENTLY', '')) : null,
    ).catch(() => null);
  }

  private read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.read({ actor: systemActor('index adviser'), scope: ALL_SCOPE, statementTimeoutMs: EXPLAIN_MS }, work);
  }
}
