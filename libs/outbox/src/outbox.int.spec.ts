import { TestDatabase } from '@anwen/database/testing';
import { systemActor } from '@anwen/kernel';
import { outbox } from './outbox';

describe('the outbox', () => {
  let bed: TestDatabase;
  const actor = { ...systemActor('test'), requestId: 'req-7' };
  beforeAll(async () => {
    bed = await TestDatabase.create();
  });
  afterAll(() => bed.drop());
  const rows = (): Promise<object[]> => bed.asOwner('SELECT event_type, aggregate_id, payload, request_id, relayed_at FROM sys_outbox ORDER BY id');

  it('keeps an event exactly when its transaction commits, in the order of the appends', async () => {
    await bed.transaction(async (tx) => {
      for (const n of [1, 2, 3]) outbox.append(tx, { type: 'stock.posted.v1', aggregate: { type: 'posting', id: `p${n}` }, payload: { n, 名: '螺絲' } });
    }, actor);
    await expect(
      bed.transaction(async (tx) => {
        outbox.append(tx, { type: 'stock.posted.v1', aggregate: { type: 'posting', id: 'lost' }, payload: {} });
        await tx.query('SELECT 1');
        throw new Error('no effect');
      }),
    ).rejects.toThrow('no effect');
    expect(await rows()).toEqual(
      [1, 2, 3].map((n) => ({ event_type: 'stock.posted.v1', aggregate_id: `p${n}`, payload: { n, 名: '螺絲' }, request_id: 'req-7', relayed_at: null })),
    );
  });

  it('refuses a type that is no contract', async () => {
    await expect(bed.transaction(async (tx) => outbox.append(tx, { type: 'StockPosted.v1', aggregate: { type: 'x', id: '1' }, payload: {} }))).rejects.toThrow(
      'noun.past.vN',
    );
  });
});
