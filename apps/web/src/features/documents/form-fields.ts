import type { FieldProblem } from '@anwen/client';
import type { FormInstance } from 'antd';

export type FieldPath = (string | number)[];

/** The place in the form that a JSON pointer of the body means; `aliases` name the fields that the form calls otherwise. */
export function pathOf(pointer: string, aliases: Readonly<Record<string, string>> = {}): FieldPath {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : (aliases[part] ?? part)));
}

/** A refusal about one entry of a list in a cell (`/lines/0/serials/2`) belongs to the cell. */
function shown(path: FieldPath): FieldPath | undefined {
  for (let length = path.length; length > 0; length--) {
    const candidate = path.slice(0, length);
    if (document.getElementById(candidate.join('_')) !== null) return candidate;
  }
  return undefined;
}

/** Puts the server's complaints at their cells and brings the first into view; the ones without a cell come back. */
export function placeErrors(form: FormInstance, errors: readonly FieldProblem[], aliases: Readonly<Record<string, string>> = {}): FieldProblem[] {
  const unplaced: FieldProblem[] = [];
  const placed = new Map<string, { name: FieldPath; errors: string[] }>();
  for (const error of errors) {
    const name = shown(pathOf(error.pointer, aliases));
    if (name === undefined) unplaced.push(error);
    else placed.set(name.join('_'), { name, errors: [...(placed.get(name.join('_'))?.errors ?? []), error.message] });
  }
  const fields = [...placed.values()];
  form.setFields(fields as never);
  const first = fields[0];
  if (first !== undefined) form.scrollToField(first.name as never, { block: 'center', focus: true });
  return unplaced;
}

/** What a person left empty is left out of the body; texts are trimmed. */
export function compact<T extends object>(fields: T): Partial<T> {
  const pairs = Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined && value !== null && value !== '')) as Partial<T>;
}

/** The fields as a change of what is there already: a patch that leaves a field out keeps it, so one that was emptied is said as null. */
export function change<T extends object>(fields: T, clearable: readonly string[]): object {
  return { ...Object.fromEntries(clearable.map((name) => [name, null])), ...compact(fields) };
}
