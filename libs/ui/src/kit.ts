export { DataTable, type TableTexts } from './DataTable';
export { StateView } from './StateView';
export { StatusTag, type Tone } from './StatusTag';
export { antdTheme } from './theme';
