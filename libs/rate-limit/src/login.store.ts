import { systemClock } from '@anwen/kernel';
import { RedisConnection, RedisUnavailable, type RedisScript } from '@anwen/redis';
import { Injectable } from '@nestjs/common';
import { failAttempt, newRecord, reserveAttempt, succeedAttempt, type LoginRecord, type LoginVerdict } from './login-lock.rules';
import { LOCK_MEMORY_MS, LOCK_STEPS_MS, LOGIN_FAILURES, LOGIN_WINDOW_MS, PENDING_MS } from './rate-limit.rules';

// One record a key, as JSON; the script is login-lock.rules.ts in Lua and uses the server's clock, which all processes share.
const PRELUDE = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local text = redis.call('GET', KEYS[1])
  local r = text and cjson.decode(text) or { attempts = {}, lockedUntil = 0, locks = 0, locksForgottenAt = 0 }
  local function keep() redis.call('SET', KEYS[1], cjson.encode(r), 'PX', ${LOCK_MEMORY_MS}) end
  local function lock()
    r.locks = (r.locksForgottenAt > now and r.locks or 0) + 1
    r.locksForgottenAt = now + ${LOCK_MEMORY_MS}
    local steps = { ${LOCK_STEPS_MS.join(', ')} }
    local ms = steps[math.min(r.locks, #steps)]
    r.lockedUntil = now + ms
    r.attempts = {}
    keep()
    return { 0, ms, 1 }
  end`;

const RESERVE: RedisScript = {
  name: 'anwenLoginReserve',
  keys: 1,
  lua: `${PRELUDE}
  if r.lockedUntil > now then return { 0, r.lockedUntil - now, 1 } end
  local recent, failed = {}, 0
  for _, a in ipairs(r.attempts) do
    if a.at > now - ${LOGIN_WINDOW_MS} then
      recent[#recent + 1] = a
      if a.failed or a.at <= now - ${PENDING_MS} then failed = failed + 1 end
    end
  end
  r.attempts = recent
  if #recent >= ${LOGIN_FAILURES} then
    if failed >= ${LOGIN_FAILURES} then return lock() end
    return { 0, 1000, 0 }
  end
  recent[#recent + 1] = { id = ARGV[1], at = now, failed = false }
  keep()
  return { 1, 0, 0 }`,
};

const FINISH: RedisScript = {
  name: 'anwenLoginFinish',
  keys: 1,
  lua: `${PRELUDE}
  local recent, failed = {}, 0
  for _, a in ipairs(r.attempts) do
    if a.id == ARGV[1] and ARGV[2] == 'failed' then a.failed = true end
    if a.id ~= ARGV[1] or ARGV[2] == 'failed' then
      recent[#recent + 1] = a
      if a.failed and a.at > now - ${LOGIN_WINDOW_MS} then failed = failed + 1 end
    end
  end
  r.attempts = recent
  if ARGV[2] == 'forgive' then r.locks = 0 end
  if ARGV[2] == 'failed' and failed >= ${LOGIN_FAILURES} then return lock() end
  keep()
  return { 1, 0, 0 }`,
};

export type LoginOutcome = 'failed' | 'succeeded' | 'forgive';

const LOCAL_KEYS_MAX = 10_000;

/** Keeps login records: in Redis for all processes; in this process while Redis is gone, as strict as ever. */
@Injectable()
export class LoginStore {
  private readonly local = new Map<string, LoginRecord>();

  constructor(private readonly redis: RedisConnection) {}

  async reserve(key: string, id: string): Promise<LoginVerdict> {
    try {
      return verdict(await this.redis.run<[number, number, number]>(RESERVE, [`login:${key}`], [id]));
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) throw error;
      return reserveAttempt(this.here(key), id, systemClock.now().getTime());
    }
  }

  async finish(key: string, id: string, outcome: LoginOutcome): Promise<void> {
    const local = this.local.get(key);
    if (local) finishHere(local, id, outcome);
    try {
      await this.redis.run(FINISH, [`login:${key}`], [id, outcome]);
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) throw error;
    }
  }

  private here(key: string): LoginRecord {
    if (this.local.size > LOCAL_KEYS_MAX) this.local.clear();
    let record = this.local.get(key);
    if (!record) this.local.set(key, (record = newRecord()));
    return record;
  }
}

function finishHere(record: LoginRecord, id: string, outcome: LoginOutcome): void {
  if (outcome === 'failed') failAttempt(record, id, systemClock.now().getTime());
  else succeedAttempt(record, id, outcome === 'forgive');
}

function verdict([allowed, retryMs, locked]: [number, number, number]): LoginVerdict {
  return allowed === 1 ? { allowed: true } : { allowed: false, retryMs: Number(retryMs), locked: locked === 1 };
}
