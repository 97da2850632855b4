import { CreateBomDto, RATIO_BELOW } from '@anwen/catalog';
import { fieldProblems } from './refusal.rules';
import type { RowProblem, Value } from './target';
import { plainDecimalText } from './value.rules';

interface Substitute {
  readonly item: string;
  /** Absent: one for one. */
  readonly ratio?: string;
}

const COLUMN = 'substitutes';

/** `RM-2×1.5;RM-3`: the first one is tried first. A number behind the last × is the ratio, for a code may hold a × of its own; a * (M6*20) belongs to the code. */
export function substitutesOf(cell: Value | undefined): Substitute[] {
  const parts = (cell ?? '').split(/[;；]/).map((part) => part.trim());
  return parts.filter(Boolean).map((part) => {
    const [, item = '', tail = ''] = /^(.*\S)\s*×([^×]+)$/.exec(part) ?? [];
    const ratio = plainDecimalText(tail);
    return item === '' || ratio === undefined ? { item: part } : { item, ratio };
  });
}

/** What is wrong with the substitutes of a component. */
export function substituteProblems(
  { substitutes, component }: Readonly<Record<string, Value | undefined>>,
  items: ReadonlyMap<string, unknown>,
  near: ReadonlyMap<string, string>,
): RowProblem[] {
  const all = substitutesOf(substitutes);
  const problem = (code: string, params?: object): RowProblem => ({ column: COLUMN, code, ...(params ? { params: { ...params } } : {}) });
  const seen = new Set<string>();
  const found = all.flatMap((one): RowProblem[] => {
    const { item, ratio = '1' } = one;
    if (Number(ratio) >= RATIO_BELOW) return [problem('catalog.ratio_range')];
    if (!items.has(item)) return [{ ...problem('imports_row.reference_unknown', { value: item }), ...suggestionFor(all, one, near) }];
    if (item === component) return [problem('catalog.substitute_itself', { item })];
    return seen.size === seen.add(item).size ? [problem('catalog.substitute_twice', { item })] : [];
  });
  return [...unreadable(all), ...found];
}

/** What the API would refuse. The product is one that it takes, so whatever is said of an item is said of a substitute. */
function unreadable(substitutes: readonly Substitute[]): RowProblem[] {
  const said = fieldProblems(CreateBomDto, { item: 'X', lines: [{ substitutes }] });
  return said.filter(({ column }) => ['item', 'ratio', 'substitutes'].includes(column ?? '')).map((one) => ({ ...one, column: COLUMN }));
}

/** The whole cell with the nearest code in the place of the unknown one. */
function suggestionFor(all: readonly Substitute[], wrong: Substitute, near: ReadonlyMap<string, string>): { suggestion?: string } {
  const code = near.get(wrong.item);
  if (code === undefined) return {};
  const text = ({ item, ratio }: Substitute): string => (ratio === undefined ? item : `${item}×${ratio}`);
  return { suggestion: all.map((one) => text(one === wrong ? { ...one, item: code } : one)).join(';') };
}
