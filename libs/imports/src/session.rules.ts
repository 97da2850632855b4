import { importErrors } from './imports.errors';
import type { SessionRow, SessionState } from './session.store';
import type { ImportColumn, ImportTarget } from './target';

/** Lists of imports have one order each. @throws imports.sort_unknown */
export function requireSort(sort: string | undefined, allowed: string): void {
  if (sort !== undefined && sort !== allowed) throw importErrors.sort_unknown({ sort, allowed });
}

/** States from which a step may be taken; `failed` leads everywhere that what is already written allows. */
const WORKED_ON: readonly SessionState[] = ['validating', 'committing', 'rolling_back'];
const CHANGEABLE: readonly SessionState[] = ['uploaded', 'validated', 'failed'];
const COMMITTABLE: readonly SessionState[] = ['validated', 'failed'];
const REVERTIBLE: readonly SessionState[] = ['committed', 'failed'];

/** @throws imports.invalid_transition while a job works on it */
export function requireIdle({ state }: Pick<SessionRow, 'state'>): void {
  if (WORKED_ON.includes(state)) throw importErrors.invalid_transition({ state });
}

/** @throws imports.invalid_transition while a job works on it or after it was written */
export function requireChangeable(session: Pick<SessionRow, 'state'>, applied = 0): void {
  require(CHANGEABLE, session);
  if (applied > 0) throw importErrors.invalid_transition({ state: session.state });
}

/** @throws imports.invalid_transition | rows_with_errors | together_too_many | nothing_to_import */
export function requireCommittable(session: SessionRow, { togetherMax = Infinity }: Pick<ImportTarget, 'togetherMax'>): void {
  require(COMMITTABLE, session);
  const { counts, onError } = session;
  if (!counts) throw importErrors.invalid_transition({ state: session.state });
  if (onError === 'all_or_nothing' && counts.error > 0) throw importErrors.rows_with_errors({ count: counts.error });
  if (onError === 'all_or_nothing' && counts.new + counts.changed > togetherMax) throw importErrors.together_too_many({ max: togetherMax });
  if (counts.new + counts.changed === 0) throw importErrors.nothing_to_import();
}

/** @throws imports.invalid_transition when nothing of it was written */
export function requireRevertible(session: Pick<SessionRow, 'state'>, applied: number): void {
  require(REVERTIBLE, session);
  if (applied === 0) throw importErrors.invalid_transition({ state: session.state });
}

function require(states: readonly SessionState[], { state }: Pick<SessionRow, 'state'>): void {
  if (!states.includes(state)) throw importErrors.invalid_transition({ state });
}

/** An update needs the key alone; anything that may create needs what a new record needs. @throws imports.mapping_incomplete */
export function requireMapped(target: ImportTarget, columns: readonly ImportColumn[], session: Pick<SessionRow, 'mode' | 'mapping'>): void {
  const needed = columns.filter((column) => column.required && (session.mode !== 'update' || target.naturalKey.includes(column.key)));
  const missing = needed.filter((column) => session.mapping[column.key] == null);
  if (missing.length > 0) throw importErrors.mapping_incomplete({ columns: missing.map((column) => `${column.zh} (${column.key})`).join('、') });
}
