// Makes the code tables of libs/catalog/src/codes from the lists kept in libs/catalog/data.
// `--check` writes nothing and fails when a table is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const library = join(dirname(fileURLToPath(import.meta.url)), '../libs/catalog');
const folder = join(library, 'data');
const target = join(library, 'src/codes');
const LICENCE = 'Open Data Commons Public Domain Dedication and License (PDDL 1.0)';

/** What people here call the commonest units; the others keep their English name. */
const CHINESE = {
  EA: '件',
  PR: '雙',
  SET: '組',
  DZN: '打',
  GRO: '籮',
  C62: '個',
  H87: '個',
  HUN: '百個',
  MIL: '千個',
  ST: '張',
  RM: '令',
  NPR: '雙',
  PK: '包',
  KGM: '公斤',
  GRM: '公克',
  MGM: '毫克',
  MC: '微克',
  TNE: '公噸',
  KTN: '千公噸',
  DTN: '公擔',
  LBR: '磅',
  ONZ: '盎司',
  APZ: '金衡盎司',
  STN: '短噸',
  LTN: '長噸',
  CTM: '公制克拉',
  MTR: '公尺',
  CMT: '公分',
  MMT: '公釐',
  DMT: '公寸',
  KMT: '公里',
  '4H': '微米',
  C45: '奈米',
  INH: '英寸',
  FOT: '英尺',
  YRD: '碼',
  SMI: '英里',
  NMI: '海里',
  MTK: '平方公尺',
  CMK: '平方公分',
  MMK: '平方公釐',
  DMK: '平方公寸',
  KMK: '平方公里',
  INK: '平方英寸',
  FTK: '平方英尺',
  YDK: '平方碼',
  H18: '公頃',
  ACR: '英畝',
  E19: '坪',
  MTQ: '立方公尺',
  CMQ: '立方公分',
  DMQ: '立方公寸',
  MMQ: '立方公釐',
  INQ: '立方英寸',
  FTQ: '立方英尺',
  YDQ: '立方碼',
  LTR: '公升',
  MLT: '毫升',
  DLT: '分升',
  CLT: '厘升',
  HLT: '百升',
  GLL: '美制加侖',
  GLI: '英制加侖',
  QTL: '美制夸脫',
  PTL: '美制品脫',
  OZA: '美制液量盎司',
  BLL: '桶（石油）',
  SEC: '秒',
  MIN: '分鐘',
  HUR: '小時',
  DAY: '日',
  WEE: '週',
  MON: '月',
  ANN: '年',
  KWH: '千瓦小時',
  WTT: '瓦',
  KWT: '千瓦',
  VLT: '伏特',
  AMP: '安培',
  CEL: '攝氏度',
  FAH: '華氏度',
  KEL: '克耳文',
  NEW: '牛頓',
  PAL: '帕',
  BAR: '巴',
  JOU: '焦耳',
  HTZ: '赫茲',
  P1: '百分比',
  E48: '服務單位',
  LM: '延米',
  ROL: '捲',
  KT: '套件',
  '5B': '批次',
  ZP: '頁',
  E35: '頂',
};
const QUANTITIES = { kg: 'mass', m: 'length', 'm²': 'area', 'm³': 'volume', s: 'time' };
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Quoted fields may hold commas and quotes; none of the three files has a line break inside a field. */
function rowsOf(name) {
  const lines = readFileSync(join(folder, name), 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter(Boolean);
  const cells = (line) => [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => (m[1] === undefined ? m[2] : m[1].replaceAll('""', '"')));
  const [head, ...body] = lines.map(cells);
  return body.map((row) => Object.fromEntries(head.map((key, i) => [key, row[i] ?? ''])));
}

/** `3,110 348 x 10⁻³ kg` → { quantity: 'mass', num: '3110348', den: '1000000000' }; undefined for what is no plain mass, length, … */
function factorOf(text) {
  const plain = text
    .replace(/[\u00a0\s]+/g, ' ')
    .replace(/×/g, 'x')
    .trim();
  const parts = /^(?:(\d[\d ]*(?:, ?[\d ]+)?)\s?(?:x (?=10))?)?(?:(10)([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*))?\s?(kg|m³|m²|m|s)$/u.exec(
    plain.replace(/^10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])/u, '1 x 10'),
  );
  if (!parts) return undefined;
  const [, mantissa = '1', ten, power = '', unit] = parts;
  const [whole, fraction = ''] = mantissa.replaceAll(' ', '').split(',');
  const exponent = (ten ? Number([...power].map((c) => (c === '⁻' ? '-' : SUPERSCRIPTS.indexOf(c))).join('') || '1') : 0) - fraction.length;
  let num = BigInt(whole + fraction) * 10n ** BigInt(Math.max(0, exponent));
  let den = 10n ** BigInt(Math.max(0, -exponent));
  let [a, b] = [num, den];
  while (b) [a, b] = [b, a % b];
  [num, den] = [num / a, den / a];
  return { quantity: QUANTITIES[unit], num, den };
}

function unitRow(row) {
  const factor = factorOf(row.ConversionFactor);
  const counted =
    /^A unit of count/.test(row.Description) ||
    ['3.7', '3.8'].includes(row.LevelAndCategory) ||
    ['EA', 'PR', 'SET', 'DZN', 'C62', 'H87'].includes(row.CommonCode);
  const category = factor?.quantity ?? (counted ? 'count' : ['3.2', '3.3', '3.4'].includes(row.LevelAndCategory) ? 'package' : 'other');
  // Grams and centimetres are weighed and measured to a thousandth; a kilogram or a litre to a millionth of itself.
  const decimals = factor ? (factor.num >= factor.den || row.CommonCode === 'LTR' ? 6 : 3) : category === 'count' || category === 'package' ? 0 : 3;
  const name = row.Name.trim().replaceAll('|', '/');
  return [
    row.CommonCode,
    name,
    CHINESE[row.CommonCode] ?? '',
    row.Symbol.trim().replaceAll('|', '/'),
    category,
    decimals,
    factor?.num ?? '',
    factor?.den ?? '',
  ].join('|');
}

const escape = (text) => text.replace(/[\\`]|\$\{/g, '\\$&');
function write(name, text) {
  const path = join(target, name);
  if (!process.argv.includes('--check')) return writeFileSync(path, text);
  if (readFileSync(path, 'utf8') === text) return undefined;
  console.error(`libs/catalog/src/codes/${name} is stale: run node tools/generate-code-tables.mjs`);
  return (process.exitCode = 1);
}

const units = rowsOf('uom-rec20.csv')
  .filter((row) => !['X', 'D'].includes(row.Status))
  .map(unitRow)
  .sort();
write(
  'rec20-table.ts',
  `/* eslint-disable max-lines -- generated table, one line a unit */
// Generated by tools/generate-code-tables.mjs; do not edit.
// UN/CEFACT Recommendation 20 (units of measure), revision 17, codes in use; from github.com/datasets/unece-units-of-measure, ${LICENCE}.
// Chinese names, categories and decimals are this product's own.

/** code|English name|Chinese name|symbol|category|decimals|num|den: 1 unit = num/den kg, m, m², m³ or s; empty where it is none of these. */
export const REC20_ROWS = \`
${units.map(escape).join('\n')}
\`;
`,
);

const currencies = new Map(
  rowsOf('currency-iso4217.csv')
    .filter((row) => row.WithdrawalDate === '' && row.AlphabeticCode !== '')
    .map((row) => [row.AlphabeticCode, row]),
);
const currencyRows = [...currencies.values()]
  .map((row) => `${row.AlphabeticCode}:${row.NumericCode.padStart(3, '0')}:${/^\d$/.test(row.MinorUnit) ? row.MinorUnit : '-'}`)
  .sort();
const countryRows = rowsOf('country-iso3166.csv')
  .map((row) => `${row.alpha2}:${row.numeric.padStart(3, '0')}`)
  .sort();
const wrapped = (words) =>
  words
    .join(' ')
    .match(/.{1,140}(?:\s|$)/g)
    .map((line) => line.trim())
    .join('\n');
write(
  'iso-tables.ts',
  `// Generated by tools/generate-code-tables.mjs; do not edit.
// ISO 4217 from github.com/datasets/currency-codes and ISO 3166-1 from github.com/datasets/country-codes, ${LICENCE}.

/** Currencies in use: letters:number:digits of the minor unit (- for none, as gold has). */
export const CURRENCY_ROWS = \`
${wrapped(currencyRows)}
\`;

/** Countries: two letters:number. */
export const COUNTRY_ROWS = \`
${wrapped(countryRows)}
\`;
`,
);
