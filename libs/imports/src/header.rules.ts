import type { ImportColumn } from './target';

/** column key → position in the header; null = not in the file. */
export type Mapping = Readonly<Record<string, number | null>>;

/** Headers compared without case, width, blanks, punctuation and the star of a required field. */
export function foldHeader(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_*\-:.'"]/g, '');
}

/** A unit or remark in brackets says nothing about which column it is: `數量(PCS)`. */
const withoutBrackets = (text: string): string => text.normalize('NFKC').replace(/[([{].*?[)\]}]/g, '');

/**
 * Which column stands where, by the header's words: saved names first, then key, Chinese, English and other usual names.
 * Each position is given to one column.
 */
export function matchHeader(columns: readonly ImportColumn[], header: readonly string[], saved: Readonly<Record<string, string | null>> = {}): Mapping {
  const folded = header.map(foldHeader);
  const bare = header.map((text) => foldHeader(withoutBrackets(text)));
  const taken = new Set<number>();
  const mapping: Record<string, number | null> = {};
  const find = (names: readonly string[]): number | null => {
    for (const name of names.filter(Boolean)) {
      for (const texts of [folded, bare]) {
        const at = texts.findIndex((text, i) => text === name && text !== '' && !taken.has(i));
        if (at >= 0) return at;
      }
    }
    return null;
  };
  const claim = (column: ImportColumn, names: readonly string[]): void => {
    const at = find(names.map(foldHeader));
    if (at === null) return;
    mapping[column.key] = at;
    taken.add(at);
  };
  for (const column of columns) if (saved[column.key]) claim(column, [saved[column.key]!]);
  for (const column of columns) if (mapping[column.key] === undefined) claim(column, [column.key, column.zh, column.en]);
  for (const column of columns) if (mapping[column.key] === undefined) claim(column, column.aliases ?? []);
  return Object.fromEntries(columns.map((column) => [column.key, mapping[column.key] ?? null]));
}

/** The first column of a mapping that cannot be: unknown, outside the header, or two columns on one position. */
export function mappingFault(columns: readonly ImportColumn[], header: readonly string[], mapping: Mapping): string | undefined {
  const known = new Set(columns.map((column) => column.key));
  const taken = new Set<number>();
  for (const [key, at] of Object.entries(mapping)) {
    if (!known.has(key)) return key;
    if (at === null) continue;
    if (!Number.isSafeInteger(at) || at < 0 || at >= header.length || taken.has(at)) return key;
    taken.add(at);
  }
  return undefined;
}
