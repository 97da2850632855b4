import { plain } from './amounts.rules';
import type { DemandSource, PlannedOrder } from './netting.rules';
import type { Policy } from './plan.rules';

/** Why a suggestion was made, step by step; `{name}` is filled from the step's params. */
const TEXTS = {
  demand: { zh: '因 {who} 需 {qty} {uom}，現有 {has} {uom}', en: 'for {who} needs {qty} {uom}, has {has} {uom}' },
  others: { zh: '同日另有 {count} 筆需求', en: '{count} more demands of the same day' },
  below: { zh: '庫存低於 {floor} {uom}', en: 'the stock is below {floor} {uom}' },
  floor: { zh: '須保留 {floor} {uom}', en: '{floor} {uom} are to be kept' },
  fill: { zh: '補足至 {max} {uom}', en: 'filled up to {max} {uom}' },
  lot: { zh: '依批量規則由 {needed} {uom} 調整為 {qty} {uom}', en: 'the rule of lots makes {qty} {uom} of {needed} {uom}' },
  late: { zh: '需求日 {need}，前置期 {days} 個工作天，最早 {due}', en: 'needed on {need}; {days} working days ahead, {due} at the earliest' },
  component_late: { zh: '{item} 最早 {on} 才有，{release} 才能開始', en: 'waits for {item}, there on {on} at the earliest: it cannot begin before {release}' },
  no_bill: { zh: '沒有生效的物料清單，未展開物料', en: 'there is no active bill; its material is not planned' },
  no_supplier: { zh: '未設定供應商', en: 'no supplier is set' },
  bring_forward: { zh: '{number} 預計 {planned}，需求日 {need}：請提前', en: '{number} is due on {planned} and needed on {need}: bring it forward' },
  put_off: { zh: '{number} 預計 {planned}，{need} 才需要：可延後', en: '{number} is due on {planned} and not needed before {need}: it can wait' },
  unneeded: { zh: '{number} 的 {qty} {uom} 已無需求：建議取消', en: '{qty} {uom} of {number} are not needed any more: cancel it' },
  edited_supplier: { zh: '{by} 改為 {qty} {uom}、{due}，供應商 {supplier}', en: '{by} made it {qty} {uom}, {due}, from {supplier}' },
  move_circle: { zh: '各倉互相調撥，無來源可取，改為採購', en: 'its warehouses are supplied from each other, so it is bought' },
  edited: { zh: '{by} 改為 {qty} {uom}、{due}', en: '{by} made it {qty} {uom}, {due}' },
} as const;

export type TraceCode = keyof typeof TEXTS;

export interface TraceStep {
  readonly code: TraceCode;
  readonly params: Readonly<Record<string, string>>;
}

export interface Said {
  readonly zh: string;
  readonly en: string;
}

/** Who asks, as both languages say it. */
const SOURCES: Readonly<Record<DemandSource, Said>> = {
  sales: { zh: '{ref}', en: '{ref}' },
  work_order: { zh: '{ref}', en: '{ref}' },
  transfer: { zh: '{ref}', en: '{ref}' },
  forecast: { zh: '預測 {ref}', en: 'the forecast {ref}' },
  manual: { zh: '人工需求 {ref}', en: 'the demand {ref}' },
  planned: { zh: '{ref} 的製造建議', en: 'the suggestion to make {ref}' },
  move: { zh: '調往 {ref} 的建議', en: 'the suggestion to move to {ref}' },
  stock: { zh: '負庫存', en: 'stock below zero' },
  safety: { zh: '安全存量', en: 'the safety stock' },
};

export function sayStep({ code, params }: TraceStep): Said {
  return { zh: fill(TEXTS[code].zh, params, 'zh'), en: fill(TEXTS[code].en, params, 'en') };
}

/** The whole trace as one sentence. */
export function sayTrace(trace: readonly TraceStep[]): Said {
  const said = trace.map(sayStep);
  return { zh: said.map(({ zh }) => zh).join('；'), en: said.map(({ en }) => en).join('; ') };
}

/** What led to a planned order. */
export function traceOf(order: PlannedOrder, policy: Policy, { uom, hasBill, awaited }: { uom: string; hasBill: boolean; awaited: string }): TraceStep[] {
  const floor = plain(policy.floor);
  const steps: TraceStep[] = [];
  const say = (code: TraceCode, params: Record<string, string> = {}): number => steps.push({ code, params: { uom, ...params } });
  if (order.cause) {
    const { demand, has, others } = order.cause;
    say('demand', { source: demand.source, ref: demand.ref, qty: plain(demand.qty), has: plain(has) });
    if (others > 0) say('others', { count: String(others) });
    if (policy.floor > 0n) say('floor', { floor });
  } else say('below', { floor });
  if (policy.fillTo > policy.floor) say('fill', { max: plain(policy.fillTo) });
  if (order.qty !== order.needed) say('lot', { needed: plain(order.needed), qty: plain(order.qty) });
  if (order.waitsFor) say('component_late', { item: awaited, on: order.waitsFor.on, release: order.releaseOn });
  // Planned for today at the earliest; what was wanted before that says when.
  const need = order.cause && order.cause.demand.dueOn < order.needOn ? order.cause.demand.dueOn : order.needOn;
  if (order.dueOn > need) say('late', { need, days: String(policy.leadDays), due: order.dueOn });
  if (policy.isMoveCircle) say('move_circle');
  if (!hasBill) say('no_bill');
  if (policy.policy === 'buy' && policy.supplierId === null) say('no_supplier');
  return steps;
}

function fill(text: string, params: Readonly<Record<string, string>>, language: keyof Said): string {
  const source = params.source === undefined ? undefined : SOURCES[params.source as DemandSource];
  const who = source ? source[language].replace('{ref}', params.ref ?? '').trim() : '';
  return text.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'who' ? who : (params[name] ?? '')));
}
