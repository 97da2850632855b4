import { Quantity, defineMachine } from '@anwen/kernel';
import { workOrderErrors } from './work-orders.errors';

export const WORK_ORDER_STATES = ['draft', 'planned', 'released', 'in_progress', 'on_hold', 'completed', 'closed', 'cancelled'] as const;
export type WorkOrderState = (typeof WORK_ORDER_STATES)[number];
/** States in which material may be promised to an order and used up by it. */
export const LIVE_STATES = ['released', 'in_progress', 'on_hold'] as const;
export const LOT_POLICIES = ['none', 'per_order', 'per_report'] as const;
export const ISSUE_METHODS = ['manual', 'pick', 'backflush'] as const;
/** Owner type of the promises to a material; the owner's reference is the material's public id. */
export const WORK_ORDER_MATERIAL = 'work_order_material';

/** The life of an order. `resume` leads back to where the hold found it (`heldFrom`). */
export const WORK_ORDER = defineMachine<WorkOrderState>()({
  plan: { from: ['draft'], to: 'planned' },
  release: { from: ['draft', 'planned'], to: 'released' },
  start: { from: ['released'], to: 'in_progress' },
  hold: { from: ['released', 'in_progress'], to: 'on_hold' },
  resume: { from: ['on_hold'], to: 'in_progress' },
  finish: { from: ['in_progress'], to: 'completed' },
  short_close: { from: ['in_progress', 'on_hold'], to: 'completed' },
  close: { from: ['completed'], to: 'closed' },
  cancel: { from: ['draft', 'planned', 'released'], to: 'cancelled' },
  reopen: { from: ['completed'], to: 'in_progress' },
});
export type WorkOrderVerb = keyof typeof WORK_ORDER.transitions;

/** States in which an order's content may still be changed. */
const EDITABLE: readonly WorkOrderState[] = ['draft', 'planned'];
const SPLITTABLE: readonly WorkOrderState[] = ['draft', 'planned', 'released', 'in_progress'];

const RESERVABLE: readonly WorkOrderState[] = ['released', 'in_progress'];
const VERBS_THAT_STAY = { edit: EDITABLE, split: SPLITTABLE, reserve: RESERVABLE } as const;

/** What a screen may offer: the verbs of the machine, and those that lead nowhere; `reserve` while a material lacks a promise. */
export function legalOf(state: WorkOrderState, lacksPromise = false): string[] {
  const stays = (verb: keyof typeof VERBS_THAT_STAY): string[] => (VERBS_THAT_STAY[verb].includes(state) ? [verb] : []);
  return [...stays('edit'), ...WORK_ORDER.legal(state), ...stays('split'), ...(lacksPromise ? stays('reserve') : [])];
}

/** Where the verb leads. @throws work_orders.invalid_transition with the legal verbs; on_hold for work on an order that is held. */
export function stepOf(state: WorkOrderState, verb: WorkOrderVerb): WorkOrderState {
  const next = WORK_ORDER.next(state, verb);
  if (next === undefined) throw workOrderErrors.invalid_transition({ state, legal: legalOf(state) });
  return next;
}

/** @throws work_orders.invalid_transition when the order may not be edited, split or promised material any more. */
export function mayStill(what: keyof typeof VERBS_THAT_STAY, state: WorkOrderState): void {
  if (!VERBS_THAT_STAY[what].includes(state)) throw workOrderErrors.invalid_transition({ state, legal: legalOf(state) });
}

/** Work on the floor: material, reports, operations. @throws work_orders.on_hold | invalid_transition. */
export function requireRunning({ state, number }: { readonly state: WorkOrderState; readonly number: string }): void {
  if (state === 'on_hold') throw workOrderErrors.on_hold({ number });
  if (state !== 'released' && state !== 'in_progress') throw workOrderErrors.invalid_transition({ state, legal: legalOf(state) });
}

/** Good and scrapped together: what the order has used its plan for. */
export function processedOf({ qtyGood, qtyScrap }: { readonly qtyGood: string; readonly qtyScrap: string }): Quantity {
  return Quantity.of(qtyGood).plus(Quantity.of(qtyScrap));
}
