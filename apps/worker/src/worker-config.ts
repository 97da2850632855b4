import { readFileSync } from 'node:fs';
import { egressSettings } from '@anwen/egress';
import { readEnv } from '@anwen/kernel';
import { requireStorage, storageOptionsOf, storageSettings, type StorageOptions } from '@anwen/storage';
import { z } from 'zod';

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

const schema = z
  .object({
    ...egressSettings,
    WORKER_HOST: z.string().default('127.0.0.1'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    // The tables' owner, for VACUUM and partitions; without it those jobs say so. No child process gets it.
    DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }),
    ...storageSettings,
    ANWEN_SECRET_FILE: secretFile,
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  })
  .superRefine(requireStorage);

export type WorkerConfig = z.output<typeof schema>;

/** @throws ConfigurationError naming every bad variable at once, never a value. */
export function readWorkerConfig(env: NodeJS.ProcessEnv = process.env): WorkerConfig {
  return readEnv(schema, env);
}

export function storageOf(config: WorkerConfig): StorageOptions {
  return storageOptionsOf(config);
}
