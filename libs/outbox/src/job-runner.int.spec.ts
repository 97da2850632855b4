import { TestDatabase } from '@anwen/database/testing';
import { defineJob, type JobDefinition } from '@anwen/queue';
import { systemActor, type Id } from '@anwen/kernel';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { handled, type JobHandler } from './job-run';
import { outbox } from './outbox';
import { queueErrors } from './queue.errors';
import { runJobOnce } from './testing';

type Payload = { n: number };
let names = 0;
const job = (rest: Partial<JobDefinition<Payload>> = {}): JobDefinition<Payload> =>
  defineJob({ name: `probe.run_${'x'.repeat(++names)}`, lane: 2, payload: z.object({ n: z.number() }), zh: '測試', en: 'Probe', ...rest });

describe('a run of a job', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    bed = await TestDatabase.create();
  });
  afterAll(() => bed.drop());
  const stage = async (definition: JobDefinition<Payload>): Promise<Id> => (await bed.transaction((tx) => outbox.stage(tx, definition, { n: 7 }))).id;
  const once = async (definition: JobDefinition<Payload>, handle: JobHandler<Payload>): ReturnType<typeof runJobOnce> =>
    runJobOnce(bed.database, handled(definition, handle), await stage(definition));

  it('hands the payload over and keeps the result', async () => {
    const report = await once(job(), async (run, { n }) => {
      await run.transaction({ ...systemScope }, (tx) => tx.query('SELECT 1'));
      return { twice: n * 2, attempt: run.attempt };
    });
    expect(report).toMatchObject({ outcome: 'done', state: 'done', attempts: 1, result: { twice: 14, attempt: 1 }, problem: null });
  });

  it('tries again later after a failure', async () => {
    const report = await once(job(), () => Promise.reject(new Error('not today')));
    expect(report).toMatchObject({ outcome: 'retry', state: 'waiting', attempts: 1, problem: { code: 'queue.failed', status: 500 } });
  });

  it('gives up at once when the input can never work', async () => {
    const report = await once(job(), () => Promise.reject(queueErrors.payload_invalid({ name: 'probe' })));
    expect(report).toMatchObject({ outcome: 'failed', state: 'failed', problem: { code: 'queue.payload_invalid' } });
  });
});

const systemScope = { all: true, warehouses: [], zones: [], departments: [], workCenters: [], partners: [], own: false };
void systemActor;
