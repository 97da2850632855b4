import { Quantity } from '@anwen/kernel';
import type { OperationRow, WorkOrderRow } from '../orders/work-order.store';
import { Progress, type OperationTotals } from './need.rules';
import { productionErrors } from './production.errors';
import type { Amounts, OldReport, Reach } from './report-plan';

/**
 * The operation that is named, else the last one that is not skipped; null = the order has none. Reported is at report points and
 * at the last one that is left. @throws production.operation_unknown | operation_not_found | operation_skipped | no_report_point.
 */
export function operationOf(operations: readonly OperationRow[], opNo: number | undefined, reach: Reach): OperationRow | null {
  const last = operations.findLast((o) => o.state !== 'skipped') ?? null;
  const found = opNo === undefined ? last : operations.find((o) => o.opNo === opNo);
  if (found === undefined) throw productionErrors.operation_unknown({ opNo });
  if (found && reach !== null && !reach.has(found.id)) throw productionErrors.operation_not_found({ opNo: found.opNo });
  if (found?.state === 'skipped') throw productionErrors.operation_skipped({ opNo });
  if (found && !found.reportPoint && found !== last) throw productionErrors.no_report_point({ opNo: found.opNo, name: found.name });
  return found;
}

/** What a report changes, and the report that it corrects. */
export interface Change {
  readonly operation: OperationRow | null;
  readonly isFinal: boolean;
  readonly amounts: Amounts;
  readonly old?: OldReport | undefined;
}

/** Totals of the order by operation that is not skipped, with a report and without the one that it corrects. */
export function progressOf(order: WorkOrderRow, operations: readonly OperationRow[], change?: Change): Progress {
  const changed = (qty: string, by: 'good' | 'scrap'): string =>
    Quantity.of(qty)
      .plus(change!.amounts[by])
      .minus(Quantity.of(change!.old?.[by] ?? '0'))
      .toString();
  const totals = (o: OperationTotals, isChanged: boolean): OperationTotals =>
    isChanged ? { opNo: o.opNo, good: changed(o.good, 'good'), scrap: changed(o.scrap, 'scrap') } : o;
  const earlier = operations.slice(0, -1);
  const last = operations.at(-1);
  // The order's own totals also hold what was reported without an operation; an operation's what was reported while another was still to follow.
  const scrapEarlier = earlier.reduce((sum, o) => sum.plus(Quantity.of(o.scrap)), Quantity.zero);
  const good = last && Quantity.of(last.good).compare(Quantity.of(order.qtyGood)) > 0 ? last.good : order.qtyGood;
  const own = { opNo: last?.opNo ?? 0, good, scrap: Quantity.of(order.qtyScrap).minus(scrapEarlier).toString() };
  const output = totals(own, change?.isFinal ?? false);
  return new Progress(last ? [...earlier.map((o) => totals(o, o === change?.operation)), output] : [], output);
}
