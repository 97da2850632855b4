import { z } from 'zod/mini';

// Addresses are written by people and old links too: what is not valid is left out, never an error page.
export const text = (max: number) => z.catch(z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(max))), undefined);
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.catch(z.optional(z.enum(values)), undefined);
export const day = z.catch(z.optional(z.iso.date()), undefined);
export const flag = oneOf(['true']);

export const PAGE_SIZES = ['20', '50', '100', '200'] as const;
export const STOCK_STATUSES = ['available', 'qc', 'hold', 'damaged'] as const;
export const EVENT_TYPES = [
  'receipt',
  'putaway',
  'transfer',
  'pick',
  'ship',
  'issue',
  'backflush',
  'produce',
  'scrap',
  'adjust',
  'count',
  'status',
  'split',
  'opening',
  'reversal',
] as const;
export const paging = { limit: oneOf(PAGE_SIZES), cursor: text(500) };

export const balanceSearch = z.object({
  q: text(100),
  itemCode: text(64),
  warehouse: text(64),
  location: text(64),
  lot: text(64),
  status: oneOf(STOCK_STATUSES),
  includeZero: flag,
  sort: oneOf(['itemCode', '-itemCode', 'location', '-location', 'onHand', '-onHand', 'lastMovementAt', '-lastMovementAt']),
  ...paging,
});
export type BalanceSearch = z.infer<typeof balanceSearch>;

export const ledgerSearch = z.object({
  itemCode: text(64),
  location: text(64),
  lot: text(64),
  type: oneOf(EVENT_TYPES),
  from: day,
  to: day,
  ...paging,
});
export type LedgerSearch = z.infer<typeof ledgerSearch>;

export const itemSearch = z.object({ q: text(100), ...paging });
export type ItemSearch = z.infer<typeof itemSearch>;

export const jobSearch = z.object({ open: flag });
export const importsSearch = z.object({ cursor: text(500) });
export const importNewSearch = z.object({ type: text(40) });
export const importSearch = z.object({
  step: oneOf(['file', 'map', 'mode', 'check', 'run']),
  rows: oneOf(['new', 'changed', 'unchanged', 'error']),
});
export type ImportSearch = z.infer<typeof importSearch>;
export const reportsSearch = z.object({ q: text(100) });
export const schedulesSearch = z.object({ new: text(64), edit: text(64) });

/** The conditions of a report differ from report to report: any short text is kept, the report takes what it knows. */
export function reportSearch(raw: Record<string, unknown>): Record<string, string> {
  const pairs = Object.entries(raw).filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1].length <= 200);
  return Object.fromEntries(pairs.slice(0, 30));
}

export const loginSearch = z.object({ next: text(2000), expired: flag });

let dropped = false;

/** Reads an address by a schema and remembers when something in it was not understood: the router takes that out at once. */
export function readSearch<T extends object>(schema: { parse: (raw: unknown) => T }): (raw: Record<string, unknown>) => T {
  return (raw) => {
    const parsed = schema.parse(raw);
    dropped ||= Object.entries(parsed).some(([name, value]) => value === undefined && raw[name] !== undefined && raw[name] !== '');
    return parsed;
  };
}

/** Whether something was left out since the last question. */
export function takeDropped(): boolean {
  const answer = dropped;
  dropped = false;
  return answer;
}

/** Only a path of this portal may follow a login; anything else would be an open redirect. */
export function safeNext(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/') || /^\/[/\\]/.test(next) || /[\u0000-\u001f]/.test(next)) return '/';
  return next.startsWith('/login') ? '/' : next;
}

/** Plain addresses (`?q=M6&status=hold`) instead of JSON in percent signs. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]]));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
