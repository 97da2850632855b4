import { lotExpiry } from './catalogue/lot-expiry';
import { lotTrace } from './catalogue/lot-trace';
import { recallEvidence } from './catalogue/recall-evidence';
import { oee } from './catalogue/oee';
import { onTimeDelivery } from './catalogue/on-time-delivery';
import { productionOrders } from './catalogue/production-orders';
import { scrapPareto } from './catalogue/scrap-pareto';
import { stockAgeing } from './catalogue/stock-ageing';
import { deadStock } from './catalogue/stock-dead';
import { stockMovements } from './catalogue/stock-movements';
import { stockOnHand } from './catalogue/stock-on-hand';
import { stockValuation } from './catalogue/stock-valuation';
import type { ReportDefinition } from './report-definition';

/** Every report of the product. */
export const REPORTS: readonly ReportDefinition[] = [
  stockOnHand,
  stockMovements,
  stockAgeing,
  deadStock,
  stockValuation,
  lotExpiry,
  lotTrace,
  recallEvidence,
  productionOrders,
  scrapPareto,
  oee,
  onTimeDelivery,
];

const byKey = new Map(REPORTS.map((report) => [report.key, report]));

export function findReport(key: string): ReportDefinition | undefined {
  return byKey.get(key);
}
