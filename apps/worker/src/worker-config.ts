import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnv } from '@anwen/kernel';
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
    WORKER_PORT: z.coerce.number().int().min(1).max(65_535).default(3002),
    WORKER_HOST: z.string().default('127.0.0.1'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    // The tables' owner, for VACUUM and partitions; without it those jobs say so. No child process gets it.
    DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }),
    STORAGE_DRIVER: z.enum(['local', 's3']).default('local'),
    STORAGE_PATH: z.string().optional(),
    STORAGE_ENDPOINT: z.url().optional(),
    ANWEN_SECRET_FILE: secretFile,
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  })
  .superRefine((env, context) => {
    if (env.STORAGE_DRIVER === 'local' && !env.STORAGE_PATH)
      context.addIssue({ code: 'custom', path: ['STORAGE_PATH'], message: 'is needed for the local driver' });
    if (env.STORAGE_DRIVER === 's3' && !env.STORAGE_ENDPOINT)
      context.addIssue({ code: 'custom', path: ['STORAGE_ENDPOINT'], message: 'is needed for the s3 driver' });
  });

export type WorkerConfig = z.output<typeof schema>;

/** @throws ConfigurationError naming every bad variable at once, never a value. */
export function readWorkerConfig(env: NodeJS.ProcessEnv = process.env): WorkerConfig {
  return readEnv(schema, env);
}

export function storageOf(config: WorkerConfig): { driver: 'local'; path: string } | { driver: 's3'; endpoint: string } {
  return config.STORAGE_DRIVER === 's3'
    ? { driver: 's3', endpoint: config.STORAGE_ENDPOINT ?? '' }
    : { driver: 'local', path: config.STORAGE_PATH ?? join(process.cwd(), 'storage') };
}
