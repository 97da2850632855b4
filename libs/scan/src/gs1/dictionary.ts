import { DICTIONARY_ROWS } from './dictionary-table';

/** N digits, X the 82 characters of GS1, Y the 39 of part numbers, Z base64url. */
export type CharacterSet = 'N' | 'X' | 'Y' | 'Z';

export interface Component {
  readonly set: CharacterSet;
  readonly min: number;
  readonly max: number;
  readonly optional: boolean;
  readonly linters: readonly string[];
}

export interface Entry {
  readonly title: string;
  /** Pre-defined length: no FNC1 need follow. */
  readonly fixed: boolean;
  /** May stand behind the ? of a Digital Link. */
  readonly linkAttribute: boolean;
  readonly components: readonly Component[];
  /** Each list must be met by one of its groups; a group by all of its patterns (`31nn`). */
  readonly required: readonly (readonly (readonly string[])[])[];
  readonly excluded: readonly string[];
  /** Null when it is no primary key of a Digital Link; otherwise the allowed sequences of qualifiers. */
  readonly linkKey: readonly (readonly string[])[] | null;
  readonly minLength: number;
  readonly maxLength: number;
}

function componentOf(word: string, name: string): Component {
  const [spec = '', ...linters] = word.split(',');
  const [, open, set, dots, digits] = /^(\[?)([NXYZ])(\.\.)?(\d+)\]?$/.exec(spec) ?? [];
  if (!set) throw new Error(`the dictionary says "${word}" of ${name}`);
  const max = Number(digits);
  return { set: set as CharacterSet, min: dots ? 1 : max, max, optional: open === '[', linters };
}

function entryOf(words: readonly string[], title: string, name: string): Entry {
  const flags = /^[*?]+$/.test(words[0] ?? '') ? words[0]! : '';
  const components: Component[] = [];
  const required: string[][][] = [];
  const excluded: string[] = [];
  let linkKey: string[][] | null = null;
  for (const word of words.slice(flags === '' ? 0 : 1)) {
    const [key, value = ''] = word.split('=');
    if (key === 'req') required.push(value.split(',').map((group) => group.split('+')));
    else if (key === 'ex') excluded.push(...value.split(','));
    else if (key === 'dlpkey') linkKey = value.split('|').map((sequence) => sequence.split(',').filter(Boolean));
    else components.push(componentOf(word, name));
  }
  return {
    title,
    fixed: flags.includes('*'),
    linkAttribute: flags.includes('?'),
    components,
    required,
    excluded,
    linkKey,
    minLength: components.reduce((sum, c) => sum + (c.optional ? 0 : c.min), 0),
    maxLength: components.reduce((sum, c) => sum + c.max, 0),
  };
}

function readDictionary(): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const line of DICTIONARY_ROWS.trim().split('\n')) {
    const [spec = '', title = ''] = line.split(' #');
    const [range = '', ...words] = spec.split(' ');
    const [first = '', last = first] = range.split('-');
    const entry = entryOf(words, title, range);
    for (let ai = Number(first); ai <= Number(last); ai += 1) entries.set(String(ai).padStart(first.length, '0'), entry);
  }
  return entries;
}

const dictionary = readDictionary();
/** All AIs that begin with the same two digits have the same number of digits, so that data can be taken apart from the left. */
const digitsOfPrefix: ReadonlyMap<string, number> = new Map([...dictionary.keys()].map((ai) => [ai.slice(0, 2), ai.length]));

export const entryFor = (ai: string): Entry | undefined => dictionary.get(ai);
export const knownAis = (): Iterable<string> => dictionary.keys();

/** The AI at the start of the text, known or not: its digits as its first two tell. Undefined when no AI begins so. */
export function aiAt(text: string): string | undefined {
  const digits = digitsOfPrefix.get(text.slice(0, 2));
  const ai = digits === undefined ? undefined : text.slice(0, digits);
  return ai !== undefined && dictionary.has(ai) ? ai : undefined;
}

/** `31nn` fits 3103. */
export const fits = (pattern: string, ai: string): boolean =>
  pattern.length === ai.length && [...pattern].every((character, i) => character === 'n' || character === ai[i]);
