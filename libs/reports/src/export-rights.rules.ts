import type { Actor } from '@anwen/kernel';
import { accessTo, covers } from './access.rules';
import type { ExportRow } from './export.store';
import { findReport } from './report-catalogue';
import { reportErrors } from './reports.errors';

/** @throws reports.scope_changed when the file shows what its owner may not see any more. */
export function requireRights(row: Pick<ExportRow, 'report' | 'scope' | 'withCost'>, actor: Actor): void {
  const definition = findReport(row.report);
  const access = definition && accessTo(definition, actor);
  if (!access || !row.scope || !covers(access.scope, row.scope) || (row.withCost && !access.withCost)) throw reportErrors.scope_changed();
}
