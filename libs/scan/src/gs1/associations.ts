import { entryFor, fits } from './dictionary';
import type { Element } from './elements';
import type { Gs1Error } from './gs1-errors';

/** The same identifier twice must say the same. */
export function repeatedDifferently(elements: readonly Element[]): Gs1Error[] {
  const seen = new Map<string, string>();
  return elements.flatMap(({ ai, value }): Gs1Error[] => {
    const before = seen.get(ai);
    if (before === undefined) seen.set(ai, value);
    return before === undefined || before === value ? [] : [{ code: 'repeated_differently', ai, read: value, other: before }];
  });
}

/** Identifiers that must not stand together on one thing. An identifier does not exclude itself, whatever its pattern says. */
export function mutuallyExclusive(elements: readonly Element[]): Gs1Error[] {
  const ais = new Set(elements.map(({ ai }) => ai));
  return elements.flatMap(({ ai, value }): Gs1Error[] => {
    const other = [...ais].find((one) => one !== ai && entryFor(ai)?.excluded.some((pattern) => fits(pattern, one)));
    return other === undefined ? [] : [{ code: 'excluded_together', ai, read: value, other: `(${other})` }];
  });
}

/** A batch without a GTIN is a batch of nothing. */
export function missingCompanions(elements: readonly Element[]): Gs1Error[] {
  const ais = elements.map(({ ai }) => ai);
  const met = (group: readonly string[]): boolean => group.every((pattern) => ais.some((ai) => fits(pattern, ai)));
  return elements.flatMap(({ ai, value }): Gs1Error[] => {
    const unmet = entryFor(ai)?.required.find((groups) => !groups.some(met));
    return unmet ? [{ code: 'companion_missing', ai, read: value, other: unmet.map((group) => group.join('+')).join(', ') }] : [];
  });
}

/** Digits of the keys without their serial component; a signature is of one thing, not of its kind. */
const BARE_KEYS: Readonly<Record<string, number>> = { '253': 13, '255': 13, '8003': 14 };

export function unsignedKeys(elements: readonly Element[]): Gs1Error[] {
  if (!elements.some(({ ai }) => ai === '8030')) return [];
  return elements.flatMap(({ ai, value }): Gs1Error[] => (value.length === BARE_KEYS[ai] ? [{ code: 'serial_component_missing', ai, read: value }] : []));
}

/** All rules about identifiers that come together. */
export const associationErrors = (elements: readonly Element[]): Gs1Error[] =>
  [repeatedDifferently, mutuallyExclusive, missingCompanions, unsignedKeys].flatMap((rule) => rule(elements));
