import {
  api,
  bodyOf,
  type Export,
  type Report,
  type ReportFormat,
  type ReportParams,
  type ReportPreset,
  type ReportSchedule,
  type ScheduleBody,
} from '@anwen/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

export const REPORTS_KEY = ['reports'] as const;
export const EXPORTS_KEY = ['exports'] as const;
export const SCHEDULES_KEY = ['report-schedules'] as const;
export const PRESETS_KEY = ['report-presets'] as const;
/** Enough to find last week's file; older ones have expired. */
const FILES_SHOWN = 20;

const keyed = (key: string) => ({ 'Idempotency-Key': key });

/** The contract lists formats as plain texts; the product knows these three. */
const typed = <T extends { items: readonly object[] }>(catalogue: T): Omit<T, 'items'> & { items: Report[] } => ({
  ...catalogue,
  items: catalogue.items as unknown as Report[],
});

/** The reports that I may run, in the language of the screen, and what is left of the hour's exports. */
export const catalogueQuery = (language: string) =>
  queryOptions({
    queryKey: [...REPORTS_KEY, 'catalogue', language],
    queryFn: async ({ signal }) => typed(bodyOf(await api.GET('/api/v1/reports', { signal }))),
    staleTime: 30_000,
  });

export const previewQuery = (key: string, params: ReportParams, language: string) =>
  queryOptions({
    queryKey: [...REPORTS_KEY, 'preview', key, params, language],
    queryFn: async ({ signal }) =>
      // The parameters differ from report to report, so the contract cannot name them.
      bodyOf(await api.GET('/api/v1/reports/{key}/preview', { params: { path: { key }, query: params as never }, signal })),
    placeholderData: keepPreviousData,
  });

export const exportsQuery = (language: string) =>
  queryOptions({
    queryKey: [...EXPORTS_KEY, language],
    queryFn: async ({ signal }) => bodyOf(await api.GET('/api/v1/exports', { params: { query: { limit: FILES_SHOWN } }, signal })),
  });

export interface ExportOrder {
  readonly report: string;
  readonly format: ReportFormat;
  readonly params: ReportParams;
}

export const orderExport = async (body: ExportOrder, key: string): Promise<Export> =>
  bodyOf(await api.POST('/api/v1/exports', { params: { header: keyed(key) }, body }));

export const deleteExport = async (id: string, key: string): Promise<void> =>
  void (await api.DELETE('/api/v1/exports/{id}', { params: { path: { id }, header: keyed(key) } }));

export const schedulesQuery = queryOptions({
  queryKey: SCHEDULES_KEY,
  queryFn: async ({ signal }) => bodyOf(await api.GET('/api/v1/report-schedules', { signal })),
});

export interface ScheduleEdit {
  /** Absent for a new one. */
  readonly schedule?: Pick<ReportSchedule, 'id' | 'rowVersion'>;
  readonly body: Partial<ScheduleBody>;
}

export async function saveSchedule({ schedule, body }: ScheduleEdit, key: string): Promise<ReportSchedule> {
  const header = keyed(key);
  if (schedule === undefined) return bodyOf(await api.POST('/api/v1/report-schedules', { params: { header }, body: body as ScheduleBody }));
  // A schedule keeps its report for life.
  const { report: _, ...change } = body;
  return bodyOf(
    await api.PATCH('/api/v1/report-schedules/{id}', {
      params: { path: { id: schedule.id }, header: { ...header, 'If-Match': `"${schedule.rowVersion}"` } },
      body: change,
    }),
  );
}

export const deleteSchedule = async (id: string, key: string): Promise<void> =>
  void (await api.DELETE('/api/v1/report-schedules/{id}', { params: { path: { id }, header: keyed(key) } }));

export const presetsQuery = (report: string) =>
  queryOptions({
    queryKey: [...PRESETS_KEY, report],
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET('/api/v1/report-presets', { params: { query: { report } }, signal })).items.filter((preset) => preset.report === report),
  });

export const savePreset = async (body: { report: string; name: string; params: ReportParams }, key: string): Promise<ReportPreset> =>
  bodyOf(await api.POST('/api/v1/report-presets', { params: { header: keyed(key) }, body }));

export const deletePreset = async (id: string, key: string): Promise<void> =>
  void (await api.DELETE('/api/v1/report-presets/{id}', { params: { path: { id }, header: keyed(key) } }));
