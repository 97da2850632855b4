import { lint, lintCharacters } from './content-linters';
import { aiAt, entryFor, type Entry } from './dictionary';
import type { Gs1Error } from './gs1-errors';

/** One application identifier with its value. */
export interface Element {
  readonly ai: string;
  readonly value: string;
}

export interface Reading {
  readonly elements: readonly Element[];
  /** Empty when the data is GS1 through and through; otherwise what was read so far stands in `elements`. */
  readonly errors: readonly Gs1Error[];
}

/** FNC1 as scanners send it: the control character GS. */
export const GS = '\u001d';

/**
 * Takes an element string apart: AI, value, AI, value, with GS wherever FNC1 stood. A value of pre-defined length ends by
 * itself (a GS behind it does no harm); any other ends at the next GS or at the end of the data. Nothing is guessed: what does
 * not fit is an error that shows what was read.
 */
export function readElementString(data: string): Reading {
  const elements: Element[] = [];
  let rest = data;
  if (rest === '') return { elements, errors: [{ code: 'empty', ai: null, read: '' }] };
  while (rest !== '') {
    const ai = aiAt(rest);
    if (ai === undefined) return { elements, errors: [{ code: 'unknown_ai', ai: null, read: rest }] };
    const entry = entryFor(ai)!;
    const behind = rest.slice(ai.length);
    const end = behind.indexOf(GS);
    const field = end < 0 ? behind : behind.slice(0, end);
    const value = entry.fixed ? field.slice(0, entry.maxLength) : field;
    const error = lengthError(ai, value, entry) ?? contentError(ai, value);
    if (error) return { elements, errors: [error] };
    elements.push({ ai, value });
    rest = behind.slice(value.length);
    if (rest.startsWith(GS)) rest = rest.slice(1);
    else if (rest !== '' && !entry.fixed) return { elements, errors: [{ code: 'too_long', ai, read: rest }] };
  }
  return { elements, errors: [] };
}

function lengthError(ai: string, value: string, entry: Entry): Gs1Error | null {
  if (value.length < entry.minLength) return { code: 'too_short', ai, read: value };
  return value.length > entry.maxLength ? { code: 'too_long', ai, read: value } : null;
}

/** What is wrong with the value of an identifier: its length, its characters, and what the dictionary says of its parts. */
export function elementError({ ai, value }: Element): Gs1Error | null {
  const entry = entryFor(ai);
  if (!entry) return { code: 'unknown_ai', ai, read: value };
  return lengthError(ai, value, entry) ?? contentError(ai, value);
}

/** The length as a whole has been judged; here the parts take their characters one after the other. */
function contentError(ai: string, value: string): Gs1Error | null {
  let rest = value;
  for (const part of entryFor(ai)!.components) {
    if (part.optional && rest === '') continue;
    const own = rest.slice(0, part.max);
    if (own.length < part.min) return { code: 'too_short', ai, read: value };
    const code = lintCharacters(part.set, own) ?? part.linters.map((name) => lint(name, own)).find((found) => found !== null) ?? null;
    if (code) return { code, ai, read: value };
    rest = rest.slice(own.length);
  }
  return rest === '' ? null : { code: 'too_long', ai, read: value };
}

/** The element string as a printer or a test writes it, `^` for FNC1: in front, and behind every value that does not end by itself. */
export function elementString(elements: readonly Element[], fnc1 = '^'): string {
  const parts = elements.map(({ ai, value }, i) => `${ai}${value}${i < elements.length - 1 && !entryFor(ai)?.fixed ? fnc1 : ''}`);
  return `${fnc1}${parts.join('')}`;
}

/** As people read it below a barcode: (01)…(10)… */
export const bracketed = (elements: readonly Element[]): string => elements.map(({ ai, value }) => `(${ai})${value}`).join('');
