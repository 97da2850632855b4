import type { ImportColumn, RowProblem, Value } from './target';

/** A cell as a value, or what is wrong with it. */
export type CellReading = { readonly value: Value } | { readonly problem: RowProblem };

/** What PostgreSQL cannot keep (NUL, lone surrogates) or what stands for a character that could not be decoded. */
const UNREADABLE = /\u0000|\ufffd|\p{Cs}/u;

/** Reads one cell in the habits of this country: full-width digits, thousands separators, years of the Republic, 是/否. */
export function readCell(column: ImportColumn, text: string): CellReading {
  if (UNREADABLE.test(text)) return problem(column, 'bad_characters');
  if (text.trim() === '') return { value: null };
  // Free text is kept exactly as it came; everything else is written without blanks around it.
  if (column.kind === 'text') return { value: text };
  const trimmed = text.trim();
  switch (column.kind) {
    case 'code':
      return { value: trimmed };
    // Several codes, so that the same list is the same text however it was separated.
    case 'codes':
      return { value: [...new Set(trimmed.split(/[,，、;；\s]+/).filter(Boolean))].join(',') || null };
    case 'decimal':
      return number(column, trimmed);
    case 'int':
      return whole(column, trimmed);
    case 'bool':
      return yesNo(column, trimmed);
    case 'date':
      return day(column, trimmed);
    default:
      return choices(column, trimmed);
  }
}

function problem(column: ImportColumn, reason: string, params?: Record<string, unknown>): CellReading {
  return { problem: { column: column.key, code: `imports_row.${reason}`, ...(params ? { params } : {}) } };
}

const shown = (text: string): string => text.slice(0, 60);

/** `１,２３４．５` → `1234.5`; undefined when it is no number, or when the comma could be a decimal point. */
export function plainDecimalText(text: string): string | undefined {
  const folded = text
    .normalize('NFKC')
    .replace(/[\s_]/g, '')
    .replace(/^(NT\$|\$)/i, '')
    .replace(/^[−–]/, '-')
    .replace(/^\+/, '');
  const [, sign = '', digits = '', fraction = ''] = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)?(\.\d*)?$/.exec(folded) ?? [];
  if (digits === '' && !/\d/.test(fraction)) return undefined;
  const whole = digits.replaceAll(',', '').replace(/^0+(?=\d)/, '') || '0';
  const decimals = fraction.replace(/\.?0*$/, '');
  const plain = `${whole}${decimals}`;
  return plain === '0' ? '0' : `${sign}${plain}`;
}

function number(column: ImportColumn, text: string): CellReading {
  const plain = plainDecimalText(text);
  return plain === undefined ? problem(column, 'not_a_number', { value: shown(text) }) : { value: plain };
}

function whole(column: ImportColumn, text: string): CellReading {
  const plain = plainDecimalText(text);
  if (plain === undefined) return problem(column, 'not_a_number', { value: shown(text) });
  return /^-?\d{1,15}$/.test(plain) ? { value: plain } : problem(column, 'not_whole', { value: shown(text) });
}

const YES = new Set(['true', 't', 'yes', 'y', '1', '是', 'v', '✓', '✔', '有', '啟用']);
const NO = new Set(['false', 'f', 'no', 'n', '0', '否', 'x', '✗', '無', '停用']);

function yesNo(column: ImportColumn, text: string): CellReading {
  const folded = text.normalize('NFKC').toLowerCase();
  if (YES.has(folded)) return { value: 'true' };
  return NO.has(folded) ? { value: 'false' } : problem(column, 'not_yes_no', { value: shown(text) });
}

/** Year 1 of the Republic is 1912. */
const ROC_OFFSET = 1911;

/**
 * `2026-11-22`, `2026/11/2`, `20261122`, `2026年11月22日`, `民國115/11/22`, `115.11.22`, each with a time of 00:00 behind it or
 * none. Two-digit years without 民國 and day-first dates mean two things and are refused.
 */
export function isoDay(text: string): string | undefined {
  const folded = text
    .normalize('NFKC')
    .replace(/\s*(00:00(:00(\.0+)?)?|上午 ?12:00:00)$/, '')
    .replace(/\s/g, '');
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(folded) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(folded) ??
    asRepublic(
      /^(?:民國|民国|中華民國)(\d{1,3})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(folded) ?? /^(\d{3})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(folded),
    );
  if (!parts) return undefined;
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const iso = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso) && year >= 1900 ? iso : undefined;
}

function asRepublic(parts: RegExpExecArray | null): readonly string[] | null {
  return parts && [parts[0], String(Number(parts[1]) + ROC_OFFSET), parts[2]!, parts[3]!];
}

function day(column: ImportColumn, text: string): CellReading {
  const iso = isoDay(text);
  return iso === undefined ? problem(column, 'not_a_date', { value: shown(text) }) : { value: iso };
}

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

function choices(column: ImportColumn, text: string): CellReading {
  const offered = column.choices ?? [];
  const words = column.kind === 'choices' ? text.split(/[,，、;；/|\s]+/).filter(Boolean) : [text];
  const found = words.map((word) => offered.find((c) => [c.value, c.zh, c.en, ...(c.aliases ?? [])].some((name) => fold(name) === fold(word)))?.value);
  const missing = found.indexOf(undefined);
  if (missing >= 0) {
    const allowed = offered.map((c) => `${c.zh} (${c.value})`).join('、');
    return problem(column, 'not_one_of', { value: shown(words[missing]!), allowed });
  }
  // In the order of the table, so that the same set is the same text.
  return {
    value: offered
      .filter((c) => found.includes(c.value))
      .map((c) => c.value)
      .join(','),
  };
}
