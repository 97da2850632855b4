import { inboundPermissions } from '@anwen/trade/inbound';
import { workOrdersPermissions } from '@anwen/work-orders/orders';
import { AppError, scopeFor, type Actor, type FieldError, type Id } from '@anwen/kernel';
import type { SkippedDto } from './planning.dto';
import { ACCEPT_TEXTS, stateInWords } from './planning.errors';
import { planningPermissions } from './planning.permissions';
import type { Portion } from './source.store';
import { ORDERS } from './suggestion.service';
import type { SuggestionRow } from './suggestion.store';

/** Why one suggestion is not accepted, under its own name. */
export interface Refusal {
  readonly id: string;
  readonly error: FieldError;
}

interface Needed {
  readonly code: string;
  readonly said: { readonly zh: string; readonly en: string };
}

/** What each kind of draft takes. A draft of a transfer moves no goods: sending them is another permission, which somebody needs then. */
const PERMISSIONS: Readonly<Record<string, Needed>> = {
  make: { code: 'wo.write', said: workOrdersPermissions.permissions['wo.write'] },
  buy: { code: 'purchase.write', said: inboundPermissions.permissions['purchase.write'] },
  move: { code: 'planning.accept', said: planningPermissions.permissions['planning.accept'] },
};
/** The permission under which the draft of a move is written. */
export const MOVE_PERMISSION = 'planning.accept';

/** What can be said of a suggestion by itself. */
export function complaintsOf(actor: Actor, row: SuggestionRow): Refusal[] {
  if (row.state !== 'open') return [refusalOf(actor, row.id, 'closed', { state: row.state, stateZh: stateInWords(row.state) })];
  if (row.isOutdated) return [refusalOf(actor, row.id, 'outdated')];
  if (!ORDERS.has(row.kind)) return [refusalOf(actor, row.id, 'advice_only', { number: row.document?.number ?? '' })];
  const { code, said } = PERMISSIONS[row.kind]!;
  if (!reaches(actor, code, row)) return [refusalOf(actor, row.id, 'not_permitted', { permission: said[actor.locale === 'en' ? 'en' : 'zh'] })];
  return row.kind === 'buy' && !row.supplier ? [refusalOf(actor, row.id, 'no_supplier', { item: row.item.code })] : [];
}

/** Moves whose goods are not there. */
export function shortagesOf(actor: Actor, row: SuggestionRow, places: ReadonlyMap<Id, readonly Portion[]>): Refusal[] {
  if (row.kind !== 'move') return [];
  const portions = places.get(row.no) ?? [];
  const isShort = portions.length === 0 || portions.some(({ isEnough }) => !isEnough);
  const facts = { item: row.item.code, uom: row.item.baseUom, warehouse: row.fromWarehouse?.code ?? '', free: portions[0]?.free ?? '0', qty: row.qty };
  return isShort ? [refusalOf(actor, row.id, 'short_at_source', facts)] : [];
}

export function refusalOf(actor: Actor, id: string, code: keyof typeof ACCEPT_TEXTS, params: Readonly<Record<string, string>> = {}): Refusal {
  const text = actor.locale === 'en' ? ACCEPT_TEXTS[code].en : ACCEPT_TEXTS[code].zh;
  const message = text.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  return { id, error: { pointer: `/suggestions/${id}`, code: `planning.${code}`, message, params } };
}

/**
 * What a document's own service complains about, said of the suggestions that the document was to be made of; undefined when it
 * is no complaint about what was asked for. Those services read everything before they write anything.
 */
export function refusalsIn(error: unknown, actor: Actor, asked: { rows: readonly SuggestionRow[]; at: RowsAt }): Refusal[] | undefined {
  if (!(error instanceof AppError) || (error.status !== 422 && error.status !== 404)) return undefined;
  const own: FieldError = { pointer: '', code: error.code, message: error.text(actor.locale === 'en' ? 'en' : 'zh-Hant') };
  return (error.data.errors ?? [own]).flatMap((one) => {
    const rows = asked.at(one.pointer.split('/').slice(1));
    return (rows.length > 0 ? rows : asked.rows).map(({ id }) => ({ id, error: { ...one, pointer: `/suggestions/${id}` } }));
  });
}

/** Whose fault it is, by the steps of a pointer: `['3', 'lines', '0', 'qty']`. */
export type RowsAt = (steps: readonly string[]) => readonly SuggestionRow[];

/** One reason a suggestion is enough for people who asked for whatever is possible. */
export function skippedOf(refusals: readonly Refusal[]): SkippedDto[] {
  return [...new Map(refusals.map(({ id, error: { code, message } }) => [id, { id, code, message }])).values()];
}

/** Goods are sent from where they leave; everything else is written where it arrives. */
function reaches(actor: Actor, permission: string, { kind, warehouseId, fromWarehouseId }: SuggestionRow): boolean {
  const scope = scopeFor(actor, permission);
  return scope.all || scope.warehouses.includes(kind === 'move' ? fromWarehouseId! : warehouseId);
}
