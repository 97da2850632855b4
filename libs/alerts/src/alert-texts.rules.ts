import { alertDictionary, type AlertDefinition } from './dictionary';

export interface AlertRow {
  readonly id: string;
  readonly publicId: string;
  readonly code: string;
  readonly subject: string;
  readonly pages: boolean;
  readonly data: Readonly<Record<string, unknown>>;
  readonly times: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly resolvedAt: Date | null;
  /** A person has closed it. */
  readonly closeReason?: string | null;
}

/** What leaves by a channel. */
export interface AlertMessage {
  readonly kind: 'page' | 'recovery' | 'digest' | 'test' | 'report';
  readonly title: string;
  readonly text: string;
  /** For machines: the same as data. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Place {
  /** The tenant, so that whoever looks after several factories knows which one. */
  readonly name: string;
  readonly timeZone: string;
}

/** A message is read on a phone: what does not fit is counted. LINE refuses texts beyond 5 000 characters. */
const LINES = 30;
const TEXT_MAX = 4_500;

export function pageMessage(place: Place, rows: readonly AlertRow[]): AlertMessage {
  const title = rows.length === 1 ? headline(rows[0]!) : `${rows.length} 項緊急警示 / ${rows.length} urgent alerts`;
  return message('page', place, { title: `⚠ ${title}`, parts: [paragraphs(place, rows)], rows });
}

export function recoveryMessage(place: Place, rows: readonly AlertRow[]): AlertMessage {
  const title = rows.length === 1 ? headline(rows[0]!) : `${rows.length} 項警示 / ${rows.length} alerts`;
  const ended = rows.map((row) => {
    const why = row.closeReason ? `\n  由人員關閉 / closed by a person: ${row.closeReason.slice(0, 200)}` : '';
    return `● ${headline(row)}\n  ${instant(row.firstAt, place)} → ${instant(row.resolvedAt!, place)}${why}`;
  });
  const word = rows.every((row) => row.closeReason) ? '已關閉 / closed' : '已恢復 / recovered';
  return message('recovery', place, { title: `✔ ${word}: ${title}`, parts: [ended], rows });
}

export interface DigestRows {
  /** New since the last digest and still open. */
  readonly open: readonly AlertRow[];
  /** Told in an earlier digest, and still open. */
  readonly old: readonly AlertRow[];
  readonly over: readonly AlertRow[];
}

export function digestMessage(place: Place, { open, old, over }: DigestRows): AlertMessage {
  const title = `晨報：新增 ${open.length}、仍未解決 ${old.length}、已恢復 ${over.length} / digest: ${open.length} new, ${old.length} still open, ${over.length} over`;
  const short = (rows: readonly AlertRow[]): string[] => rows.map((row) => `● ${headline(row)}（${row.times}×，${instant(row.lastAt, place)}）`);
  const parts = [section('新增 / New', paragraphs(place, open)), section('仍未解決 / Still open', short(old)), section('已恢復 / Over', short(over))];
  return message('digest', place, { title, parts, rows: [...open, ...old, ...over] });
}

export function testMessage(place: Place): AlertMessage {
  const text = '這是測試訊息，管道運作正常。\nThis is a test: the channel works.';
  return { kind: 'test', title: `[安穩 ${place.name}] 測試 / test`, text, facts: { tenant: place.name } };
}

function message(
  kind: AlertMessage['kind'],
  place: Place,
  { title, parts, rows }: { title: string; parts: readonly string[][]; rows: readonly AlertRow[] },
): AlertMessage {
  const text = parts.map(cut).filter(Boolean).join('\n\n');
  const alerts = rows.slice(0, LINES).map(({ publicId: id, code, subject, data, times, firstAt, lastAt, resolvedAt }) => {
    return { id, code, subject, times: Number(times), firstAt, lastAt, resolvedAt, data };
  });
  return { kind, title: `[安穩 ${place.name}] ${title}`, text: text.slice(0, TEXT_MAX), facts: { tenant: place.name, alerts } };
}

const section = (name: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [`【${name}】`, ...lines]);

function cut(lines: readonly string[]): string {
  const more = lines.length - LINES;
  return [...lines.slice(0, LINES), ...(more > 0 ? [`… 另有 ${more} 項 / and ${more} more`] : [])].join('\n');
}

function paragraphs(place: Place, rows: readonly AlertRow[]): string[] {
  return rows.map((row) => {
    const { doZh, doEn } = definitionOf(row.code);
    const facts = Object.entries(row.data).map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
    const since = `  自 ${instant(row.firstAt, place)} 起 ${row.times} 次 / ${row.times}× since then`;
    return [`● ${headline(row)}`, since, ...(facts.length > 0 ? [`  ${facts.join(' ').slice(0, 300)}`] : []), `  → ${doZh} / ${doEn}`].join('\n');
  });
}

function headline({ code, subject, data }: AlertRow): string {
  const { zh, en } = definitionOf(code);
  // A subject that never changes is often an id; what people call it comes beside it.
  const which = typeof data.name === 'string' ? data.name : subject;
  return `${zh} / ${en}${which === '' ? '' : `: ${which.slice(0, 120)}`}`;
}

/** A code of a newer or older version is told by its name. */
function definitionOf(code: string): AlertDefinition {
  const known = (alertDictionary as Record<string, AlertDefinition>)[code];
  return known ?? { pages: false, zh: code, en: code, doZh: '在管理台檢視', doEn: 'Look into the console' };
}

function instant(time: Date, { timeZone }: Place): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(time);
}
