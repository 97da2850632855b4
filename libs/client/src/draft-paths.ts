// Routes whose controllers are still being written. Each goes from here as soon as the generated contract knows it.

type Answer<T, Status extends number = 200> = Record<Status, { headers: Record<string, unknown>; content: { 'application/json': T } }>;
type Key = { 'Idempotency-Key': string };
interface Read<T, Query = undefined, Path = undefined> {
  parameters: { query?: Query; path: Path; header?: { 'If-None-Match'?: string } };
  responses: Answer<T>;
}
type ReadOne<T, Query = undefined> = Read<T, Query, { id: string }>;
interface ReadAll<T, Query = undefined> {
  parameters: { query?: Query; header?: { 'If-None-Match'?: string } };
  responses: Answer<T>;
}
interface Write<Body, T, Status extends number> {
  parameters: { header: Key };
  requestBody: { content: { 'application/json': Body } };
  responses: Answer<T, Status>;
}
interface Act<T, Status extends number = 202> {
  parameters: { header: Key; path: { id: string } };
  responses: Answer<T, Status>;
}
interface Change<Body, T> {
  parameters: { header: Key & { 'If-Match': string }; path: { id: string } };
  requestBody: { content: { 'application/json': Body } };
  responses: Answer<T>;
}
interface List<T> {
  items: T[];
  nextCursor: string | null;
}
type Paging = { limit?: number; cursor?: string };

export interface Job {
  id: string;
  name: string;
  title: string;
  lane: 'P1' | 'P2' | 'P3' | 'P4';
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  progress: { done: number; total: number | null } | null;
  etaSeconds: number | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  attempt: number;
  maxAttempts: number;
  willRetryAt: string | null;
  result: Record<string, unknown> | null;
  problem: { code: string; title: string; detail: string | null; status: number; requestId?: string | null } | null;
  cancelable: boolean;
  retryable: boolean;
}

export type ColumnType = 'text' | 'number' | 'date' | 'instant' | 'money' | 'percent';
export type ReportFormat = 'xlsx' | 'csv' | 'pdf';
export interface ReportParam {
  key: string;
  label: string;
  type: 'text' | 'date' | 'int' | 'select' | 'item' | 'warehouse' | 'lot';
  required: boolean;
  options?: { value: string; label: string }[];
  default?: string | number | null;
}
export interface ReportColumn {
  key: string;
  label: string;
  type: ColumnType;
}
export interface Report {
  key: string;
  title: string;
  description: string;
  category: string;
  formats: ReportFormat[];
  params: ReportParam[];
  columns: ReportColumn[];
}
export interface ReportCatalogue {
  items: Report[];
  quota: { limit: number; remaining: number; resetSeconds: number };
  retentionDays: number;
}
export interface ReportPreview {
  columns: ReportColumn[];
  rows: (string | number | boolean | null)[][];
  truncated: boolean;
}
export type ReportParams = Record<string, string>;
export interface Export {
  id: string;
  jobId: string | null;
  report: string;
  title: string;
  format: ReportFormat;
  state: 'queued' | 'ready' | 'failed' | 'expired';
  fileName: string | null;
  bytes: number | null;
  rows: number | null;
  createdAt: string;
  expiresAt: string | null;
}
export interface ScheduleBody {
  name: string;
  report: string;
  format: ReportFormat;
  params: ReportParams;
  cron: string;
  mailTo: string[];
  webhook: boolean;
  active: boolean;
}
export interface ReportSchedule extends ScheduleBody {
  id: string;
  nextAt: string | null;
  lastAt: string | null;
  lastState: string | null;
  rowVersion: number;
}
export interface ReportPreset {
  id: string;
  report: string;
  name: string;
  params: ReportParams;
}

export interface ImportColumn {
  key: string;
  labelZh: string;
  labelEn: string;
  required: boolean;
  type: string;
  example: string | null;
  help?: string | null;
}
export type ImportMode = 'insert' | 'update' | 'upsert';
export interface ImportType {
  key: string;
  title: string;
  naturalKey: string[];
  columns: ImportColumn[];
  modes: ImportMode[];
}
export type ImportMapping = Record<string, number | null>;
export type RowStatus = 'new' | 'changed' | 'unchanged' | 'error';
export interface ImportChoices {
  encoding: string | null;
  delimiter: string | null;
  sheet: string | null;
  headerRow: number;
  mapping: ImportMapping;
  mode: ImportMode;
  blank: 'keep' | 'clear';
  onError: 'all_or_nothing' | 'skip_errors';
}
export interface ImportSession extends ImportChoices {
  id: string;
  type: string;
  fileName: string;
  bytes: number;
  state: 'uploaded' | 'validating' | 'validated' | 'committing' | 'committed' | 'failed' | 'rolled_back';
  format: 'csv' | 'xlsx';
  sheets: string[];
  header: string[];
  sample: string[][];
  counts: Record<RowStatus, number> | null;
  jobId: string | null;
  problem: { code: string; title: string; detail: string | null } | null;
  createdAt: string;
  committedAt: string | null;
  rowVersion: number;
}
export interface ImportRow {
  line: number;
  status: RowStatus;
  key: string | null;
  values: Record<string, string | null>;
  changes: { column: string; old: string | null; new: string | null }[];
  errors: { column: string | null; code: string; message: string; suggestion?: string | null }[];
}
export interface SavedMapping {
  id: string;
  type: string;
  name: string;
  mapping: Record<string, string>;
}

export interface DraftPaths {
  '/api/v1/jobs': { get: ReadAll<List<Job>, Paging & { state?: 'open' | 'recent' | 'all' }> };
  '/api/v1/jobs/{id}': { get: ReadOne<Job> };
  '/api/v1/jobs/{id}/cancel': { post: Act<Job, 200> };
  '/api/v1/jobs/{id}/retry': { post: Act<Job> };
  '/api/v1/reports': { get: ReadAll<ReportCatalogue> };
  '/api/v1/reports/{key}/preview': { get: Read<ReportPreview, Record<string, string>, { key: string }> };
  '/api/v1/exports': {
    get: ReadAll<List<Export>, Paging>;
    post: Write<{ report: string; format: ReportFormat; params: ReportParams }, Export, 202>;
  };
  '/api/v1/exports/{id}': { delete: Act<undefined, 200> };
  '/api/v1/report-schedules': { get: ReadAll<List<ReportSchedule>>; post: Write<ScheduleBody, ReportSchedule, 201> };
  '/api/v1/report-schedules/{id}': { patch: Change<Partial<ScheduleBody>, ReportSchedule>; delete: Act<undefined, 200> };
  '/api/v1/report-presets': {
    get: ReadAll<List<ReportPreset>, { report?: string }>;
    post: Write<{ report: string; name: string; params: ReportParams }, ReportPreset, 201>;
  };
  '/api/v1/report-presets/{id}': { delete: Act<undefined, 200> };
  '/api/v1/imports/types': { get: ReadAll<{ items: ImportType[] }> };
  '/api/v1/imports': {
    get: ReadAll<List<ImportSession>, Paging>;
    post: {
      parameters: { header: Key; query: { type: string; fileName: string } };
      requestBody: { content: { 'application/octet-stream': Blob } };
      responses: Answer<ImportSession, 201>;
    };
  };
  '/api/v1/imports/{id}': { get: ReadOne<ImportSession>; patch: Change<Partial<ImportChoices>, ImportSession> };
  '/api/v1/imports/{id}/validate': { post: Act<ImportSession> };
  '/api/v1/imports/{id}/commit': { post: Act<ImportSession> };
  '/api/v1/imports/{id}/rollback': { post: Act<ImportSession> };
  '/api/v1/imports/{id}/rows': { get: ReadOne<List<ImportRow>, Paging & { status?: RowStatus }> };
  '/api/v1/imports/{id}/rows/{line}': {
    patch: {
      parameters: { header: Key; path: { id: string; line: number } };
      requestBody: { content: { 'application/json': { values: Record<string, string> } } };
      responses: Answer<ImportRow>;
    };
  };
  '/api/v1/import-mappings': {
    get: ReadAll<{ items: SavedMapping[] }, { type: string }>;
    post: Write<{ type: string; name: string; mapping: Record<string, string> }, SavedMapping, 201>;
  };
  '/api/v1/import-mappings/{id}': { delete: Act<undefined, 200> };
}
