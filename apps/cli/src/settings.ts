import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigurationError, readEnv } from '@anwen/kernel';
import { storageOptionsOf, storageSettings, type StorageOptions } from '@anwen/storage';
import { z } from 'zod';

/** The clone: apps/cli/dist (or src) lies three folders below it. */
export const ROOT = resolve(__dirname, '../../..');

const url = (schemes: string): z.ZodType<string> =>
  z.string().regex(new RegExp(`^(${schemes})://`), `must start with ${schemes.split('|')[0]}://`) as z.ZodType<string>;

const schema = z.object({
  ANWEN_HOME: z.string().default('.anwen'),
  DATABASE_URL: url('postgres|postgresql').optional(),
  DATABASE_OWNER_URL: url('postgres|postgresql').optional(),
  REDIS_URL: url('redis|rediss').optional(),
  ...storageSettings,
  ANWEN_SECRET_FILE: z.string().optional(),
  ANWEN_ADMIN_PASSWORD: z.string().optional(),
});

/** The whole environment of the command line, read once. Values are never printed. */
export class Settings {
  private constructor(
    private readonly env: z.output<typeof schema>,
    readonly home: string,
  ) {}

  /**
   * Reads the environment; what it does not say comes from the private services that `npm start` runs
   * (`.anwen/run/env`), so that a command works beside a running product without any preparation.
   * @throws ConfigurationError naming every bad variable.
   */
  static read(env: NodeJS.ProcessEnv = process.env): Settings {
    const own = readEnv(schema, env);
    const home = isAbsolute(own.ANWEN_HOME) ? own.ANWEN_HOME : join(ROOT, own.ANWEN_HOME);
    if (own.DATABASE_URL !== undefined) return new Settings(own, home);
    return new Settings(readEnv(schema, { ...runningServices(home), ...withoutEmpty(env) }), home);
  }

  /** Login of the app. @throws ConfigurationError when it is neither set nor known from running private services. */
  get databaseUrl(): string {
    return this.env.DATABASE_URL ?? missing('DATABASE_URL');
  }

  /** Login of the owner of the tables, for migrations. */
  get ownerUrl(): string {
    return this.env.DATABASE_OWNER_URL ?? this.databaseUrl;
  }

  get redisUrl(): string {
    return this.env.REDIS_URL ?? missing('REDIS_URL');
  }

  /** The installation's secret, for commands that read or write sealed secrets. @throws ConfigurationError */
  get secret(): Buffer {
    const path = this.env.ANWEN_SECRET_FILE ?? missing('ANWEN_SECRET_FILE');
    try {
      return readFileSync(path);
    } catch {
      throw new ConfigurationError(['ANWEN_SECRET_FILE: the file cannot be read']);
    }
  }

  /** Of the first administrator, for installers; `npm start` hands it over this way. */
  get adminPassword(): string | undefined {
    return this.env.ANWEN_ADMIN_PASSWORD;
  }

  /** Where the product keeps its files. @throws ConfigurationError when the bucket's address or keys are missing. */
  get storageOptions(): StorageOptions {
    if (this.env.STORAGE_DRIVER === 'local') return { driver: 'local', path: this.storage.path };
    for (const name of ['STORAGE_ENDPOINT', 'STORAGE_ACCESS_KEY', 'STORAGE_SECRET_KEY'] as const) if (!this.env[name]) missing(name);
    return storageOptionsOf(this.env);
  }

  get storage(): { driver: 'local' | 's3'; path: string } {
    return { driver: this.env.STORAGE_DRIVER, path: this.env.STORAGE_PATH ?? join(this.home, 'storage') };
  }
}

function runningServices(home: string): NodeJS.ProcessEnv {
  const file = join(home, 'run', 'env');
  return existsSync(file) ? (parseEnv(readFileSync(file, 'utf8')) as NodeJS.ProcessEnv) : {};
}

function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

function missing(name: string): never {
  throw new ConfigurationError([`${name}: is not set, and no private services are running here; run "npm start" in another terminal or set it`]);
}
