import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, runExclusively } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { ARCHIVES_CHECK, ARCHIVES_VERIFY, ArchiveWatch, RETENTION_RUN, RetentionService } from '@anwen/ops';
import { outbox } from '@anwen/outbox';
import { runJobOnce, type JobRunReport } from '@anwen/outbox/testing';
import type { JobDefinition } from '@anwen/queue';
import { LocalStorage, ObjectStorage } from '@anwen/storage';
import type { INestApplicationContext } from '@nestjs/common';
import { SCHEDULE } from '../schedule';
import { opsHandlers } from './ops.handlers';

describe('the care of data', () => {
  let bed: TestDatabase;
  let services: Map<unknown, unknown>;
  const folder = mkdtempSync(join(tmpdir(), 'anwen-care-'));

  beforeAll(async () => {
    bed = await TestDatabase.create();
    const storage = new LocalStorage(folder);
    services = new Map<unknown, unknown>([
      [Database, bed.database],
      [ObjectStorage, storage],
      [ArchiveWatch, new ArchiveWatch(bed.database, storage)],
      [RetentionService, new RetentionService(bed.database, undefined as never, storage, [])],
    ]);
  });
  afterAll(async () => {
    await bed.drop();
    rmSync(folder, { recursive: true });
  });

  const run = async (job: JobDefinition): Promise<JobRunReport> => {
    const handler = opsHandlers(services as unknown as INestApplicationContext).find((one) => one.job.name === job.name)!;
    const { id } = await bed.transaction((tx) => outbox.stage(tx, job, {}));
    return runJobOnce(bed.database, handler, id);
  };

  it('is done, and no dead job, when somebody else is at it already', async () => {
    let report: JobRunReport | undefined;
    await runExclusively(bed.database, 'retention', 60_000, async () => void (report = await run(RETENTION_RUN as JobDefinition)));
    expect(report).toMatchObject({ outcome: 'done', result: { problem: 'ops.busy' } });
  });

  it('looks at archives every night and reads them once a month', async () => {
    expect(await run(ARCHIVES_CHECK as JobDefinition)).toMatchObject({ outcome: 'done', result: { checked: 0, problems: 0 } });
    expect(await run(ARCHIVES_VERIFY as JobDefinition)).toMatchObject({ outcome: 'done', result: { checked: 0, problems: 0 } });
    expect(SCHEDULE.map(({ name, cron }) => `${name} ${cron}`)).toEqual(expect.arrayContaining(['archives.check 0 4 * * *', 'archives.verify 30 4 1 * *']));
  });
});
