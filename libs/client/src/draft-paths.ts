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

export interface ImportColumn {
  key: string;
  labelZh: string;
  labelEn: string;
  required: boolean;
  type: string;
  example: string;
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
  problem: Record<string, unknown> | null;
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
  headers: Record<string, string | null>;
}

export interface DraftPaths {
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
    post: Write<{ type: string; name: string; headers: Record<string, string> }, SavedMapping, 201>;
  };
  '/api/v1/import-mappings/{id}': { delete: Act<undefined, 200> };
}
