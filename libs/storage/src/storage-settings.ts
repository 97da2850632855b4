import { z } from 'zod';
import { LocalStorage } from './local-storage';
import type { ObjectStorage } from './object-storage';
import { S3Storage, type S3Options } from './s3-storage';

/** Environment of every process that keeps files; spread it into the app's own schema and refine with `requireStorage`. */
export const storageSettings = {
  STORAGE_DRIVER: z.enum(['local', 's3']).default('local'),
  STORAGE_PATH: z.string().optional(),
  STORAGE_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  STORAGE_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/)
    .default('anwen'),
  STORAGE_ACCESS_KEY: z.string().optional(),
  STORAGE_SECRET_KEY: z.string().optional(),
  STORAGE_REGION: z.string().default('us-east-1'),
};

export type StorageSettings = z.output<z.ZodObject<typeof storageSettings>>;
export type StorageOptions = { readonly driver: 'local'; readonly path: string } | ({ readonly driver: 's3' } & S3Options);

const NEEDED = { local: ['STORAGE_PATH'], s3: ['STORAGE_ENDPOINT', 'STORAGE_ACCESS_KEY', 'STORAGE_SECRET_KEY'] } as const;

/** For `superRefine`: each driver's own variables must be there. */
export function requireStorage(env: StorageSettings, context: z.RefinementCtx): void {
  for (const name of NEEDED[env.STORAGE_DRIVER])
    if (!env[name]) context.addIssue({ code: 'custom', path: [name], message: `is needed for the ${env.STORAGE_DRIVER} driver` });
}

/** Only after `requireStorage`. */
export function storageOptionsOf(env: StorageSettings): StorageOptions {
  if (env.STORAGE_DRIVER === 'local') return { driver: 'local', path: env.STORAGE_PATH! };
  return {
    driver: 's3',
    endpoint: env.STORAGE_ENDPOINT!,
    bucket: env.STORAGE_BUCKET,
    accessKey: env.STORAGE_ACCESS_KEY!,
    secretKey: env.STORAGE_SECRET_KEY!,
    region: env.STORAGE_REGION,
  };
}

export function openStorage(options: StorageOptions): ObjectStorage {
  return options.driver === 'local' ? new LocalStorage(options.path) : new S3Storage(options);
}
