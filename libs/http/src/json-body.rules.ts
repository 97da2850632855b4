import { isUtf8 } from 'node:buffer';
import { httpErrors } from './http.errors';

/** Deeper nesting than this is an attack on recursion, never a document of ours. */
const DEPTH_MAX = 32;

/**
 * Parses a JSON body strictly.
 * @throws http.bad_encoding | http.malformed_json | http.duplicate_key
 */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw httpErrors.bad_encoding();
  const text = body.toString('utf8');
  if (nestingOf(text) > DEPTH_MAX) throw httpErrors.malformed_json();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw httpErrors.malformed_json();
  }
  // JSON.parse keeps the last of two equal names; two readers could understand two different orders.
  if (keysInText(text) !== keysInValue(value)) throw httpErrors.duplicate_key();
  return value;
}

const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;

/** Position behind the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) return i + 1;
    i += c === BACKSLASH ? 2 : 1;
  }
  return i;
}

/** How many property names the text writes: strings with a colon behind them. Valid JSON is assumed. */
function keysInText(text: string): number {
  let keys = 0;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) !== QUOTE) continue;
    i = endOfString(text, i);
    while (text.charCodeAt(i) <= 32) i++;
    if (text.charCodeAt(i) === COLON) keys++;
    else i--;
  }
  return keys;
}

function keysInValue(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const entry of value) keys += keysInValue(entry);
    return keys;
  }
  const names = Object.keys(value);
  for (const name of names) keys += keysInValue((value as Record<string, unknown>)[name]);
  return keys + names.length;
}

function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) i = endOfString(text, i) - 1;
    else if (c === 91 || c === 123) deepest = Math.max(deepest, ++depth);
    else if (c === 93 || c === 125) depth--;
  }
  return deepest;
}
