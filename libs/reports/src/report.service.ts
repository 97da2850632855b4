import { Database } from '@anwen/database';
import { NO_SCOPE, SLA, type Actor, principalOf } from '@anwen/kernel';
import { CounterStore, EXPORT_POLICY } from '@anwen/rate-limit';
import { AppError } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { accessTo, columnsOf, textIn } from './access.rules';
import { archiveNote } from './archive-note.rules';
import { meaningOf } from './cell.rules';
import { ReportBeforehand } from './report-beforehand';
import { readParams, type GivenParams } from './params.rules';
import { REPORTS, findReport } from './report-catalogue';
import {
  EXPORT_FORMATS,
  type ReportAccess,
  type ReportColumn,
  type ReportParam,
  type ReportQuery,
  type ReportSurroundings,
  type ReportValues,
} from './report-definition';
import type { ExportQuotaDto, ReportCatalogueDto, ReportColumnDto, ReportDto, ReportParamDto, ReportPreviewDto } from './report.dto';
import { reportErrors } from './reports.errors';
import { SurroundingsStore, type Surroundings } from './surroundings.store';

/** Enough to see whether these are the right parameters. */
const PREVIEW_ROWS = 100;

/** What reports there are for somebody, and their first rows. */
@Injectable()
export class ReportService {
  constructor(
    private readonly database: Database,
    private readonly store: SurroundingsStore,
    private readonly counters: CounterStore,
    private readonly beforehand: ReportBeforehand,
  ) {}

  /** Only reports that the caller may run now. */
  async catalogue(actor: Actor): Promise<ReportCatalogueDto> {
    const { retentionDays } = await this.database.read({ actor, scope: NO_SCOPE }, (tx) => this.store.read(tx));
    const open = REPORTS.map((report) => accessTo(report, actor)).filter((access) => access !== undefined);
    return { items: open.map((access) => reportView(access, actor.locale)), quota: await this.quotaOf(actor), retentionDays };
  }

  /** @throws reports.report_not_found | reports.params_invalid | inventory.date_archived | database.timeout */
  async preview(actor: Actor, key: string, given: GivenParams): Promise<ReportPreviewDto> {
    const access = requireAccess(key, actor);
    const values = readParams(access.definition.params, given, (name) => `?${name}`);
    // A transaction of its own, under the scope of the report's data and not of the route's permission.
    const options = { actor, scope: access.scope, statementTimeoutMs: SLA.list.timeoutMs, snapshot: true };
    const atMost = PREVIEW_ROWS + 1;
    const { rows, note } = await this.database.read(options, async (tx) => {
      const made = await this.beforehand.rows(tx, access.definition, values);
      return {
        note: archiveNote(access.definition, values, await this.store.archivedThrough(tx), actor.locale),
        rows: await this.store.first(tx, queryOf(access, values, { ...(await this.store.read(tx)), atMost, ...made }), atMost),
      };
    });
    const columns = columnsOf(access, values);
    const cells = rows.slice(0, PREVIEW_ROWS).map((row) => columns.map((c) => (c.meanings ? meaningOf(c, row[c.key], actor.locale) : (row[c.key] ?? null))));
    const shown = columns.map((column) => columnView(column, actor.locale));
    return { columns: shown, rows: cells, truncated: rows.length > PREVIEW_ROWS, ...(note === undefined ? {} : { note }) };
  }

  private async quotaOf(actor: Actor): Promise<ExportQuotaDto> {
    try {
      const { remaining, resetMs } = await this.counters.look(EXPORT_POLICY, principalOf(actor));
      return { limit: EXPORT_POLICY.limit, remaining, resetSeconds: Math.ceil(resetMs / 1000) };
    } catch (error) {
      // Without its counter no export is accepted; the catalogue itself is still worth showing.
      if (!(error instanceof AppError)) throw error;
      return { limit: EXPORT_POLICY.limit, remaining: 0, resetSeconds: 5 };
    }
  }
}

/** @throws reports.report_not_found, also for one that the actor may not run. */
export function requireAccess(key: string, actor: Actor): ReportAccess {
  const definition = findReport(key);
  const access = definition && accessTo(definition, actor);
  if (!access) throw reportErrors.report_not_found();
  return access;
}

export function queryOf(
  { definition, scope, withCost }: ReportAccess,
  values: ReportValues,
  { timeZone, atMost, made }: Pick<Surroundings, 'timeZone'> & Pick<ReportSurroundings, 'atMost' | 'made'>,
): ReportQuery {
  return definition.query(values, { timeZone, withCost, seesAll: scope.all, ...(atMost !== undefined && { atMost }), ...(made && { made }) });
}

function reportView({ definition, withCost }: ReportAccess, locale: string): ReportDto {
  return {
    key: definition.key,
    title: textIn(definition.title, locale),
    description: textIn(definition.description, locale),
    category: textIn(definition.category, locale),
    formats: [...EXPORT_FORMATS],
    params: definition.params.map((param) => paramView(param, locale)),
    columns: definition.columns.filter((column) => withCost || !column.isCost).map((column) => columnView(column, locale)),
  };
}

function paramView({ key, label, type, required = false, options, default: preset, min, max }: ReportParam, locale: string): ReportParamDto {
  return {
    key,
    label: textIn(label, locale),
    type,
    required,
    ...(options && { options: options.map((option) => ({ value: option.value, label: textIn(option.label, locale) })) }),
    ...(preset !== undefined && { default: String(preset) }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}

const columnView = ({ key, label, type }: ReportColumn, locale: string): ReportColumnDto => ({ key, label: textIn(label, locale), type });
