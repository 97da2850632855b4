import type { Tx } from '@anwen/database';

/** Prefixes of the documents that carry gap-free numbers. */
export type SeriesPrefix = 'PO' | 'GR' | 'IQ' | 'RS' | 'SO' | 'DN' | 'WV' | 'RC' | 'TR' | 'AD' | 'CC' | 'RL' | 'WO';

/**
 * The next `count` numbers of a document, e.g. `PO-261122-003`: prefix, the factory's day, a counter of at least three
 * digits. Without gaps: the counter's row is locked until the transaction ends, and a transaction that fails gives its
 * numbers back. That row is the last lock of the whole code base: a transaction that changes stock takes its numbers after
 * the posting, or two of them could wait for each other.
 */
export async function takeNumbers(tx: Tx, prefix: SeriesPrefix, count = 1): Promise<string[]> {
  const [row] = await tx.prepared<{ day: string; last: number }>(
    'catalog.take_numbers',
    `INSERT INTO number_series AS s (prefix, day, last) VALUES ($1, business_date(), $2)
       ON CONFLICT (prefix, day) DO UPDATE SET last = s.last + $2 RETURNING to_char(day, 'YYMMDD') AS day, last`,
    [prefix, count],
  );
  const { day, last } = row!;
  return Array.from({ length: count }, (_, i) => `${prefix}-${day}-${String(last - count + 1 + i).padStart(3, '0')}`);
}

export async function takeNumber(tx: Tx, prefix: SeriesPrefix): Promise<string> {
  const [number] = await takeNumbers(tx, prefix);
  return number!;
}
