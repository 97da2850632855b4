import { LONG_JOB_TIMEOUT_MS, defineJob } from '@anwen/queue';
import { z } from 'zod';

const NOTHING = z.strictObject({});

/** Nightly: every link of the audit chain anew. A broken one pages. */
export const AUDIT_VERIFY = defineJob({
  name: 'audit.verify',
  lane: 4,
  payload: NOTHING,
  timeoutMs: LONG_JOB_TIMEOUT_MS,
  attempts: 3,
  zh: '驗證稽核鏈',
  en: 'Verify the audit chain',
});

/** Nightly: the whole ledger against its balances, seals and values. A contradiction pages. */
export const LEDGER_VERIFY = defineJob({
  name: 'ledger.verify',
  lane: 4,
  payload: NOTHING,
  timeoutMs: LONG_JOB_TIMEOUT_MS,
  attempts: 3,
  zh: '驗證庫存帳',
  en: 'Verify the ledger',
});

/** Mondays, when the tenant has asked for it. A receiver that is away for a while gets it later. */
export const HEALTH_REPORT_SEND = defineJob({
  name: 'health_report.send',
  lane: 3,
  payload: NOTHING,
  timeoutMs: 60_000,
  attempts: 5,
  zh: '寄送每週健康報告',
  en: 'Send the weekly health report',
});
