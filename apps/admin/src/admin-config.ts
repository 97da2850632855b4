import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DeviceOptions } from '@anwen/devices';
import { egressSettings } from '@anwen/egress';
import { readEnv } from '@anwen/kernel';
import { mailSettings } from '@anwen/mail';
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

const certificateFile = z.string().transform((path, context) => {
  try {
    const pem = readFileSync(path, 'utf8');
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
    context.addIssue({ code: 'custom', message: 'the file must hold a certificate (PEM)' });
  } catch {
    context.addIssue({ code: 'custom', message: 'the file cannot be read' });
  }
  return z.NEVER;
});

const schema = z
  .object({
    ...egressSettings,
    ADMIN_HOST: z.string().default('0.0.0.0'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }),
    /** How long one call of Redis may take. Between machines far apart 100 ms may be too short; more than 5 s nobody waits for a limit. */
    REDIS_CALL_BUDGET_MS: z.coerce.number().int().min(10).max(5_000).default(100),
    ...storageSettings,
    ...mailSettings,
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
    /** Where devices and people reach the api; the QR code of an enrolment says it. */
    PUBLIC_ORIGIN: z.url().optional(),
    /** The factory's own certificate authority (PEM); its fingerprint goes into the QR code. */
    ANWEN_CA_FILE: certificateFile.optional(),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  })
  .superRefine(requireStorage);

export type AdminConfig = z.output<typeof schema>;

/** @throws ConfigurationError naming every bad variable at once, never a value. */
export function readAdminConfig(env: NodeJS.ProcessEnv = process.env): AdminConfig {
  return readEnv(schema, env);
}

export function storageOf(config: AdminConfig): StorageOptions {
  return storageOptionsOf(config);
}

export function devicesOf(config: AdminConfig): DeviceOptions {
  return { server: config.PUBLIC_ORIGIN, caCertificate: config.ANWEN_CA_FILE, onPrem: config.ANWEN_DEPLOYMENT_MODE === 'on_prem' };
}

/** Few people administer: a small pool leaves the connections to the api. */
export function databaseOf(config: AdminConfig): { url: string; applicationName: string; poolSize: number } {
  return { url: config.DATABASE_URL, applicationName: 'anwen-admin', poolSize: 4 };
}

export const PAGE_DIRECTORY = resolve(__dirname, '../public');
