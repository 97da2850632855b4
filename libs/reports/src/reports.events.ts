import { LONG_JOB_TIMEOUT_MS, defineJob } from '@anwen/queue';
import { z } from 'zod';

const id = z.uuid();

/** Makes the file of an export that somebody waits for. Heavy: xlsx and pdf keep a CPU busy. */
export const EXPORT_RUN = defineJob({
  name: 'export.run',
  lane: 1,
  payload: z.object({ exportId: id }),
  timeoutMs: LONG_JOB_TIMEOUT_MS,
  attempts: 3,
  heavy: true,
  zh: '匯出報表',
  en: 'Report export',
});

/** The same for a schedule's slot, then mails it or tells the webhooks. Nobody waits: lane P3. */
export const REPORT_DELIVER = defineJob({
  name: 'report.deliver',
  lane: 3,
  payload: z.object({ scheduleId: id, slot: z.iso.datetime() }),
  timeoutMs: LONG_JOB_TIMEOUT_MS,
  // With the queue's growing pauses five attempts outlast a mail server's restart.
  attempts: 5,
  heavy: true,
  zh: '寄送排程報表',
  en: 'Scheduled report',
});

/** Removes files past their time and what killed runs have left; with an id, the one file that its owner has deleted. */
export const EXPORT_PURGE = defineJob({
  name: 'export.purge',
  lane: 4,
  payload: z.object({ exportId: id.optional() }),
  timeoutMs: 300_000,
  attempts: 3,
  zh: '清除過期報表',
  en: 'Removal of expired reports',
});

/** Outbox event: a scheduled report lies ready. Payloads only ever grow (v1). */
export const REPORT_READY = 'report.ready.v1';
