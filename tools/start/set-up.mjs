// Build, schema, first administrator, demonstration factory: what has to be true before the product starts.
import { randomInt } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from '../children.mjs';
import { ROOT, Refusal, say } from '../services/home.mjs';

const CLI = join(ROOT, 'apps/cli/dist/main.js');
/** No letters that look alike; 20 of 55 are 115 bits. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Returns the administrator's password when it was made just now, to be shown this once. */
export async function prepareDatabase({ home, env, demo }) {
  await command(['migrate', 'up'], env);
  const key = new URL(env.DATABASE_URL).host + new URL(env.DATABASE_URL).pathname;
  const identity = env.DATABASE_URL === process.env.DATABASE_URL ? key : 'private';
  const state = home.readState('set-up');
  const done = (step) =>
    home.writeState('set-up', { ...home.readState('set-up'), [identity]: { ...home.readState('set-up')[identity], [step]: new Date().toISOString() } });
  let password;
  if (!state[identity]?.administrator) {
    password = await createAdministrator(home, env);
    done('administrator');
  }
  if (demo && !state[identity]?.demo) {
    say('loading the demonstration factory');
    await command(['seed', 'demo'], env);
    done('demo');
  }
  return password;
}

async function createAdministrator(home, env) {
  if (env.ANWEN_ADMIN_PASSWORD) {
    await command(['user', 'create-admin'], env);
    return undefined;
  }
  const file = passwordFile(home);
  const password = Array.from({ length: 20 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  if (existsSync(file)) rmSync(file); // of an attempt that did not get further
  writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
  await command(['user', 'create-admin'], { ...env, ANWEN_ADMIN_PASSWORD: password });
  return password;
}

export const passwordFile = (home) => join(home.path, 'initial-admin-password');

async function command(args, env) {
  const code = await runNode(['--enable-source-maps', CLI, ...args], env, { quiet: true });
  if (code !== 0) throw new Refusal(`"anwen ${args.join(' ')}" failed with exit code ${code}; its message is above`);
}
