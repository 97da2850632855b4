import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readEnv } from '@anwen/kernel';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
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
    API_PORT: port.default(3000),
    API_HOST: z.string().default('0.0.0.0'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }),
    STORAGE_DRIVER: z.enum(['local', 's3']).default('local'),
    STORAGE_PATH: z.string().optional(),
    STORAGE_ENDPOINT: z.url().optional(),
    ANWEN_SECRET_FILE: secretFile,
    LOGIN_LOCK_SCOPE: z.enum(['account', 'ip', 'account_ip']).default('account'),
    API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(300),
    TRUSTED_PROXIES: z
      .string()
      .default('')
      .transform((list) =>
        list
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
      ),
    PUBLIC_ORIGIN: z.url().optional(),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
    WEB_DIRECTORY: z.string().default(() => resolve(__dirname, '../../web/dist')),
  })
  .superRefine((env, context) => {
    if (env.STORAGE_DRIVER === 'local' && !env.STORAGE_PATH)
      context.addIssue({ code: 'custom', path: ['STORAGE_PATH'], message: 'is needed for the local driver' });
    if (env.STORAGE_DRIVER === 's3' && !env.STORAGE_ENDPOINT)
      context.addIssue({ code: 'custom', path: ['STORAGE_ENDPOINT'], message: 'is needed for the s3 driver' });
  });

export type ApiConfig = z.output<typeof schema>;

/** @throws ConfigurationError naming every bad variable at once, never a value. */
export function readApiConfig(env: NodeJS.ProcessEnv = process.env): ApiConfig {
  return readEnv(schema, env);
}

/** Where the health check looks for the storage. */
export function storageOf(config: ApiConfig): { driver: 'local'; path: string } | { driver: 's3'; endpoint: string } {
  return config.STORAGE_DRIVER === 's3'
    ? { driver: 's3', endpoint: config.STORAGE_ENDPOINT ?? '' }
    : { driver: 'local', path: config.STORAGE_PATH ?? join(process.cwd(), 'storage') };
}
