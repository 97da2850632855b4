import { elementError, type Element, type Reading } from './elements';

/** A value ends at the next bracket that stands for itself; `\(` is a bracket of the value. */
const FORM = /^(?:\(\d+\)(?:[^(\\]|\\\(|\\(?!\())*)+$/;
const PARTS = /\((\d+)\)((?:[^(\\]|\\\(|\\(?!\())*)/g;

export const looksBracketed = (text: string): boolean => /^\(\d{2,4}\)/.test(text);

/** The elements of `(01)…(10)…` without a word about their contents; null when the brackets are not such. */
export function splitBracketed(text: string): Element[] | null {
  if (!FORM.test(text)) return null;
  return [...text.matchAll(PARTS)].map(([, ai, value]) => ({ ai: ai!, value: value!.replaceAll('\\(', '(') }));
}

/** Reads what people type from below a barcode. */
export function readBracketed(text: string): Reading {
  const elements = splitBracketed(text);
  if (!elements) return { elements: [], errors: [{ code: 'bracket_syntax', ai: null, read: text }] };
  const at = elements.findIndex((element) => elementError(element) !== null);
  return at < 0 ? { elements, errors: [] } : { elements: elements.slice(0, at), errors: [elementError(elements[at]!)!] };
}
