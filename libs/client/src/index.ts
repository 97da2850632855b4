export { api, bodyOf, keepToken, lastRequestId, setApiLanguage } from './connect';
export { ApiProblem, Unreachable, type FieldProblem } from './problem';
export { sendClientError, type ClientErrorReport } from './reports';
export type { Balance, BalanceQuery, Item, Location, Me, Movement, MovementQuery, Posting, PostingInput, PostingLineInput } from './types';
export { uuid } from './uuid';
