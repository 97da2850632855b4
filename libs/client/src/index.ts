export { api, bodyOf, fetchPatiently, keepToken, lastRequestId, setApiLanguage } from './connect';
export { download, fileNameOf } from './download';
export { ApiProblem, Unreachable, type FieldProblem } from './problem';
export { sendClientError, type ClientErrorReport } from './reports';
export type { Balance, BalanceQuery, Item, Location, Me, Movement, MovementQuery, Posting, PostingInput, PostingLineInput } from './types';
export { uuid } from './uuid';
export type {
  Export,
  ImportChoices,
  ImportColumn,
  ImportMapping,
  ImportMode,
  ImportRow,
  ImportSession,
  ImportType,
  Job,
  Report,
  ReportColumn,
  ReportFormat,
  ReportParam,
  ReportParams,
  ReportPreset,
  ReportPreview,
  ReportSchedule,
  RowStatus,
  SavedMapping,
  ScheduleBody,
} from './draft-paths';
