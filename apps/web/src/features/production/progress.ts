import type { Operation } from './types';

/** Shares of the planned quantity in percent, for a bar; quantities are for reading only here, never sent. */
export function sharesOf(planned: string, good: string, scrap: string): { good: number; scrap: number } {
  const whole = Math.max(Number(planned), Number(good) + Number(scrap));
  if (!(whole > 0)) return { good: 0, scrap: 0 };
  const share = (qty: string) => Math.round((Number(qty) / whole) * 1000) / 10;
  return { good: share(good), scrap: share(scrap) };
}

/** What is still to be made, with as many decimals as the quantities have; nothing below zero. */
export function remainingOf(planned: string, ...done: readonly string[]): string {
  const scale = Math.max(...[planned, ...done].map((qty) => qty.split('.')[1]?.length ?? 0));
  const units = (qty: string) => BigInt(qty.replace('.', '') + '0'.repeat(scale - (qty.split('.')[1]?.length ?? 0)));
  const rest = done.reduce((left, qty) => left - units(qty), units(planned));
  if (rest <= 0n) return '0';
  const digits = String(rest).padStart(scale + 1, '0');
  const fraction = scale === 0 ? '' : digits.slice(-scale).replace(/0+$/, '');
  return `${digits.slice(0, digits.length - scale)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The last operation that is left: what comes out of it is what the order makes. */
export const lastOf = (operations: readonly Operation[]): Operation | undefined => operations.findLast(({ state }) => state !== 'skipped');

/** What can be reported on: the report points, and the last operation that is left; an order without a routing as a whole. */
export function reportable(operations: readonly Operation[]): Operation[] {
  const last = lastOf(operations);
  return operations.filter((operation) => operation === last || (operation.reportPoint && operation.state !== 'skipped'));
}

/** Seconds as hours and minutes: `2:05`. */
export function hoursText(seconds: string | number): string {
  const minutes = Math.round(Number(seconds) / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
