import type { LedgerPosting } from '@anwen/inventory';
import { Progress, duration, grouped } from './progress';
import { replay } from './replay';

const posting = (n: number, lines = 1): LedgerPosting => ({
  clientOpId: String(n),
  eventType: 'OPENING',
  occurredAt: '2012-01-01T00:00:00Z',
  effectiveOn: '2012-01-01',
  lines: Array.from({ length: lines }, () => ({ itemId: '1', qty: '1', enteredUomId: '1', fromLocationId: '1', toLocationId: '2' })),
});
const quiet = (): Progress => new Progress({ total: 10, of: 'movements' }, () => undefined, 1000);
const many = (n: number, lines = 1): LedgerPosting[] => Array.from({ length: n }, (_, i) => posting(i, lines));

describe('the replay', () => {
  it('posts batches one after the other, in order, and counts what the ledger knew', async () => {
    const sent: string[][] = [];
    let open = 0;
    const post = async (batch: readonly LedgerPosting[]) => {
      expect(++open).toBe(1); // never two at once: the ledger's order is the history's order
      await new Promise((resume) => setTimeout(resume, 2));
      open--;
      sent.push(batch.map((p) => p.clientOpId));
      return sent.length === 1 ? { posted: 0, duplicates: batch.length } : { posted: batch.length, duplicates: 0 };
    };
    const result = await replay(many(5), post, { batch: 2, signal: new AbortController().signal, progress: quiet() });
    expect(sent).toEqual([['0', '1'], ['2', '3'], ['4']]);
    expect(result).toEqual({ posted: 3, duplicates: 2, movements: 3 });
  });

  it('closes a batch early when its postings have many lines', async () => {
    const sizes: number[] = [];
    const post = (batch: readonly LedgerPosting[]) => {
      sizes.push(batch.length);
      return Promise.resolve({ posted: batch.length, duplicates: 0 });
    };
    await replay(many(3, 1500), post, { batch: 100, signal: new AbortController().signal, progress: quiet() });
    expect(sizes).toEqual([2, 1]);
  });

  it('finishes the batch that runs and starts no other after an interruption', async () => {
    const stop = new AbortController();
    const post = (batch: readonly LedgerPosting[]) => {
      stop.abort();
      return Promise.resolve({ posted: batch.length, duplicates: 0 });
    };
    expect(await replay(many(9), post, { batch: 3, signal: stop.signal, progress: quiet() })).toEqual({ posted: 3, duplicates: 0, movements: 3 });
  });

  it('stops at the first batch that is refused', async () => {
    let calls = 0;
    const post = () => {
      calls++;
      return Promise.reject(new Error('refused'));
    };
    await expect(replay(many(9), post, { batch: 3, signal: new AbortController().signal, progress: quiet() })).rejects.toThrow('refused');
    expect(calls).toBe(1);
  });
});

describe('the progress line', () => {
  it('tells place, share, speed and remaining time, and counts no skipped work as speed', () => {
    let now = 0;
    const said: string[] = [];
    const progress = new Progress(
      { total: 1000, of: 'movements' },
      (line) => said.push(line),
      1000,
      () => now,
    );
    progress.step(200, { skipped: true, where: '2011-05-31' });
    now = 2000;
    progress.step(200, { where: '2011-06-03' });
    expect(said).toEqual(['2011-06-03  400 of 1 000 movements (40 %)  100/s  6 s left']);
  });

  it('writes numbers and durations for people', () => {
    expect([grouped(666993), grouped(12), duration(59.2), duration(125), duration(7300)]).toEqual(['666 993', '12', '1 min 0 s', '2 min 5 s', '2 h 1 min']);
  });
});
