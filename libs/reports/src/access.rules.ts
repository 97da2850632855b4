import { mayDo, scopeFor, type Actor, type Scope } from '@anwen/kernel';
import type { ReportAccess, ReportColumn, ReportDefinition, ReportValues, Texts } from './report-definition';

/** Sees value and cost of stock; declared by the inventory library. */
const COST_PERMISSION = 'stock.cost.read';

const isEmpty = (scope: Scope): boolean => !scope.all && scope.warehouses.length === 0 && scope.zones.length === 0;

/** Undefined when the actor may not run the report now: permission absent, reaching nowhere, or not far enough. */
export function accessTo(definition: ReportDefinition, actor: Actor): ReportAccess | undefined {
  if (!mayDo(actor, definition.permission)) return undefined;
  const scope = scopeFor(actor, definition.permission);
  const reachesOthers = definition.alsoBy?.some((kind) => scope[kind].length > 0) ?? false;
  if ((isEmpty(scope) && !reachesOthers) || (definition.companyWide && !scope.all)) return undefined;
  const hasCost = definition.columns.some((column) => column.isCost);
  return { definition, actor, scope, withCost: hasCost && covers(scopeFor(actor, COST_PERMISSION), scope) };
}

/** Whether everything that `inner` reaches lies within `outer`. A zone counts as outside unless it is named itself. */
export function covers(outer: Scope, inner: Scope): boolean {
  if (outer.all) return true;
  if (inner.all || isEmpty(outer)) return false;
  return inner.warehouses.every((id) => outer.warehouses.includes(id)) && inner.zones.every((id) => outer.zones.includes(id));
}

/** What the file will show: without cost for whoever may not see it everywhere, without what the parameters empty. */
export function columnsOf({ definition, withCost }: Pick<ReportAccess, 'definition' | 'withCost'>, values: ReportValues): readonly ReportColumn[] {
  const hidden = new Set(definition.hides?.(values) ?? []);
  return definition.columns.filter((column) => !hidden.has(column.key) && (withCost || !column.isCost));
}

export const textIn = (texts: Texts, locale: string): string => (locale === 'en' ? texts[1] : texts[0]);
