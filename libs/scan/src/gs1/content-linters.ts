import { isCountry, isCountryNumber, isCurrencyNumber } from '@anwen/catalog/codes';
import type { Gs1ErrorCode } from './gs1-errors';

type Linter = (value: string) => Gs1ErrorCode | null;

/** Modulo 10 with weights 3 and 1 from the right: GTIN, SSCC, GLN and their kin. */
export function hasCheckDigit(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

const CSET82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const CSET32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** Weights of the check character pair: prime numbers, counted from the right. */
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];

function checkPair(value: string): Gs1ErrorCode | null {
  if (value.length < 2) return 'too_short_for_check_pair';
  const [data, pair] = [value.slice(0, -2), value.slice(-2)];
  const sum = [...data].reverse().reduce((total, c, i) => total + CSET82.indexOf(c) * (PRIMES[i] ?? 0), 0) % 1021;
  return pair === `${CSET32[sum >> 5]}${CSET32[sum & 31]}` ? null : 'incorrect_check_pair';
}

function iban(value: string): Gs1ErrorCode | null {
  if (value.length <= 10) return 'iban_too_short';
  if (!/^[A-Z0-9]+$/.test(value)) return 'invalid_iban_character';
  if (!isCountry(value.slice(0, 2))) return 'illegal_iban_country_code';
  const digits = [...`${value.slice(4)}${value.slice(0, 4)}`].map((c) => parseInt(c, 36)).join('');
  return BigInt(digits) % 97n === 1n ? null : 'incorrect_iban_checksum';
}

/** The months are judged before the days; day 00 stands for the whole month where that is allowed. */
function day(year: number, rest: string, allowZero: boolean): Gs1ErrorCode | null {
  const [month, date] = [Number(rest.slice(0, 2)), Number(rest.slice(2, 4))];
  if (month < 1 || month > 12) return 'illegal_month';
  if (date === 0) return allowZero ? null : 'illegal_day';
  return date <= new Date(Date.UTC(year, month, 0)).getUTCDate() ? null : 'illegal_day';
}

/** Of two-digit years only the leap years matter here, and those repeat in every century that a label can mean. */
const shortDay = (value: string, allowZero: boolean): Gs1ErrorCode | null => day(2000 + Number(value.slice(0, 2)), value.slice(2), allowZero);
const below =
  (limit: number, code: Gs1ErrorCode): Linter =>
  (value) =>
    Number(value) < limit ? null : code;
const matches =
  (pattern: RegExp, code: Gs1ErrorCode): Linter =>
  (value) =>
    pattern.test(value) ? null : code;
const prefixAt =
  (from: number): Linter =>
  (value) =>
    /^\d{4}/.test(value.slice(from)) ? null : 'invalid_gcp_prefix';

function pieceOfTotal(value: string): Gs1ErrorCode | null {
  const half = value.length / 2;
  const [piece, total] = [Number(value.slice(0, half)), Number(value.slice(half))];
  if (piece === 0) return 'zero_piece_number';
  if (total === 0) return 'zero_total_pieces';
  return piece <= total ? null : 'piece_number_exceeds_total';
}

function positionInSequence(value: string): Gs1ErrorCode | null {
  const parts = /^([1-9]\d*)\/([1-9]\d*)$/.exec(value);
  if (!parts) return 'position_in_sequence_malformed';
  return Number(parts[1]) <= Number(parts[2]) ? null : 'position_exceeds_end';
}

function hourAndMinute(value: string): Gs1ErrorCode | null {
  return below(24, 'illegal_hour')(value.slice(0, 2)) ?? below(60, 'illegal_minute')(value.slice(2, 4));
}

const LINTERS: Readonly<Record<string, Linter>> = {
  csum: (value) => (hasCheckDigit(value) ? null : 'incorrect_check_digit'),
  csumalpha: checkPair,
  gcppos1: prefixAt(0),
  gcppos2: prefixAt(1),
  hasnondigit: matches(/\D/, 'requires_non_digit_character'),
  hh: below(24, 'illegal_hour'),
  hhmi: hourAndMinute,
  hyphen: matches(/^-*$/, 'not_hyphen'),
  iban,
  importeridx: matches(/^[-0-9A-Z_a-z]$/, 'invalid_importer_index_character'),
  iso3166: (value) => (isCountryNumber(value) ? null : 'not_iso3166'),
  iso3166999: (value) => (value === '999' || isCountryNumber(value) ? null : 'not_iso3166_or_999'),
  iso3166alpha2: (value) => (isCountry(value) ? null : 'not_iso3166_alpha2'),
  iso4217: (value) => (isCurrencyNumber(value) ? null : 'not_iso4217'),
  iso5218: matches(/^[0129]$/, 'invalid_biological_sex_code'),
  latitude: below(1_800_000_001, 'invalid_latitude'),
  longitude: below(3_600_000_001, 'invalid_longitude'),
  mediatype: matches(/^(0[1-9]|10|[89]\d)$/, 'invalid_media_type'),
  mi: below(60, 'illegal_minute'),
  nonzero: matches(/[^0]/, 'illegal_zero_value'),
  nozeroprefix: matches(/^(0$|[^0])/, 'illegal_zero_prefix'),
  // The package codes of Recommendation 21 are not carried along: their form is all that is judged.
  packagetype: matches(/^[0-9A-Z]{1,4}$/, 'invalid_package_type'),
  pcenc: matches(/^([^%]|%[0-9A-Fa-f]{2})*$/, 'invalid_percent_sequence'),
  pieceoftotal: pieceOfTotal,
  posinseqslash: positionInSequence,
  ss: below(60, 'illegal_second'),
  winding: matches(/^[019]$/, 'invalid_winding_direction'),
  yesno: matches(/^[01]$/, 'not_zero_or_one'),
  yymmd0: (value) => shortDay(value, true),
  yymmdd: (value) => shortDay(value, false),
  yyyymmdd: (value) => day(Number(value.slice(0, 4)), value.slice(4), false),
  zero: matches(/^0*$/, 'not_zero'),
  // Coupons (8110, 8112) belong to shops: their own grammar is not looked into.
  couponcode: () => null,
  couponposoffer: () => null,
};

/** The complaint of a routine named in the dictionary; a routine that nobody wrote is a fault of ours, not of the label. */
export function lint(name: string, value: string): Gs1ErrorCode | null {
  const linter = LINTERS[name];
  if (!linter) throw new Error(`the GS1 dictionary names the unknown check "${name}"`);
  return linter(value);
}

const CHARACTERS: Readonly<Record<string, readonly [RegExp, Gs1ErrorCode]>> = {
  N: [/^\d*$/, 'non_digit_character'],
  X: [/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/, 'invalid_cset82_character'],
  Y: [/^[#\-/0-9A-Z]*$/, 'invalid_cset39_character'],
  Z: [/^[-0-9A-Z_a-z]*={0,2}$/, 'invalid_cset64_character'],
};

export function lintCharacters(set: string, value: string): Gs1ErrorCode | null {
  const [allowed, code] = CHARACTERS[set]!;
  return allowed.test(value) ? null : code;
}
