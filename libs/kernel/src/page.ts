import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { defineErrors } from './errors';

export const PAGE_LIMIT_DEFAULT = 50;
export const PAGE_LIMIT_MAX = 200;

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
  readonly total?: number;
  readonly totalIsEstimate?: boolean;
}

export const pageErrors = defineErrors('page', {
  cursor_invalid: {
    status: 400,
    level: 'info',
    zh: '分頁游標無效，請從第一頁重新查詢。',
    en: 'The page cursor is not valid; start again from the first page.',
  },
});

/**
 * Signs and reads cursors. A cursor is bound to the list's sort and filters (`binding`), so that it cannot be
 * carried over to another query, and signed, so that its position cannot be forged.
 */
export class CursorCodec {
  constructor(private readonly secret: Buffer) {}

  encode(position: readonly (string | null)[], binding: unknown): string {
    const body = Buffer.from(JSON.stringify(position)).toString('base64url');
    return `${body}.${this.sign(body, binding)}`;
  }

  /** @throws page.cursor_invalid when it was changed or belongs to another query. */
  decode(cursor: string, binding: unknown): (string | null)[] {
    const [body = '', signature = ''] = cursor.split('.');
    const wanted = Buffer.from(this.sign(body, binding));
    const given = Buffer.from(signature);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw pageErrors.cursor_invalid();
    return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as (string | null)[];
  }

  private sign(body: string, binding: unknown): string {
    const bound = createHash('sha256').update(JSON.stringify(binding)).digest();
    return createHmac('sha256', this.secret).update(bound).update(body).digest('base64url').slice(0, 22);
  }
}

/** Cuts the extra row that a store fetched (`limit + 1`) and makes the next cursor from the last row kept. */
export function pageOf<R, T>(rows: readonly R[], limit: number, cursorOf: (last: R) => string, present: (row: R) => T): Page<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(present), nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
