import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { egressSettings } from '@anwen/egress';
import { readEnv } from '@anwen/kernel';
import type { LaneOptions } from '@anwen/queue';
import { mailSettings } from '@anwen/mail';
import { requireStorage, storageOptionsOf, storageSettings, type StorageOptions } from '@anwen/storage';
import { z } from 'zod';
import { parseWindow } from './slots.rules';

const secretFile = z.string().transform((path, context) => {
  try {
    const secret = readFileSync(path);
    if (secret.length >= 32) return secret;
    context.addIssue({ code: 'custom', message: 'the file must hold at least 32 random bytes' });
  } catch {
    context.addIssue({ code: 'custom', message: 'the file cannot be read' });
  }
  return z.NEVER;
});

/** From the end of the late shift to the beginning of the early one. */
export const MAINTENANCE_WINDOW = '20:00-07:00';

function readWindow(text: string, context: z.RefinementCtx): ReturnType<typeof parseWindow> {
  try {
    return parseWindow(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
}

const schema = z
  .object({
    ...egressSettings,
    WORKER_HOST: z.string().default('127.0.0.1'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    // The tables' owner, for VACUUM and partitions; without it those jobs say so. No child process gets it.
    DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    // File or directory of PostgreSQL's log, for the slow queries; without it the daily report says so.
    POSTGRES_LOG: z.string().optional(),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }),
    ...storageSettings,
    ...mailSettings,
    // Lane P4 runs in these hours of the tenant's day, unless somebody asks for a job of it.
    MAINTENANCE_WINDOW: z.string().default(MAINTENANCE_WINDOW).transform(readWindow),
    // Folders whose disks are watched besides the storage's: those of the database and of the backups, separated by commas.
    WATCH_VOLUMES: z
      .string()
      .default('')
      .transform((list) => list.split(',').flatMap((path) => path.trim() || [])),
    ANWEN_SECRET_FILE: secretFile,
    // Sealed; lets a worker page that finds no database when it starts. On a disk of this machine, not with the storage.
    ANWEN_OUTAGE_FILE: z.string().min(1),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  })
  .superRefine(requireStorage);

export type WorkerConfig = z.output<typeof schema>;

/** @throws ConfigurationError naming every bad variable at once, never a value. */
export function readWorkerConfig(env: NodeJS.ProcessEnv = process.env): WorkerConfig {
  return readEnv(schema, { ANWEN_OUTAGE_FILE: join(dirname(env.ANWEN_SECRET_FILE ?? '.'), 'outage-channels.sealed'), ...env });
}

export function storageOf(config: WorkerConfig): StorageOptions {
  return storageOptionsOf(config);
}

/** A key prefix in the address keeps two installations on one Redis apart; BullMQ has a setting of its own for it. */
export function laneOptionsOf({ REDIS_URL }: WorkerConfig): LaneOptions {
  const url = new URL(REDIS_URL);
  const prefix = url.searchParams.get('keyPrefix');
  url.searchParams.delete('keyPrefix');
  return prefix === null ? { url: url.toString() } : { url: url.toString(), prefix: `${prefix}queue` };
}
