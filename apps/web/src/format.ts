/** Decimal strings stay strings: grouping is done on the digits, so that no quantity passes through a float. */
export function decimal(text: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', rest = ''] = match;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
}

/** An amount in cents, as an invoice shows it: rounded half up on the digits, whole amounts without cents. */
export function money(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', rest = ''] = match;
  const cents = BigInt(whole + rest.padEnd(2, '0').slice(0, 2)) + (Number(rest[2] ?? '0') >= 5 ? 1n : 0n);
  if (cents === 0n) return '0';
  const fraction = cents % 100n === 0n ? '' : `.${String(cents % 100n).padStart(2, '0')}`;
  return decimal(`${sign}${cents / 100n}${fraction}`);
}

/** `YYYY-MM-DD HH:mm` in the factory's time zone, whatever the browser's is. */
export function dateTime(instant: string | null | undefined, timeZone: string): string {
  if (instant == null) return '';
  const part = partsIn(new Date(instant), timeZone);
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** The instant of a time of day in the factory, as a `datetime-local` field gives it; undefined for an empty field. */
export function instantIn(local: unknown, timeZone: string): string | undefined {
  const asUtc = typeof local === 'string' ? Date.parse(`${local}Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return undefined;
  const clockAt = (instant: number) => Date.parse(`${dateTime(new Date(instant).toISOString(), timeZone).replace(' ', 'T')}Z`);
  // The second look takes the offset that holds then, where the first one came from the other side of a change of the clock.
  const near = asUtc - (clockAt(asUtc) - asUtc);
  return new Date(near + (asUtc - clockAt(near))).toISOString();
}

/** The date in the factory at this instant, `YYYY-MM-DD`. */
export function dateIn(instant: Date, timeZone: string): string {
  const part = partsIn(instant, timeZone);
  return `${part('year')}-${part('month')}-${part('day')}`;
}

function partsIn(instant: Date, timeZone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = format.formatToParts(instant);
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}

export type Freshness = 'expired' | 'soon' | 'good';
const SOON_DAYS = 30;

/** How an expiry date stands to today, both `YYYY-MM-DD`; a lot may be used on its last day. */
export function freshness(expiresOn: string, today: string): Freshness {
  if (expiresOn < today) return 'expired';
  const days = (Date.parse(`${expiresOn}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
  return days <= SOON_DAYS ? 'soon' : 'good';
}

const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** A file's size as people say it: `5.1 MB`. */
export function bytes(count: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, count)) / 10));
  const size = count / 1024 ** power;
  return `${power === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${UNITS[power]}`;
}
