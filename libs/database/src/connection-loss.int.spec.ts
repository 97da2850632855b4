import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { TestDatabase } from './testing';
import type { Tx } from './transaction';

describe('a connection that breaks inside a transaction', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create({ poolSize: 2 });
  });
  afterAll(() => bed.drop());

  const lose = async (tx: Tx): Promise<void> => {
    const [row] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await bed.asOwner('SELECT pg_terminate_backend($1)', [row!.pid]);
    await new Promise((resume) => setTimeout(resume, 100));
  };
  const run = (work: (tx: Tx) => Promise<unknown>): Promise<string> =>
    bed.database.transaction({ actor: systemActor('test'), scope: ALL_SCOPE }, work).then(
      () => 'committed',
      (e: { code?: string }) => e.code ?? String(e),
    );

  it('fails that transaction with a retryable error and leaves the process and the pool working', async () => {
    for (let i = 0; i < 5; i++) {
      expect(
        await run(async (tx) => {
          await lose(tx);
          await tx.query('SELECT 1');
        }),
      ).toBe('database.unavailable');
      expect(await run(lose)).toBe('database.unavailable'); // noticed at the commit
    }
    expect(await run((tx) => tx.query('SELECT 1'))).toBe('committed');
    expect(bed.database.poolUse.waiting).toBe(0);
  });
});
