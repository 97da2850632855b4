import type * as zh from '../zh-Hant/planning';

/** What to make, buy and move, and when. */
export const planning: typeof zh.planning = {
  title: 'Planning',
  run: 'Run planning',
  runHint: 'Works out what to make, buy or move from demand, stock, purchase and work orders; no document is changed.',
  running: 'Running…',
  ofRun: 'Run of',
  unfinished: '(not finished)',
  counts: 'make {{make}}, buy {{buy}}, move {{move}}, exceptions {{exceptions}}',
  horizon: 'Horizon in days',
  horizonHint: 'Demand up to this many days ahead counts.',
  warehousesHint: 'All warehouses when empty.',
  includeForecast: 'Include the forecast',
  none: 'Not run yet',
  noneHint: 'Run planning to see what has to be made, bought and moved.',
  failed: 'The run has failed',
  suggestions: 'Suggestions',
  kind: 'Kind',
  exception: 'Exception',
  releaseOn: 'Order on',
  why: 'Why',
  where: 'Warehouse / supplier',
  pegging: 'Show demand and supply',
  peggingOf: 'Demand and supply of {{item}}, {{qty}} {{uom}}',
  demands: 'This demand',
  supplies: 'is covered by',
  above: 'Above',
  nothing: 'Nothing',
  nothingToDo: 'No suggestions',
  nothingToDoHint: 'Stock and open documents cover all demand.',
  choose: 'Choose {{item}} {{date}}',
  accept: 'Accept {{count}}',
  acceptHint: 'Makes drafts of work, purchase or transfer orders for {{count}} suggestions; when one fails, none is made.',
  editHint: 'Change quantity or date of {{item}}.',
  dismiss: 'Dismiss',
  dismissHint: 'Left out of this run; the next run looks again.',
};

export const suggestionKind: typeof zh.suggestionKind = { make: 'Make', buy: 'Buy', move: 'Move', reschedule: 'Reschedule', cancel: 'Cancel' };
export const planException: typeof zh.planException = { late: 'Late', early: 'Early', cancel: 'To cancel' };
export const demandSource: typeof zh.demandSource = {
  manual: 'Manual',
  forecast: 'Forecast',
  sales: 'Sales',
  sales_order: 'Sales order',
  safety: 'Safety stock',
  safety_stock: 'Safety stock',
  work_order: 'Work order',
  purchase_order: 'Purchase order',
  transfer: 'Transfer',
  stock: 'Stock',
  on_hand: 'Stock',
  suggestion: 'Suggestion',
  make: 'Make',
  buy: 'Buy',
  move: 'Move',
};

export const demand: typeof zh.demand = {
  title: 'Demand',
  new: 'New demand',
  none: 'No demand',
  noneHint: 'Sales orders, forecast, safety stock and manual demand are listed here.',
  source: 'Source',
  cancel: 'Cancel the demand',
  cancelHint: 'The next run of planning leaves it out.',
};

export const load: typeof zh.load = {
  title: 'Load',
  caption: 'Load of each day as a share of the capacity',
  of: 'load {{load}}, capacity {{capacity}} (h:min)',
  closed: 'closed',
  orders: 'Orders',
  ordersOf: '{{center}}, {{day}}',
  none: 'No work centers',
  noneHint: 'With work centers and routings, the load is shown here.',
};
