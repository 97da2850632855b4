import { COUNTRY_ROWS, CURRENCY_ROWS } from './iso-tables';

const words = (rows: string): string[][] => rows.split(/\s+/).flatMap((word) => (word === '' ? [] : [word.split(':')]));

const currencies: ReadonlyMap<string, number | null> = new Map(words(CURRENCY_ROWS).map(([code, , digits]) => [code!, digits === '-' ? null : Number(digits)]));
const currencyNumbers: ReadonlySet<string> = new Set(words(CURRENCY_ROWS).map(([, number]) => number!));
const countries: ReadonlyMap<string, string> = new Map(words(COUNTRY_ROWS).map(([code, number]) => [code!, number!]));
const countryNumbers: ReadonlySet<string> = new Set(countries.values());

/** A currency of ISO 4217 that is in use: `TWD`, never `twd` or `NTD`. */
export const isCurrency = (code: string): boolean => currencies.has(code);

/** Digits behind the point of the currency's amounts; null for what has none, as gold; undefined for no currency. */
export const minorDigitsOf = (code: string): number | null | undefined => currencies.get(code);

export const isCurrencyNumber = (number: string): boolean => currencyNumbers.has(number);

/** A country of ISO 3166-1 by its two letters: `TW`. */
export const isCountry = (alpha2: string): boolean => countries.has(alpha2);

export const isCountryNumber = (number: string): boolean => countryNumbers.has(number);
