// The programs of PostgreSQL and Redis: the machine's own when they are new enough, else a private copy below `.anwen/rootfs`.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fetchPackages, hasApt, installPackages, isOffered, newestVersioned } from './debian.mjs';
import { Refusal } from './home.mjs';

const POSTGRES_OLDEST = 15;
const REDIS_OLDEST = 7;
const POSTGRES_PROGRAMS = ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'psql'];

/** Programs and the environment they need. @throws Refusal naming what is missing and how to do without it. */
export function provideBinaries(rootfs, wanted = { postgres: true, redis: true }) {
  const forced = process.env.ANWEN_FORCE_FETCH === '1'; // tests the private download on a machine that has the programs
  const find = () => ({
    postgres: wanted.postgres ? findPostgres([...(forced ? [] : ['']), rootfs]) : true,
    redis: wanted.redis ? findRedis([...(forced ? [] : systemPath()), join(rootfs, 'usr/bin')], rootfs) : true,
  });
  let found = find();
  if (!found.postgres || !found.redis) {
    fetchMissing(rootfs, found);
    found = find();
  }
  requireFound(found);
  if (wanted.postgres) requireTimeZones();
  return { ...found, env: environment(rootfs) };
}

function fetchMissing(rootfs, found) {
  if (!hasApt()) return;
  fetchPackages(rootfs, (apt) => [...(found.postgres ? [] : postgresPackages(apt)), ...(found.redis ? [] : redisPackages(apt))]);
}

function postgresPackages(apt) {
  const version = newestVersioned(apt, 'postgresql');
  if (version < POSTGRES_OLDEST) throw missing('PostgreSQL', POSTGRES_OLDEST, 'DATABASE_URL', `this system offers ${version || 'none'}`);
  return [`postgresql-${version}`, `postgresql-client-${version}`, 'libpq5'];
}

function redisPackages(apt) {
  if (isOffered(apt, 'redis-server')) return ['redis-server', 'redis-tools'];
  if (isOffered(apt, 'valkey-server')) return ['valkey-server', 'valkey-tools'];
  throw missing('Redis', REDIS_OLDEST, 'REDIS_URL', 'this system offers none');
}

function requireFound({ postgres, redis }) {
  if (!postgres) throw missing('PostgreSQL', POSTGRES_OLDEST, 'DATABASE_URL', 'apt-get, which could download it, is not available');
  if (!redis) throw missing('Redis', REDIS_OLDEST, 'REDIS_URL', 'apt-get, which could download it, is not available');
}

function missing(name, oldest, variable, why) {
  return new Refusal(
    `${name} ${oldest} or newer was not found on this machine (${why}); install it, or set DATABASE_URL and REDIS_URL to servers of yours (here: ${variable})`,
  );
}

function findPostgres(prefixes) {
  for (const prefix of prefixes) {
    const base = `${prefix}/usr/lib/postgresql`;
    const versions = existsSync(base)
      ? readdirSync(base)
          .map(Number)
          .filter((v) => v >= POSTGRES_OLDEST)
          .sort((a, b) => b - a)
      : [];
    for (const version of versions) {
      const bin = join(base, String(version), 'bin');
      if (POSTGRES_PROGRAMS.every((program) => existsSync(join(bin, program)))) return { bin, version };
    }
  }
  return undefined;
}

function findRedis(directories, rootfs) {
  for (const name of ['valkey-server', 'redis-server']) {
    for (const directory of directories) {
      const program = join(directory, name);
      if (!existsSync(program)) continue;
      const text = spawnSync(program, ['--version'], { encoding: 'utf8', env: environment(rootfs) }).stdout ?? '';
      const version = Number(/v=(\d+)/.exec(text)?.[1]);
      if (version >= REDIS_OLDEST) return { program, version };
    }
  }
  return undefined;
}

const systemPath = () => [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/usr/sbin', '/usr/local/bin'];

function environment(rootfs) {
  const folders = ['usr/lib', 'lib'].flatMap((base) => {
    const path = join(rootfs, base);
    return existsSync(path)
      ? readdirSync(path)
          .filter((name) => name.endsWith('-linux-gnu'))
          .map((name) => join(path, name))
      : [];
  });
  return { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC', ...(folders.length > 0 && { LD_LIBRARY_PATH: folders.join(':') }) };
}

/** Debian's PostgreSQL reads the machine's time zone files from a fixed place, which slim images leave out. */
function requireTimeZones() {
  if (existsSync('/usr/share/zoneinfo/Asia/Taipei')) return;
  if (!installPackages(['tzdata']))
    throw new Refusal('the time zone files are missing (PostgreSQL needs them); as an administrator run: apt-get install tzdata');
}
