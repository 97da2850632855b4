import type { ImportMapping, ImportSession, ImportType } from '@anwen/client';

export const STEPS = ['file', 'map', 'mode', 'check', 'run'] as const;
export type Step = (typeof STEPS)[number];
/** The server's limit; told before a slow line has carried the file. */
const MAX_FILE_BYTES = 20 * 2 ** 20;
/** Row by row is for a handful of mistakes; the server takes no more corrections than this. */
export const MAX_FIXES = 200;

export type FileFault = 'empty' | 'tooLarge' | 'wrongType' | 'macros';

/** What is wrong with a file as far as its name and size tell. */
export function faultOf({ name, size }: { name: string; size: number }): FileFault | null {
  if (/\.(xlsm|xltm|xlsb)$/i.test(name)) return 'macros';
  if (!/\.(xlsx|csv)$/i.test(name)) return 'wrongType';
  if (size === 0) return 'empty';
  return size > MAX_FILE_BYTES ? 'tooLarge' : null;
}

/** Where a session is resumed when the address names no step. */
export function stepOf({ state, counts }: Pick<ImportSession, 'state' | 'counts'>): Step {
  if (state === 'validating') return 'check';
  if (state === 'committing' || state === 'committed' || state === 'rolled_back') return 'run';
  return counts === null ? (state === 'failed' ? 'check' : 'file') : 'check';
}

/** The settings can change until the import has begun. */
export const isEditable = ({ state }: Pick<ImportSession, 'state'>): boolean => state === 'uploaded' || state === 'validated' || state === 'failed';
export const isWorking = ({ state }: Pick<ImportSession, 'state'>): boolean => state === 'validating' || state === 'committing';

/** Why a job of the session ended badly, in the language of the last answer. */
export function problemText(problem: ImportSession['problem']): string {
  const text = problem?.['detail'] ?? problem?.['title'];
  return typeof text === 'string' ? text : '';
}

export interface MappingFaults {
  /** Labels of required columns without a source. */
  readonly missing: readonly string[];
  /** Whether one of them identifies the row: then no mode works. */
  readonly keyMissing: boolean;
  readonly unused: readonly string[];
}

/** What is missing or doubtful in a mapping. */
export function faultsOf(type: ImportType, mapping: ImportMapping, header: readonly string[], labelOf: (key: string) => string): MappingFaults {
  const at = (key: string): number | null => mapping[key] ?? null;
  const used = type.columns.map(({ key }) => at(key)).filter((index) => index !== null);
  const without = type.columns.filter(({ key }) => at(key) === null);
  return {
    missing: without.filter(({ key, required }) => required || type.naturalKey.includes(key)).map(({ key }) => labelOf(key)),
    keyMissing: without.some(({ key }) => type.naturalKey.includes(key)),
    unused: header.filter((name, index) => name.trim() !== '' && !used.includes(index)),
  };
}

/** Gives a column of the file to one column of the system; whoever had it before is left without. */
export function moved(mapping: ImportMapping, key: string, index: number | null): ImportMapping {
  const others = Object.entries(mapping).map(([other, at]) => [other, at === index ? null : at] as const);
  return { ...Object.fromEntries(others), [key]: index };
}

/** A mapping by the names of the file's columns, so that it fits the next file whatever the order of its columns. */
export function namedMapping(mapping: ImportMapping, header: readonly string[]): Record<string, string> {
  const pairs = Object.entries(mapping).flatMap(([key, index]) => (index === null || header[index] === undefined ? [] : [[key, header[index]] as const]));
  return Object.fromEntries(pairs);
}

export function appliedMapping(type: ImportType, named: Readonly<Record<string, string | null>>, header: readonly string[]): ImportMapping {
  const at = (name: string | null | undefined) => (name == null ? -1 : header.indexOf(name));
  return Object.fromEntries(type.columns.map(({ key }) => [key, at(named[key]) < 0 ? null : at(named[key])]));
}
