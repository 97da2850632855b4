import { inventoryErrors } from '@anwen/inventory';
import { textIn } from './access.rules';
import type { ReportDefinition, ReportValues } from './report-definition';

/**
 * What the reader of a report about movements must know: those up to a day have left the database. Undefined while all are
 * online. @throws inventory.date_archived when the first day that was asked for is one of them.
 */
export function archiveNote({ fromLedger }: ReportDefinition, values: ReportValues, through: string | null, locale: string): string | undefined {
  if (!fromLedger || through === null) return undefined;
  if (typeof values.from === 'string' && values.from <= through) throw inventoryErrors.date_archived({ through });
  return textIn([`${through} 以前的庫存異動已封存，不在此報表中。`, `Movements up to ${through} are archived and not in this report.`], locale);
}
