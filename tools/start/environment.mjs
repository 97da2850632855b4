// What the programs of the product are told: given settings win, the private services fill the rest.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../services/home.mjs';
import { portIsFree } from '../services/processes.mjs';

const PORTS = { API_PORT: 3000, ADMIN_PORT: 3001, WORKER_PORT: 3002 };

/** Which private servers are needed: none that the environment names already. */
export const neededServices = (env = process.env) => ({ postgres: !env.DATABASE_URL, redis: !env.REDIS_URL });

/** Environment of migrations and commands; an app gets `forApp` of it. */
export async function productEnvironment(home, services, env = process.env) {
  const settings = {
    ANWEN_HOME: home.path,
    ANWEN_SECRET_FILE: env.ANWEN_SECRET_FILE ?? home.secretFile('app-secret', 32),
    DATABASE_URL: env.DATABASE_URL ?? services.postgres.url('anwen_app'),
    DATABASE_OWNER_URL: env.DATABASE_OWNER_URL ?? env.DATABASE_URL ?? services.postgres.url('anwen_owner'),
    REDIS_URL: env.REDIS_URL ?? services.redis.url,
    STORAGE_DRIVER: env.STORAGE_DRIVER ?? 'local',
    // Plain http: whoever opens it to other machines does so knowingly, and puts a gateway with TLS before it.
    API_HOST: env.API_HOST ?? '127.0.0.1',
    ADMIN_HOST: env.ADMIN_HOST ?? '127.0.0.1',
  };
  // The private server's log, for the slow queries; of somebody else's server only they know where it writes.
  const postgresLog = env.POSTGRES_LOG ?? (env.DATABASE_URL ? undefined : services.postgres.log);
  if (postgresLog) settings.POSTGRES_LOG = postgresLog;
  if (settings.STORAGE_DRIVER === 'local') settings.STORAGE_PATH = env.STORAGE_PATH ?? home.directory('storage');
  for (const [name, usual] of Object.entries(PORTS)) settings[name] = env[name] ?? (await appPort(name, usual, settings));
  return { ...env, ...settings };
}

/**
 * The apps work as the application role and do not know the first password. The owner's login goes to the worker alone, for
 * VACUUM and partitions; it opens no door to other machines.
 */
export function forApp(name, { DATABASE_OWNER_URL: owner, ANWEN_ADMIN_PASSWORD: _password, ...rest }) {
  return name === 'worker' ? { ...rest, DATABASE_OWNER_URL: owner } : rest;
}

/** Lets `npx anwen …` in another terminal find the running servers. Returns the function that takes the file away. */
export function publishEnvironment(home, env) {
  const file = join(home.directory('run'), 'env');
  const names = [
    'DATABASE_URL',
    'DATABASE_OWNER_URL',
    'REDIS_URL',
    'STORAGE_DRIVER',
    'STORAGE_PATH',
    'STORAGE_ENDPOINT',
    'STORAGE_BUCKET',
    'STORAGE_ACCESS_KEY',
    'STORAGE_SECRET_KEY',
    'STORAGE_REGION',
    'SMTP_URL',
    'SMTP_URL_FILE',
    'SMTP_CA_FILE',
    'MAIL_FROM',
    'WATCH_VOLUMES',
    'ANWEN_SECRET_FILE',
    'API_PORT',
    'ADMIN_PORT',
    'WORKER_PORT',
  ];
  const lines = names.filter((name) => env[name]).map((name) => `${name}=${env[name]}`);
  if (existsSync(file)) rmSync(file); // a file that is written over keeps its old mode
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** Where this machine reaches an app: `API`, `ADMIN` or `WORKER`. An app that listens everywhere is asked on the loopback. */
export function addressOf(env, app) {
  const host = env[`${app}_HOST`];
  const everywhere = !host || host === '0.0.0.0' || host === '::';
  return `http://${everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${env[`${app}_PORT`]}`;
}

async function appPort(name, usual, taken) {
  for (let port = usual; port < usual + 1000; port += 10) {
    if (Object.values(taken).includes(String(port)) || !(await portIsFree(port))) continue;
    if (port !== usual) say(`port ${usual} is in use, so ${name} is ${port}`);
    return String(port);
  }
  return String(usual); // the app will say what is wrong
}
