import { TestDatabase } from './testing';

describe('the count of deadlocks', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create();
  });
  afterAll(() => bed.drop());

  it('has the one that has just been', async () => {
    const before = await bed.deadlocks();
    let arrived = 0;
    let begin!: () => void;
    const both = new Promise<void>((resolve) => (begin = resolve));
    const take = (first: number, second: number): Promise<unknown> =>
      bed.transaction(async (tx) => {
        await tx.query('SELECT pg_advisory_xact_lock($1)', [first]);
        if (++arrived === 2) begin();
        await both;
        await tx.query('SELECT pg_advisory_xact_lock($1)', [second]);
      });
    // Who is refused begins anew, and finds the way free.
    await Promise.all([take(1, 2), take(2, 1)]);
    expect(await bed.deadlocks()).toBe(before + 1);
  });
});
