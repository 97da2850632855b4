import { entryFor } from './dictionary';
import { elementError, type Element, type Reading } from './elements';

/** Scheme in one letter case, as URIs of labels are written. */
const SCHEME = /^(?:https?|HTTPS?):\/\//;
const URI = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;
/** A name or address with an optional port; who may resolve it is not asked. */
const DOMAIN = /^(?:[A-Za-z0-9\-._]+|\[[0-9A-Fa-f:.]+\])(?::\d+)?$/;

export const looksLikeLink = (text: string): boolean => SCHEME.test(text);

const failed = (text: string): Reading => ({ elements: [], errors: [{ code: 'link_syntax', ai: null, read: text }] });

/** A GS1 Digital Link: the key and its qualifiers in the path, attributes behind the question mark, in that order. */
export function readDigitalLink(text: string): Reading {
  if (!looksLikeLink(text) || !URI.test(text)) return failed(text);
  const [address = ''] = text.replace(SCHEME, '').split('#');
  const [place = '', ...queries] = address.split('?');
  const [domain = '', ...path] = place.split('/');
  if (!DOMAIN.test(domain)) return failed(text);
  const keys = keyElements(path);
  const attributes = attributeElements(queries.join('?'));
  if (!keys || !attributes) return failed(text);
  const elements = [...keys, ...attributes];
  if (new Set(elements.map(({ ai }) => ai)).size < elements.length) return failed(text);
  const wrong = elements.map(elementError).find((error) => error !== null);
  return wrong ? { elements: [], errors: [wrong] } : { elements, errors: [] };
}

/** The rightmost key whose rest of the path is pairs of its qualifiers, in one of the orders that the dictionary gives. */
function keyElements(path: readonly string[]): Element[] | null {
  for (let from = path.length - 2; from >= 0; from -= 2) {
    const key = entryFor(path[from]!)?.linkKey;
    if (!key) continue;
    const pairs = pairsOf(path.slice(from));
    return pairs &&
      key.some((sequence) =>
        isOrderedPart(
          pairs.slice(1).map(({ ai }) => ai),
          sequence,
        ),
      )
      ? pairs
      : null;
  }
  return null;
}

function pairsOf(segments: readonly string[]): Element[] | null {
  const pairs: Element[] = [];
  for (let i = 0; i + 1 < segments.length; i += 2) {
    const value = decoded(segments[i + 1]!);
    if (value === null || value === '') return null;
    pairs.push({ ai: segments[i]!, value });
  }
  return pairs;
}

function isOrderedPart(part: readonly string[], whole: readonly string[]): boolean {
  let at = -1;
  return part.every((one) => {
    const next = whole.indexOf(one, at + 1);
    at = next;
    return next >= 0;
  });
}

/** Names that are no numbers belong to others and are passed over; a number must be an identifier that may stand here. */
function attributeElements(query: string): Element[] | null {
  const found: Element[] = [];
  for (const pair of query.split('&')) {
    const [name = '', ...values] = pair.split('=');
    if (values.length === 0 || !/^\d+$/.test(name)) continue;
    const value = decoded(values.join('=').replaceAll('+', ' '));
    if (value === null || value === '' || !entryFor(name)?.linkAttribute) return null;
    found.push({ ai: name, value });
  }
  return found;
}

function decoded(text: string): string | null {
  if (!/^(?:[^%]|%[0-9A-Fa-f]{2})*$/.test(text)) return null;
  try {
    const plain = decodeURIComponent(text);
    return plain.includes('\0') ? null : plain;
  } catch {
    return null;
  }
}
