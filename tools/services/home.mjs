// Where the private services and the product keep their files: one directory, `.anwen/` unless ANWEN_HOME says otherwise.
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** A line for the person at the terminal. */
export const say = (text) => console.log(`anwen: ${text}`);

/** Something that the person has to put right; shown as one line without a stack. */
export class Refusal extends Error {}

/** PostgreSQL refuses to run as root: an unprivileged account that exists already. Undefined when we are not root. */
export function serviceAccount() {
  if (process.getuid() !== 0) return undefined;
  for (const user of ['postgres', 'nobody']) {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((l) => l.startsWith(`${user}:`));
    if (line) return { user, uid: Number(line.split(':')[2]), gid: Number(line.split(':')[3]) };
  }
  throw new Refusal('running as root, but neither account "postgres" nor "nobody" exists to run PostgreSQL as; create one: useradd --system postgres');
}

/** The product's directory: `path` holds secrets and state of the caller, `servicePath` what the service account must enter. */
export class Home {
  constructor(path = process.env.ANWEN_HOME ?? join(ROOT, '.anwen')) {
    this.path = resolve(path);
    this.account = serviceAccount();
    mkdirSync(this.path, { recursive: true, mode: 0o755 });
    this.servicePath = this.#reachable();
    mkdirSync(this.servicePath, { recursive: true, mode: 0o755 });
    if (this.account) chmodSync(this.servicePath, 0o755);
  }

  /** A directory of the caller's own, closed to everybody else. */
  directory(name) {
    const path = join(this.path, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  }

  /** A directory that belongs to the account the services run as, closed to everybody else. */
  serviceDirectory(name) {
    const path = join(this.servicePath, name);
    if (!existsSync(path)) mkdirSync(path, { recursive: true, mode: 0o700 });
    if (this.account && statSync(path).uid !== this.account.uid) chownSync(path, this.account.uid, this.account.gid);
    return path;
  }

  /** A file that only the service account reads. */
  writeServiceFile(path, text) {
    writeFileSync(path, text, { mode: 0o600 });
    if (this.account) chownSync(path, this.account.uid, this.account.gid);
  }

  /** A random secret, made once and kept in a file that its owner alone reads. */
  secret(name, bytes = 24) {
    const path = this.secretFile(name, bytes);
    return readFileSync(path, 'utf8').trim();
  }

  secretFile(name, bytes = 24) {
    const path = join(this.directory('secrets'), name);
    if (!existsSync(path)) writeFileSync(path, `${randomBytes(bytes).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    return path;
  }

  /** Small facts remembered between starts (ports, what was set up). */
  readState(name) {
    try {
      return JSON.parse(readFileSync(join(this.path, `${name}.json`), 'utf8'));
    } catch {
      return {}; // absent or torn by a crash: the facts are found anew
    }
  }

  writeState(name, value) {
    const path = join(this.path, `${name}.json`);
    writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  /** Below /root (or any closed directory) the service account cannot enter: its files then live under /var/lib/anwen. */
  #reachable() {
    if (!this.account || canEnter(this.path, this.account)) return this.path;
    const tag = createHash('sha256').update(this.path).digest('hex').slice(0, 8);
    const path = join('/var/lib/anwen', `${basename(dirname(this.path))}-${tag}`);
    if (!existsSync(path)) say(`the account "${this.account.user}" cannot enter ${this.path}, so the databases live in ${path}`);
    return path;
  }
}

function canEnter(path, { uid, gid }) {
  return spawnSync('/usr/bin/test', ['-x', path], { uid, gid, cwd: '/' }).status === 0;
}
