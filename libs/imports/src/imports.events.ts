import { LONG_JOB_TIMEOUT_MS, defineJob } from '@anwen/queue';
import { z } from 'zod';

const payload = z.object({ session: z.uuid() });
// P2: they may take a quarter of an hour, and P1 is for what is done while somebody looks. Parsing and thousands of writes belong
// into a child process that can be ended.
const kind = { lane: 2, payload, timeoutMs: LONG_JOB_TIMEOUT_MS, heavy: true } as const;

export const importValidateJob = defineJob({ ...kind, name: 'import.validate', zh: '匯入試算', en: 'Import dry run' });
export const importCommitJob = defineJob({ ...kind, name: 'import.commit', zh: '匯入', en: 'Import' });
export const importRollbackJob = defineJob({ ...kind, name: 'import.rollback', zh: '還原匯入', en: 'Take an import back' });
