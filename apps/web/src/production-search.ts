import { z } from 'zod/mini';
import { BOM_STATES, BOM_TABS } from './features/engineering/types';
import { GRAINS } from './features/floor/types';
import { EXCEPTIONS, SUGGESTION_KINDS, SUGGESTION_STATES } from './features/planning/types';
import { WORK_ORDER_TABS } from './features/production/types';
import { TRACE_VIEWS } from './features/tracing/types';
import { day, flag, oneOf, paging, text } from './search';

// The addresses of the factory's pages; names are those of the server's filters.
const code = text(64);
const decimal = text(24);

export const bomSearch = z.object({ q: text(100), state: oneOf(BOM_STATES), item: code, component: code, ...paging });
export const bomPageSearch = z.object({ tab: oneOf(BOM_TABS), qty: decimal, day, flat: flag, other: text(40) });
export const routingSearch = z.object({ state: oneOf(BOM_STATES), item: code, ...paging });
export const workCenterSearch = z.object({ q: text(100), ...paging });
export const workOrderSearch = z.object({
  q: text(100),
  /** One state, or several with commas: the views of the list use that. */
  state: text(100),
  item: code,
  warehouse: code,
  workCenter: code,
  late: flag,
  short: flag,
  parent: code,
  dueFrom: day,
  dueTo: day,
  ...paging,
});
export const workOrderNewSearch = z.object({ item: text(40), qty: decimal, dueOn: day, warehouse: code });
export const workOrderPageSearch = z.object({ tab: oneOf(WORK_ORDER_TABS), view: oneOf(TRACE_VIEWS) });
export const planningSearch = z.object({
  run: text(40),
  kind: oneOf(SUGGESTION_KINDS),
  exception: oneOf([...EXCEPTIONS, 'any']),
  state: oneOf(SUGGESTION_STATES),
  item: code,
  ...paging,
});
export const demandSearch = z.object({ item: code, warehouse: code, ...paging });
export const parameterSearch = z.object({ q: text(100), warehouse: code, ...paging });
export const loadSearch = z.object({ from: day, to: day, workCenter: code });
export const downtimeSearch = z.object({ workCenter: code, from: day, to: day, open: flag, classified: oneOf(['true', 'false']), ...paging });
export const oeeSearch = z.object({ workCenter: code, from: day, to: day, grain: oneOf(GRAINS) });
export const boardSearch = z.object({ kiosk: oneOf(['1']) });
