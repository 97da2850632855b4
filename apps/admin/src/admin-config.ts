import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
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
    ADMIN_PORT: z.coerce.number().int().min(1).max(65_535).default(3001),
    ADMIN_HOST: z.string().default('0.0.0.0'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }),
    STORAGE_DRIVER: z.enum(['local', 's3']).default('local'),
    STORAGE_PATH: z.string().optional(),
    STORAGE_ENDPOINT: z.url().optional(),
    ANWEN_SECRET_FILE: secretFile,
    LOGIN_LOCK_SCOPE: z.enum(['account', 'ip', 'account_ip']).default('account'),
    TRUSTED_PROXIES: z
      .string()
      .default('')
      .transform((list) =>
        list
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
      ),
    ADMIN_PUBLIC_ORIGIN: z.url().optional(),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  })
  .superRefine((env, context) => {
    if (env.STORAGE_DRIVER === 'local' && !env.STORAGE_PATH)
      context.addIssue({ code: 'custom', path: ['STORAGE_PATH'], message: 'is needed for the local driver' });
    if (env.STORAGE_DRIVER === 's3' && !env.STORAGE_ENDPOINT)
      context.addIssue({ code: 'custom', path: ['STORAGE_ENDPOINT'], message: 'is needed for the s3 driver' });
  });

export type AdminConfig = z.output<typeof schema>;

/** @throws ConfigurationError naming every bad variable at once, never a value. */
export function readAdminConfig(env: NodeJS.ProcessEnv = process.env): AdminConfig {
  return readEnv(schema, env);
}

export function storageOf(config: AdminConfig): { driver: 'local'; path: string } | { driver: 's3'; endpoint: string } {
  return config.STORAGE_DRIVER === 's3' ? { driver: 's3', endpoint: config.STORAGE_ENDPOINT! } : { driver: 'local', path: config.STORAGE_PATH! };
}

/** Few people administer: a small pool leaves the connections to the api. */
export function databaseOf(config: AdminConfig): { url: string; applicationName: string; poolSize: number } {
  return { url: config.DATABASE_URL, applicationName: 'anwen-admin', poolSize: 4 };
}

export const PAGE_DIRECTORY = resolve(__dirname, '../public');
