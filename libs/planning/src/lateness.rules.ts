import { firstDues, type Span } from './netting.rules';
import type { Plan, PlannedAt } from './plan.rules';

/**
 * An order cannot begin before what it takes is there: where the plan itself orders that too late, the order begins and ends
 * later, and so does whatever waits for it. What is on its way already does not move it: that can be hurried, as the advice says.
 */
export function afterComponents(plan: Plan, span: Span): Plan {
  if (!plan.orders.some(({ order }) => order.isLate)) return plan;
  const orders = new Map(plan.orders.map((one) => [one.order.key, one]));
  const pegs = plan.pegs.filter(({ supply }) => supply.kind === 'planned');
  const dues = firstDues(pegs);
  const suppliers = new Map<string, string[]>();
  for (const { demand, supply } of pegs) {
    const asking = demand.key.split('>')[0]!;
    if (!orders.has(asking)) continue;
    const known = suppliers.get(asking);
    if (known) known.push(supply.key);
    else suppliers.set(asking, [supply.key]);
  }
  // An order asks of what is planned after it, so from the end every order finds its suppliers settled.
  for (const one of [...plan.orders].reverse()) {
    const { key, releaseOn } = one.order;
    const last = lastOf((suppliers.get(key) ?? []).map((supply) => orders.get(supply)!));
    if (last && last.order.dueOn > releaseOn) orders.set(key, waiting(one, last, { span, due: dues.get(key) }));
  }
  return { ...plan, orders: [...orders.values()] };
}

function waiting(one: PlannedAt, last: PlannedAt, { span, due }: { span: Span; due: string | undefined }): PlannedAt {
  const { order, policy } = one;
  const on = last.order.dueOn;
  const releaseOn = span.workdays.forward(on, 0);
  const earliest = span.workdays.forward(releaseOn, policy.leadDays);
  const dueOn = earliest > order.dueOn ? earliest : order.dueOn;
  return { ...one, order: { ...order, releaseOn, dueOn, isLate: due !== undefined && due < dueOn, waitsFor: { itemId: last.itemId, on } } };
}

/** What comes last; of several on one day always the same, however the pegs are sorted. */
function lastOf(orders: readonly PlannedAt[]): PlannedAt | undefined {
  let last: PlannedAt | undefined;
  for (const one of orders) {
    const isLater = !last || one.order.dueOn > last.order.dueOn || (one.order.dueOn === last.order.dueOn && one.order.key < last.order.key);
    if (isLater) last = one;
  }
  return last;
}
