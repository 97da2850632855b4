import { ApiProblem, type Item, type PostingInput, type PostingLineInput } from '@anwen/client';

export const POST_TYPES = ['receipt', 'transfer', 'issue'] as const;
export type PostType = (typeof POST_TYPES)[number];

/** Which sides a person names; the server fills the other with its virtual place. */
export const SIDES: Record<PostType, { from: boolean; to: boolean }> = {
  receipt: { from: false, to: true },
  transfer: { from: true, to: true },
  issue: { from: true, to: false },
};
/** The route asks for the first, the type of posting for the second. */
export const PERMISSIONS: Record<PostType, readonly [string, string]> = {
  receipt: ['stock.post', 'stock.receive'],
  transfer: ['stock.post', 'stock.transfer'],
  issue: ['stock.post', 'stock.issue'],
};

export interface LineFields {
  item?: Item | undefined;
  qty?: string;
  uom?: string | undefined;
  from?: string;
  to?: string;
  lot?: string | undefined;
  expiresOn?: string | undefined;
  serials?: string[] | undefined;
}

export interface PostFields {
  docRef?: string;
  note?: string;
  lines: LineFields[];
}

const given = (text: string | undefined): string | undefined => text?.trim() || undefined;

function lineBody(type: PostType, line: LineFields): PostingLineInput {
  const tracking = line.item?.tracking;
  const pairs = Object.entries({
    itemCode: line.item?.code,
    qty: given(line.qty),
    uom: line.uom ?? line.item?.baseUom.code,
    fromLocation: SIDES[type].from ? given(line.from) : undefined,
    toLocation: SIDES[type].to ? given(line.to) : undefined,
    lot: tracking === 'lot' ? given(line.lot) : undefined,
    expiresOn: tracking === 'lot' && type === 'receipt' ? given(line.expiresOn) : undefined,
    serials: tracking === 'serial' ? line.serials : undefined,
  });
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as unknown as PostingLineInput;
}

/** The request that the form stands for; fields that do not apply to the item are left out. */
export function bodyFrom(type: PostType, fields: PostFields, operationId: string): PostingInput {
  const [docRef, note] = [given(fields.docRef), given(fields.note)];
  return {
    type,
    clientOpId: operationId,
    ...(docRef === undefined ? {} : { docRef }),
    ...(note === undefined ? {} : { note }),
    lines: fields.lines.map((line) => lineBody(type, line)),
  } as PostingInput;
}

const LINE_FIELD: Record<string, keyof LineFields> = {
  itemCode: 'item',
  itemId: 'item',
  qty: 'qty',
  uom: 'uom',
  fromLocation: 'from',
  toLocation: 'to',
  lot: 'lot',
  expiresOn: 'expiresOn',
  serials: 'serials',
};
const HEAD_FIELD: Record<string, 'docRef' | 'note'> = { docRef: 'docRef', note: 'note' };

/** The form field behind a JSON pointer of the body; undefined when the form shows no such field. */
export function fieldOf(pointer: string): ['docRef' | 'note'] | ['lines', number, keyof LineFields] | undefined {
  const [, first = '', index = '', name = ''] = pointer.split('/');
  if (HEAD_FIELD[first] !== undefined) return [HEAD_FIELD[first]];
  const field = LINE_FIELD[name];
  return first === 'lines' && /^\d+$/.test(index) && field !== undefined ? ['lines', Number(index), field] : undefined;
}

/**
 * What an unsuccessful sending means for the stock. `refused`: it did not happen, the next try is a new operation.
 * `unknown`: it may have happened, so only the very same content under the same key may be sent again.
 * `done`: it had happened before.
 */
export function outcomeOf(failure: unknown): 'refused' | 'unknown' | 'done' {
  if (!(failure instanceof ApiProblem)) return 'unknown';
  if (failure.code === 'operation.duplicate') return 'done';
  // Refused before the key was looked at: a session that ended, a rate limit, maintenance. The key is still good.
  const undecided = [401, 408, 425, 429].includes(failure.status) || failure.code.startsWith('idempotency.');
  return failure.status < 500 && !undecided ? 'refused' : 'unknown';
}

/** What a frozen form says and offers beside giving it up: a key that stands for other content is refused however often it is sent. */
export function waysOut(failure: unknown): { hint: 'unknownHint' | 'failedHint' | 'reusedHint'; retry: boolean } {
  if (!(failure instanceof ApiProblem)) return { hint: 'unknownHint', retry: true };
  if (failure.code === 'idempotency.key_reused') return { hint: 'reusedHint', retry: false };
  return { hint: failure.code === 'http.unexpected' ? 'failedHint' : 'unknownHint', retry: true };
}

/** What people paste between serial numbers; every other character (- / . # : _ and so on) belongs to the number itself. */
export const SERIAL_SEPARATORS = [',', '，', '、', ';', '；', ' ', '\u3000', '\t', '\n', '\r'];

/** Single serial numbers out of what was typed or pasted, each once. */
export function serialsFrom(entries: readonly string[]): string[] {
  const one = entries.flatMap((entry) => entry.split(new RegExp(`[${SERIAL_SEPARATORS.join('')}]+`)));
  return [...new Set(one.filter((serial) => serial !== ''))];
}

/** A positive plain decimal with at most `scale` digits after the point. */
export function isQuantity(text: string, scale: number): boolean {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim());
  return match !== null && (match[2]?.length ?? 0) <= scale && /[1-9]/.test(text);
}
