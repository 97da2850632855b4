import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DeviceOptions } from '@anwen/devices';
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
    API_HOST: z.string().default('0.0.0.0'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }),
    /** How long one call of Redis may take. Between machines far apart 100 ms may be too short; more than 5 s nobody waits for a limit. */
    REDIS_CALL_BUDGET_MS: z.coerce.number().int().min(10).max(5_000).default(100),
    ...storageSettings,
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
  .superRefine(requireStorage);

export type ApiConfig = z.output<typeof schema>;

/** @throws ConfigurationError naming every bad variable at once, never a value. */
export function readApiConfig(env: NodeJS.ProcessEnv = process.env): ApiConfig {
  return readEnv(schema, env);
}

export function storageOf(config: ApiConfig): StorageOptions {
  return storageOptionsOf(config);
}

export function devicesOf(config: ApiConfig): DeviceOptions {
  return { server: config.PUBLIC_ORIGIN, onPrem: config.ANWEN_DEPLOYMENT_MODE === 'on_prem' };
}
