import { boardErrors } from './boards.errors';

export const BOARD_KINDS = ['work-center', 'line', 'warehouse', 'work-orders'] as const;
export type BoardKind = (typeof BOARD_KINDS)[number];

/** `work-center:CODE`, `line:GROUP`, `warehouse:CODE`, `work-orders` or `work-orders:WAREHOUSE`. */
export interface BoardKey {
  readonly text: string;
  readonly kind: BoardKind;
  readonly name: string | null;
}

/** Codes have 64 characters at most. */
const KEY_MAX = 80;

/** @throws boards.not_found for a text that can name no board. */
export function parseBoardKey(text: string): BoardKey {
  const colon = text.indexOf(':');
  const kind = (colon < 0 ? text : text.slice(0, colon)) as BoardKind;
  const name = colon < 0 ? null : text.slice(colon + 1);
  const complete = kind === 'work-orders' ? name !== '' : name !== null && name !== '';
  if (!BOARD_KINDS.includes(kind) || !complete || text.length > KEY_MAX || /[\p{Cc}\p{Cs}]/u.test(text))
    throw boardErrors.not_found({ key: text.slice(0, KEY_MAX) });
  return { text, kind, name };
}
