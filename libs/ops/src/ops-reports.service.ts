import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, pageOf, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { OpsReportQuery, OpsReportView, SlowQueryView } from './ops-reports.dto';
import { opsErrors } from './ops.errors';

type Row = Omit<OpsReportView, 'createdAt' | 'periodStart' | 'periodEnd'> & { createdAt: Date; periodStart: Date | null; periodEnd: Date | null };

const COLUMNS = `id::text, kind, period_start AS "periodStart", period_end AS "periodEnd", body, created_at AS "createdAt"`;

/** What the night has written down, for whoever reads it in the morning. */
@Injectable()
export class OpsReports {
  constructor(@Inject(CURSOR_CODEC) private readonly codec: CursorCodec) {}

  async list(tx: Tx, { kind, limit, cursor }: OpsReportQuery): Promise<Page<OpsReportView>> {
    const binding = ['ops-reports', kind ?? null];
    const before = cursor === undefined ? null : this.codec.decode(cursor, binding)[0]!;
    const rows = await tx.query<Row>(
      `SELECT ${COLUMNS} FROM sys_ops_reports WHERE ($1::text IS NULL OR kind = $1) AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [kind ?? null, before, limit + 1],
    );
    return pageOf(rows, limit, (last) => this.codec.encode([last.id], binding), present);
  }

  /** @throws ops.report_not_found */
  async get(tx: Tx, id: string): Promise<OpsReportView> {
    const [row] = /^\d{1,18}$/.test(id) ? await tx.query<Row>(`SELECT ${COLUMNS} FROM sys_ops_reports WHERE id = $1`, [id]) : [];
    if (!row) throw opsErrors.report_not_found();
    return present(row);
  }

  /** The slow statements of the last days, added up, dearest first. */
  async slowQueries(tx: Tx, days: number): Promise<SlowQueryView[]> {
    const rows = await tx.query<Omit<SlowQueryView, 'lastAt'> & { lastAt: Date }>(
      `SELECT fingerprint, min(sql) AS sql, sum(calls)::float8 AS calls, sum(timeouts)::float8 AS timeouts, round(sum(total_ms))::float8 AS "totalMs", round(max(max_ms))::float8 AS "maxMs",
              round(sum(total_ms) / greatest(sum(calls), 1))::float8 AS "meanMs", max(last_at) AS "lastAt"
         FROM sys_slow_queries WHERE day > business_date() - $1::int GROUP BY fingerprint ORDER BY sum(total_ms) DESC, sum(timeouts) DESC LIMIT 100`,
      [days],
    );
    return rows.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() }));
  }
}

function present(row: Row): OpsReportView {
  const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;
  return { ...row, periodStart: iso(row.periodStart), periodEnd: iso(row.periodEnd), createdAt: row.createdAt.toISOString() };
}
