import { Quantity, type Actor, type Id } from '@anwen/kernel';

/** What was done under an operation id through the action's own route. */
export interface WorkDone {
  /** null where the action posts nothing (counts). */
  readonly postingId: string | null;
  readonly userId: Id | null;
  readonly deviceId: Id | null;
  /** Number and id of its document or task. */
  readonly documents: readonly string[];
  readonly moved: readonly Moved[];
}

export interface Moved {
  readonly item: string;
  readonly from: string;
  readonly to: string;
  readonly uom: string;
  readonly baseUom: string;
  /** As entered, and in the base unit. */
  readonly qty: string;
  readonly base: string;
}

/** What an operation says of itself. */
export interface ClaimedWork {
  readonly body: Readonly<Record<string, unknown>>;
  /** Id or number of the document that it names. */
  readonly document: string | null;
}

type Line = Readonly<Record<string, unknown>>;

const PLACES = ['location', 'fromLocation', 'toLocation'] as const;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** By the same person, or on the same device: nobody is told what others have done. */
export function isBy({ userId, deviceId }: Pick<WorkDone, 'userId' | 'deviceId'>, actor: Pick<Actor, 'userId' | 'deviceId'>): boolean {
  return (deviceId !== null && deviceId === actor.deviceId) || (userId !== null && userId === actor.userId);
}

/** Whether what was done is what the operation wants: document, items, places and quantities, as far as it names them. */
export function isSameWork({ body, document }: ClaimedWork, { documents, moved }: WorkDone): boolean {
  if (document !== null && isUuid(documents, document) && !documents.some((known) => known.toLowerCase() === document.toLowerCase())) return false;
  const lines = linesOf(body);
  if (lines.every((line) => text(line.itemCode) && text(line.fromLocation) && text(line.toLocation))) return movesOf(lines, moved) === sumsOf(moved);
  return lines.every((line) => isAmong(line, moved)) && hasTotalOf(lines, moved);
}

/** A put-away is filed under a number that its task does not tell: such a document proves nothing either way. */
const isUuid = (documents: readonly string[], asked: string): boolean => documents.some((known) => (known.length === 36) === (asked.length === 36));

function linesOf(body: ClaimedWork['body']): readonly Line[] {
  const lines = body.lines ?? body.entries;
  if (!Array.isArray(lines)) return [body];
  return lines.map((line: unknown) => (typeof line === 'object' && line !== null ? (line as Line) : {}));
}

const isAmong = (line: Line, moved: readonly Moved[]): boolean =>
  PLACES.every((name) => text(line[name]) === undefined || moved.some(({ from, to }) => from === line[name] || to === line[name])) &&
  (text(line.itemCode) === undefined || moved.some(({ item }) => item === line.itemCode));

/** Unless a line says "all that is left", the quantities add up, as entered or in base units. */
function hasTotalOf(lines: readonly Line[], moved: readonly Moved[]): boolean {
  const given = lines.map((line) => text(line.qty) ?? text(line.pickedQty));
  if (given.some((qty) => qty === undefined) || lines.some((line) => line.rejectedQty !== undefined)) return true;
  const wanted = totalOf(given.map((qty) => qty!));
  return wanted !== null && (wanted === totalOf(moved.map(({ qty }) => qty)) || wanted === totalOf(moved.map(({ base }) => base)));
}

function totalOf(quantities: readonly string[]): string | null {
  try {
    return quantities.reduce((sum, qty) => sum.plus(Quantity.of(qty)), Quantity.of('0')).toString();
  } catch {
    return null; // no quantity at all
  }
}

function movesOf(lines: readonly Line[], moved: readonly Moved[]): string | null {
  const baseOf = new Map(moved.map(({ item, baseUom }) => [item, baseUom]));
  return summed(
    lines.map((l) => [`${text(l.itemCode)}|${text(l.fromLocation)}|${text(l.toLocation)}|${text(l.uom) ?? baseOf.get(text(l.itemCode)!)}`, text(l.qty) ?? '']),
  );
}

const sumsOf = (moved: readonly Moved[]): string | null => summed(moved.map(({ item, from, to, uom, qty }) => [`${item}|${from}|${to}|${uom}`, qty]));

/** Quantities added up by key, in one text that can be compared. */
function summed(pairs: readonly (readonly [string, string])[]): string | null {
  const sums = new Map<string, string[]>();
  for (const [key, qty] of pairs) sums.set(key, [...(sums.get(key) ?? []), qty]);
  const totals = [...sums].map(([key, all]) => `${key}=${totalOf(all)}`).sort();
  return totals.some((one) => one.endsWith('=null')) ? null : totals.join(';');
}
