import type { paths } from './generated/v1';

/** The JSON body of a successful answer of one route. */
type AnswerOf<Operation> = Operation extends { responses: infer R }
  ? R extends Record<200, { content: { 'application/json': infer T } }>
    ? T
    : R extends Record<201, { content: { 'application/json': infer T } }>
      ? T
      : never
  : never;
export type ItemOf<List> = List extends { items: readonly (infer T)[] } ? T : never;
export type GetAnswer<P extends keyof paths> = paths[P] extends { get: infer Operation } ? AnswerOf<Operation> : never;
type BodyOf<Operation> = Operation extends { requestBody: { content: { 'application/json': infer T } } } ? T : never;
type QueryOf<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never;

// Names for what the screens show, taken from the routes that answer them: renaming a schema on the server breaks nothing here.
export type Me = GetAnswer<'/api/v1/me'>;
export type Item = ItemOf<GetAnswer<'/api/v1/items'>>;
export type Location = ItemOf<GetAnswer<'/api/v1/locations'>>;
export type Balance = ItemOf<GetAnswer<'/api/v1/inventory/balances'>>;
export type Movement = ItemOf<GetAnswer<'/api/v1/inventory/movements'>>;
export type Posting = GetAnswer<'/api/v1/inventory/postings/{id}'>;
export type PostingInput = BodyOf<paths['/api/v1/inventory/postings']['post']>;
export type PostingLineInput = PostingInput['lines'][number];
export type Job = ItemOf<GetAnswer<'/api/v1/jobs'>>;
export type Export = ItemOf<GetAnswer<'/api/v1/exports'>>;
export type ReportFormat = BodyOf<paths['/api/v1/exports']['post']>['format'];
/** The contract cannot say yet that a list holds the known formats only. */
export type Report = Omit<ItemOf<GetAnswer<'/api/v1/reports'>>, 'formats'> & { formats: ReportFormat[] };
export type ReportParam = Report['params'][number];
export type ReportPreview = GetAnswer<'/api/v1/reports/{key}/preview'>;
export type ReportColumn = ReportPreview['columns'][number];
/** As they are sent: the server reads numbers out of text. */
export type ReportParams = Record<string, string>;
export type ReportPreset = ItemOf<GetAnswer<'/api/v1/report-presets'>>;
export type ReportSchedule = ItemOf<GetAnswer<'/api/v1/report-schedules'>>;
export type ScheduleBody = Required<Omit<BodyOf<paths['/api/v1/report-schedules']['post']>, 'locale' | 'params'>> & { params: ReportParams };
type RawImportType = ItemOf<GetAnswer<'/api/v1/imports/types'>>;
export type ImportColumn = RawImportType['columns'][number];
export type ImportMode = RawSession['mode'];
export type ImportType = Omit<RawImportType, 'modes'> & { modes: ImportMode[] };
export type ImportRow = ItemOf<GetAnswer<'/api/v1/imports/{id}/rows'>>;
export type RowStatus = ImportRow['status'];
export type ImportMapping = RawSession['mapping'];
type RawSession = GetAnswer<'/api/v1/imports/{id}'>;
/** The contract has no words yet for rows of cells, for counts by name and for a problem that is kept. */
export type ImportSession = Omit<RawSession, 'sample' | 'counts' | 'problem'> & {
  sample: string[][];
  counts: Record<RowStatus, number> | null;
  problem: Record<string, unknown> | null;
};
export type ImportChoices = BodyOf<paths['/api/v1/imports/{id}']['patch']>;
export type SavedMapping = ItemOf<GetAnswer<'/api/v1/import-mappings'>>;
export type BalanceQuery = QueryOf<'/api/v1/inventory/balances'>;
export type MovementQuery = QueryOf<'/api/v1/inventory/movements'>;
