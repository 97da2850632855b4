import { createHash } from 'node:crypto';

/** Before the first link. */
export const GENESIS = Buffer.alloc(32);

/** One link; the canonical row is its jsonb text, which PostgreSQL writes the same way every time. */
export function linkHash(previous: Buffer, canonicalRow: string): Buffer {
  return createHash('sha256').update(previous).update(canonicalRow, 'utf8').digest();
}

/** The last link of a chain: what to keep elsewhere, so that a cut or a rewrite can be seen. */
export interface AuditHead {
  readonly seq: string;
  /** hex */
  readonly hash: string;
}

export type ChainProblem = 'row_changed' | 'row_missing' | 'sequence_gap' | 'tail_truncated' | 'chain_rewritten' | 'row_smuggled' | 'pending_row_missing';

export interface ChainReport {
  readonly ok: boolean;
  readonly checked: number;
  /** The first link that is wrong; null when only unsealed rows are. */
  readonly firstBadSeq: string | null;
  readonly problem: ChainProblem | null;
  /** The log row in question. */
  readonly logId: string | null;
  readonly head: AuditHead;
  /** Rows waiting for the sealer, and how long the oldest has waited. */
  readonly pending: number;
  readonly oldestPendingSeconds: number;
}
