import type { LedgerPosting } from '@anwen/inventory';
import type { Progress } from './progress';

/** Posts a batch in one transaction; what the ledger knows already (by clientOpId) is counted, not posted again. */
export type Post = (postings: readonly LedgerPosting[]) => Promise<{ posted: number; duplicates: number }>;

export interface ReplayOptions {
  /** Postings a transaction: enough to spread the cost of a commit, few enough to stop quickly. */
  readonly batch: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** A posting takes at most some 70 lines here; past this many lines one request would grow without a gain in speed. */
const LINES_A_BATCH = 2_000;

export interface ReplayResult {
  readonly posted: number;
  readonly duplicates: number;
  readonly movements: number;
}

/**
 * Posts everything in the given order. Each batch is one transaction, so a crash at any moment leaves whole batches;
 * the next run sends the same operation ids and the ledger recognises them. The next batch is made while the
 * database works on the present one.
 */
export async function replay(postings: Iterable<LedgerPosting>, post: Post, options: ReplayOptions): Promise<ReplayResult> {
  const total = { posted: 0, duplicates: 0, movements: 0 };
  let running: Promise<void> = Promise.resolve();
  const send = async (batch: readonly LedgerPosting[]): Promise<void> => {
    const lines = batch.reduce((sum, p) => sum + p.lines.length, 0);
    const { posted, duplicates } = await post(batch);
    total.posted += posted;
    total.duplicates += duplicates;
    if (posted > 0) total.movements += lines;
    options.progress.step(lines, { skipped: posted === 0, where: batch.at(-1)?.effectiveOn ?? '' });
  };
  for (const batch of batches(postings, options.batch)) {
    await running;
    if (options.signal.aborted) return total;
    running = send(batch);
    running.catch(() => undefined); // it is awaited at the next turn; until then a failure must not count as unhandled
  }
  await running;
  return total;
}

function* batches(postings: Iterable<LedgerPosting>, size: number): Generator<LedgerPosting[]> {
  let batch: LedgerPosting[] = [];
  let lines = 0;
  for (const posting of postings) {
    batch.push(posting);
    lines += posting.lines.length;
    if (batch.length < size && lines < LINES_A_BATCH) continue;
    yield batch;
    batch = [];
    lines = 0;
  }
  if (batch.length > 0) yield batch;
}
