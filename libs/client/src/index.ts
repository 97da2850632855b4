export { api, bodyOf, fetchPatiently, keepToken, lastRequestId, setApiLanguage } from './connect';
export { download, fileNameOf } from './download';
export { ApiProblem, Unreachable, type FieldProblem } from './problem';
export { sendClientError, type ClientErrorReport } from './reports';
export type { Balance, BalanceQuery, Item, Job, Location, Me, Movement, MovementQuery, Posting, PostingInput, PostingLineInput } from './types';
export type { Export, Report, ReportColumn, ReportFormat, ReportParam, ReportParams, ReportPreset, ReportPreview } from './types';
export type { ReportSchedule, ScheduleBody } from './types';
export { uuid } from './uuid';
export type { ImportChoices, ImportColumn, ImportMapping, ImportMode, ImportRow, ImportSession, ImportType, RowStatus, SavedMapping } from './types';
