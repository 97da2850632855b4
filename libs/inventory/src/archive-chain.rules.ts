import { createHash } from 'node:crypto';
import type { ArchivedLine } from './ledger-archive.store';

/** Where a balance key stands: its last number and what it held then, in millionths. */
export interface KeyPosition {
  readonly seq: bigint;
  readonly after: bigint;
}

/** `12.500000` → 12500000n. NUMERIC(18,6) always shows six decimals. */
export function millionths(decimal: string): bigint {
  return BigInt(decimal.replace('.', ''));
}

/** Follows every key of the ledger link by link, from whatever is known of it, through any number of files. */
export class ArchiveChain {
  private touched = new Set<string>();

  constructor(private readonly positions = new Map<string, KeyPosition>()) {}

  /** Goes on from a checkpoint, where the file before it is no longer kept. */
  startAt(key: string, position: KeyPosition): void {
    this.positions.set(key, position);
  }

  /** Undefined when both sides of the movement follow from what was before; otherwise the key that does not. */
  follow(line: ArchivedLine): string | undefined {
    return this.step(line, 'from', -1n) ?? this.step(line, 'to', 1n);
  }

  /** The positions of the keys that were touched since the last call: one archive's checkpoints. */
  takeCheckpoints(): Map<string, KeyPosition> {
    const taken = new Map([...this.touched].map((key) => [key, this.positions.get(key)!]));
    this.touched = new Set();
    return taken;
  }

  private step(line: ArchivedLine, side: 'from' | 'to', sign: bigint): string | undefined {
    const seq = line[`${side}_seq`];
    if (seq === null || seq === undefined) return undefined;
    const key = [line.item_id, line[`${side}_location_id`], line.lot_id, line.serial_id, line[`${side}_status`]].join('/');
    const before = this.positions.get(key) ?? { seq: 0n, after: 0n };
    const now = { seq: BigInt(seq), after: millionths(String(line[`${side}_after`])) };
    if (now.seq !== before.seq + 1n || now.after !== before.after + sign * millionths(String(line.qty))) return key;
    this.positions.set(key, now);
    this.touched.add(key);
    return undefined;
  }
}

/** One hash over all checkpoints of an archive, for its manifest. */
export function checkpointDigest(checkpoints: ReadonlyMap<string, KeyPosition>): string {
  const hash = createHash('sha256');
  for (const key of [...checkpoints.keys()].sort()) hash.update(`${key}=${checkpoints.get(key)!.seq}:${checkpoints.get(key)!.after}\n`);
  return hash.digest('hex');
}
