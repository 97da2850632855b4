// Debian packages without installing them: downloaded with apt's own signatures checked, unpacked into a private directory.
// No package script runs and no service starts; works for root and for ordinary users.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Refusal, say } from './home.mjs';

export const hasApt = () => ['apt-get', 'apt-cache', 'dpkg'].every((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);

/** Only programs and their libraries are unpacked; LLVM (JIT, switched off) and Perl would double the download for nothing. */
const WANTED = /^(postgresql-\d+|postgresql-client-\d+|lib.+|lua-.+|redis-.+|valkey-.+)$/;
const UNWANTED = /^(libllvm|libperl|lib.*-perl$|libc6$)/;

/**
 * Unpacks the packages that `choose(apt)` names, and what they depend on and the machine lacks, below `target`.
 * @throws Refusal when the packages cannot be had.
 */
export function fetchPackages(target, choose) {
  const work = `${target}.fetch`;
  rmSync(work, { recursive: true, force: true }); // left by an interrupted run
  try {
    const apt = aptIn(work);
    const names = choose(apt);
    const packages = [...new Set([...missingDependencies(apt, names), ...names])];
    say(`downloading ${packages.length} Debian packages into ${target}: ${packages.join(' ')}`);
    apt('apt-get', ['-qq', 'download', ...packages], { cwd: join(work, 'debs') });
    const rootfs = join(work, 'rootfs');
    for (const file of readdirSync(join(work, 'debs'))) execFileSync('dpkg', ['-x', join(work, 'debs', file), rootfs]);
    if (existsSync(target)) execFileSync('cp', ['-a', `${rootfs}/.`, target]);
    else renameSync(rootfs, target);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`the Debian packages could not be downloaded (${lastLine(error.stderr) ?? error.message})`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The newest `prefix-NN` that this Debian offers. */
export function newestVersioned(apt, prefix) {
  const found = apt('apt-cache', ['search', '--names-only', `^${prefix}-[0-9]+$`]).matchAll(new RegExp(`^${prefix}-(\\d+) `, 'gm'));
  return Math.max(0, ...[...found].map((match) => Number(match[1])));
}

export const isOffered = (apt, name) => /Candidate: [^(]/.test(apt('apt-cache', ['policy', name]));

/** apt with state of its own, so that nothing of the machine is locked or changed. */
function aptIn(work) {
  for (const directory of ['state/lists/partial', 'cache/archives/partial', 'debs', 'rootfs']) mkdirSync(join(work, directory), { recursive: true });
  const options = Object.entries({
    'Dir::State': join(work, 'state'),
    'Dir::State::lists': join(work, 'state/lists'),
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': join(work, 'cache'),
    'Debug::NoLocking': '1',
    'APT::Sandbox::User': userInfo().username,
  }).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (program, args, extra = {}) =>
    execFileSync(program, [...options, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 << 20, ...extra });
  apt('apt-get', ['-qq', 'update']);
  return apt;
}

function missingDependencies(apt, names) {
  const lines = apt('apt-get', ['install', '--print-uris', '-qq', '-y', '--no-install-recommends', ...names]).split('\n');
  return lines.flatMap((line) => line.split(' ')[1]?.split('_')[0] ?? []).filter((name) => WANTED.test(name) && !UNWANTED.test(name));
}

/** Installs Debian packages for good; only root may, and only packages that start no service. */
export function installPackages(names) {
  if (process.getuid() !== 0 || !hasApt()) return false;
  say(`installing Debian packages: ${names.join(' ')}`);
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  const run = (args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  const install = () => run(['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...names]);
  return (run(['update', '-qq']) && install()) || install();
}

const lastLine = (text) => text?.toString().trim().split('\n').at(-1) || undefined;
