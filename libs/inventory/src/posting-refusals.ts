import { sqlState, violatedConstraint } from '@anwen/database';
import type { Actor, FieldError } from '@anwen/kernel';
import { LINE_TEXTS, inventoryErrors, operationErrors } from './inventory.errors';
import type { LedgerPosting, LineNames, PostingOutcome } from './ledger-posting';
import type { Complaint } from './line.rules';
import { stateInWords } from './state-words';

export const nameOf = ({ docType, docRef }: { docType?: string | null | undefined; docRef?: string | null | undefined }): Record<string, unknown> => ({
  docType,
  docRef: docRef ?? '',
});
const location = (id: string): { headers: { Location: string } } => ({ headers: { Location: `/api/v1/inventory/postings/${id}` } });
export const alreadyDone = (id: string): Error => operationErrors.duplicate({ ...location(id), posting: id });
export const reversedAlready = (id: string): Error => inventoryErrors.already_reversed({ ...location(id), reversedBy: id });

/** What the unique keys of the ledger decided: an operation that this actor may not see, a race that was lost. */
export function refusalOf(error: unknown): unknown {
  if (violatedConstraint(error) === 'serials_usable') return inventoryErrors.serial_held();
  if (violatedConstraint(error) === 'lots_renamable') return inventoryErrors.relabel_held();
  if (sqlState(error) !== '23505') return error;
  switch (violatedConstraint(error)) {
    case 'inventory_postings_client_op_id_key':
      return operationErrors.duplicate();
    case 'inventory_postings_reverses_id_key':
      return inventoryErrors.already_reversed();
    case 'inventory_balance_serial':
      return inventoryErrors.serial_conflict();
    default:
      return error;
  }
}

export function conflictingSerials(
  conflicts: NonNullable<PostingOutcome['conflicts']>,
  postings: readonly LedgerPosting[],
  names: readonly LineNames[],
): string[] {
  const lines = postings.flatMap((p) => p.lines);
  return conflicts.map(({ serialId }) => names[lines.findIndex((l) => l.serialId === String(serialId))]?.serial ?? String(serialId));
}

/** States are codes in English and words in Chinese. */
function wordOf({ locale }: Actor, name: string, value: unknown): string {
  return name === 'status' && locale !== 'en' ? stateInWords(value) : String(value ?? '');
}

export function refuseLines(actor: Actor, complaints: readonly Complaint[]): Error {
  const errors: FieldError[] = complaints.map(({ pointer, code, params }) => ({
    pointer,
    code: `inventory.${code}`,
    ...(params ? { params } : {}),
    message: (actor.locale === 'en' ? LINE_TEXTS[code].en : LINE_TEXTS[code].zh).replace(/\{(\w+)\}/g, (_, name: string) =>
      wordOf(actor, name, params?.[name]),
    ),
  }));
  return inventoryErrors.lines_refused({ errors });
}
