import { LONG_JOB_TIMEOUT_MS, defineJob } from '@anwen/queue';
import { z } from 'zod';

const maintenance = { lane: 4, payload: z.object({}).strict(), timeoutMs: LONG_JOB_TIMEOUT_MS } as const;

/** Once a night; what it does not manage, the next night does. */
export const RETENTION_RUN = defineJob({ ...maintenance, name: 'retention.run', zh: '清理過期資料', en: 'Take away what is past its time', attempts: 2 });
export const VACUUM_NIGHTLY = defineJob({ ...maintenance, name: 'vacuum.nightly', zh: '夜間資料表整理', en: 'Nightly vacuum', attempts: 2 });
export const SLOW_QUERY_REPORT = defineJob({ ...maintenance, name: 'slow_query.report', zh: '慢查詢報告', en: 'Slow query report', attempts: 3 });
export const ARCHIVES_CHECK = defineJob({ ...maintenance, name: 'archives.check', zh: '檢查封存檔', en: 'Look whether archives are there', attempts: 2 });
export const ARCHIVES_VERIFY = defineJob({ ...maintenance, name: 'archives.verify', zh: '驗證封存檔內容', en: 'Read archives from end to end', attempts: 2 });
