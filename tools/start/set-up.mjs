// Build, schema, first administrator, demonstration factory: what has to be true before the product starts.
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMigrated } from '../migrated-database.mjs';
import { captureNode } from '../children.mjs';
import { ROOT, Refusal, say } from '../services/home.mjs';

const CLI = join(ROOT, 'apps/cli/dist/main.js');
/** No letters that look alike; 20 of 55 are 115 bits. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Returns the administrator's password when it was made just now, to be shown this once. Every step may run again. */
export async function prepareDatabase({ home, env, demo }) {
  if (!(await isMigrated(env.DATABASE_OWNER_URL))) await command(['migrate', 'up'], env);
  const facts = factsAbout(home, env);
  let password;
  if (!facts.has('administrator')) {
    password = await createAdministrator(home, env);
    facts.add('administrator');
  }
  const seed = demo ? 'demo' : 'units';
  if (!facts.has(seed)) {
    if (demo) say('loading the demonstration factory (--no-demo leaves it out)');
    await command(['seed', seed], env);
    facts.add(seed);
  }
  return password;
}

/** What is known to be done in this database already; asking the database each time would cost seconds. */
function factsAbout(home, env) {
  const given = env.DATABASE_URL === process.env.DATABASE_URL && new URL(env.DATABASE_URL);
  const database = given ? given.host + given.pathname : 'private';
  const read = () => home.readState('set-up')[database] ?? {};
  return {
    has: (step) => Boolean(read()[step]),
    add: (step) => home.writeState('set-up', { ...home.readState('set-up'), [database]: { ...read(), [step]: new Date().toISOString() } }),
  };
}

async function createAdministrator(home, env) {
  if (env.ANWEN_ADMIN_PASSWORD) {
    await command(['user', 'create-admin'], env);
    return undefined;
  }
  const file = passwordFile(home);
  if (!existsSync(file)) {
    const password = Array.from({ length: 20 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
  }
  const { created } = JSON.parse(await command(['user', 'create-admin', '--password-file', file, '--json'], env));
  if (created) return readFileSync(file, 'utf8').trim();
  say('the database has users already, so no administrator was made');
  return undefined;
}

export const passwordFile = (home) => join(home.path, 'initial-admin-password');

/** One command of the product's own command line; returns what it printed. */
async function command(args, env) {
  const { code, stdout, stderr } = await captureNode(['--enable-source-maps', CLI, ...args], env);
  if (code !== 0) throw new Refusal(`"anwen ${args.join(' ')}" failed with exit code ${code}:\n${(stderr || stdout).trim()}`);
  return stdout;
}
