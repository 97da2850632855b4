import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import { expected, writeCut } from '../src/adventureworks/testing';

const ROOT = resolve(__dirname, '../../..');
/** The built program, by the door that `npx anwen` takes; `npm test` builds before it comes here. */
const PROGRAM = join(ROOT, 'apps/cli/bin/anwen.js');

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe('anwen, as a process', () => {
  let bed: TestDatabase;
  let home: string;
  beforeAll(async () => {
    bed = await TestDatabase.create();
    home = mkdtempSync(join(tmpdir(), 'anwen-cli-'));
  });
  afterAll(async () => {
    rmSync(home, { recursive: true });
    await bed.drop();
  });

  const anwen = (
    args: string[],
    options: { env?: NodeJS.ProcessEnv; input?: string; killWhen?: () => Promise<NodeJS.Signals | undefined> } = {},
  ): Promise<Outcome> =>
    new Promise((done, fail) => {
      const env = { PATH: process.env.PATH, ANWEN_HOME: home, DATABASE_URL: bed.url, REDIS_URL: process.env.ANWEN_TEST_REDIS_URL, ...options.env };
      const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: ROOT, env });
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.stdin.end(options.input ?? '');
      child.once('error', fail);
      child.once('close', (code) => done({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
      void watch(child, options.killWhen).catch(fail);
    });
  const watch = async (child: ReturnType<typeof spawn>, killWhen?: () => Promise<NodeJS.Signals | undefined>): Promise<void> => {
    while (killWhen && child.exitCode === null && child.signalCode === null) {
      const signal = await killWhen();
      if (signal) return void child.kill(signal);
      await new Promise((next) => setTimeout(next, 5));
    }
  };
  const postings = async (): Promise<number> =>
    (await bed.transaction((tx) => tx.query<{ n: number }>('SELECT count(*)::int AS n FROM inventory_postings')))[0]!.n;
  const all = expected.balances + expected.openings + expected.documents;

  it('says in numbers what went wrong: usage 2, configuration 78, unreachable 69, precondition 3', async () => {
    const runs = await Promise.all([
      anwen(['nonsense']),
      anwen(['import-data', 'adventureworks']),
      anwen(['migrate', 'status'], { env: { DATABASE_URL: 'mysql://x' } }),
      anwen(['verify-ledger'], { env: { DATABASE_URL: 'postgres://127.0.0.1:1/none' } }),
      anwen(['import-data', 'adventureworks', '--from', '/nowhere']),
      anwen(['--help']),
    ]);
    expect(runs.map((r) => r.code)).toEqual([2, 2, 78, 69, 3, 0]);
    expect(runs.slice(0, 5).map((r) => r.out)).toEqual(['', '', '', '', '']);
    expect(runs.slice(1, 5).every((r) => !r.err.includes('    at '))).toBe(true);
  }, 120_000);

  it('shows the queue and decides about dead jobs, once and with a reason', async () => {
    const dead = async (name: string): Promise<string> =>
      (
        await bed.asOwner<{ id: string }>(
          `WITH job AS (INSERT INTO sys_jobs (name, lane, max_attempts, attempts, timeout_ms, state, finished_at) VALUES ($1, 3, 5, 5, 30000, 'failed', now()) RETURNING *)
           INSERT INTO sys_dead_jobs (job_id, name, lane, v, payload, attempts, problem)
           SELECT id, name, lane, v, payload, attempts, '{"code":"queue.failed","status":500,"zh":"失敗","en":"failed"}' FROM job RETURNING public_id AS id`,
          [name],
        )
      )[0]!.id;
    const [retried, discarded] = [await dead('night.work'), await dead('other.work')];
    type Stats = { dead: number; lanes: { lane: string; waiting: number }[] };
    const waiting = (stats: Stats): number => stats.lanes.find((l) => l.lane === 'P3')!.waiting;
    const [listed, counted, reasonless, dry] = await Promise.all([
      anwen(['queue', 'dead']),
      anwen(['queue', 'stats', '--json']),
      anwen(['queue', 'discard', discarded]),
      anwen(['queue', 'retry', retried, '--dry-run']),
    ]);
    expect(listed.out).toContain(retried);
    expect(reasonless.code).toBe(2);
    expect(dry.out).toContain('would try night.work again');
    const before = JSON.parse(counted.out) as Stats;
    expect(before).toMatchObject({ dead: 2, lanes: [{ lane: 'P1' }, { lane: 'P2' }, { lane: 'P3' }, { lane: 'P4' }] });
    const decisions = await Promise.all([anwen(['queue', 'retry', retried]), anwen(['queue', 'discard', discarded, '--reason', 'made for a test'])]);
    expect(decisions.map((d) => d.code)).toEqual([0, 0]);
    const [again, none, recounted] = await Promise.all([anwen(['queue', 'retry', retried]), anwen(['queue', 'dead']), anwen(['queue', 'stats', '--json'])]);
    expect([again.code, none.out]).toEqual([3, 'no dead jobs\n']);
    expect(waiting(JSON.parse(recounted.out) as Stats)).toBe(waiting(before) + 1);
    const logged = await bed.asOwner(`SELECT action, reason FROM sys_audit_logs WHERE action IN ('job.retried', 'job.discarded') ORDER BY action`);
    expect(logged).toEqual([
      { action: 'job.discarded', reason: 'made for a test' },
      { action: 'job.retried', reason: null },
    ]);
  }, 240_000);

  it('brings an empty database to its version and leaves that in the audit, once', async () => {
    const empty = await TestDatabase.create({ template: 'template1' });
    const up = (): Promise<Outcome> => anwen(['migrate', 'up', '--json'], { env: { DATABASE_URL: empty.url } });
    const [first, again] = [await up(), await up()];
    expect([first.code, again.code, JSON.parse(again.out)]).toMatchObject([0, 0, { applied: [] }]);
    const logged = await empty.asOwner<{ severity: string; subject_id: string }>(
      `SELECT severity, subject_id FROM sys_audit_logs WHERE action = 'schema.migrated'`,
    );
    expect(logged).toEqual([{ severity: 'C', subject_id: String((JSON.parse(first.out) as { to: number }).to) }]);
    await empty.drop();
  }, 120_000);

  it('takes passwords from standard input or a file, shows generated ones once, and refuses weak ones', async () => {
    const admin = await anwen(['user', 'create-admin', '--json', '--password-file', '-'], { input: 'Kupfer-Regen-Ziegel-71\n' });
    expect([admin.code, JSON.parse(admin.out)]).toEqual([0, { username: 'admin', created: true }]);
    const again = await anwen(['user', 'create-admin', '--json'], { env: { ANWEN_ADMIN_PASSWORD: 'Kupfer-Regen-Ziegel-71' } });
    expect(JSON.parse(again.out)).toEqual({ username: 'admin', created: false });
    const made = await anwen(['user', 'create', 'mei', '--name', '陳美', '--role', 'planner', '--json']);
    expect(JSON.parse(made.out)).toMatchObject({
      user: { username: 'mei', displayName: '陳美', mustChangePassword: true },
      temporaryPassword: expect.stringMatching(/^\S{20}$/),
    });
    const file = join(home, 'password');
    writeFileSync(file, '123456789012\n');
    const weak = await anwen(['user', 'create', 'li', '--password-file', file, '--json']);
    expect([weak.code, JSON.parse(weak.err)]).toEqual([3, { error: { code: 'rbac.password_refused', message: expect.any(String) } }]);
    const reset = await anwen(['user', 'reset-password', 'MEI', '--dry-run', '--json']);
    expect([reset.code, JSON.parse(reset.out)]).toEqual([0, { dryRun: true }]);
    expect((await anwen(['user', 'reset-password', 'nobody'])).code).toBe(3);
    const listed = JSON.parse((await anwen(['user', 'list', '--json'])).out) as { items: { username: string }[] };
    expect(listed.items.map((u) => u.username)).toEqual(['admin', 'mei']);
  }, 120_000);

  it('examines the installation and says what to do', async () => {
    const well = await anwen(['doctor', '--json']);
    const { ok, checks } = JSON.parse(well.out) as { ok: boolean; checks: { check: string; state: string }[] };
    expect([well.code, ok]).toEqual([0, true]);
    expect(checks.map((c) => c.check)).toEqual(['node', 'configuration', 'database', 'role', 'schema', 'clock', 'redis', 'redis policy', 'storage', 'disk']);
    writeFileSync(join(home, 'a-file'), '');
    const ill = await anwen(['doctor'], {
      env: { REDIS_URL: 'redis://127.0.0.1:1', DATABASE_URL: 'postgres://127.0.0.1:1/none', STORAGE_PATH: join(home, 'a-file', 'storage') },
    });
    expect(ill.code).toBe(3);
    for (const line of [/^fail +database .*→ start the database server/m, /^fail +redis .*→ start Redis/m, /^fail +storage .*→ make/m])
      expect(ill.out).toMatch(line);
  }, 120_000);

  it('goes on after kill -9 in the middle of an import, posts nothing twice, and proves the ledger', async () => {
    const from = writeCut();
    // A tenth of a second each, so that the signals land in the middle on any machine.
    await bed.asOwner(
      `CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.1); RETURN NULL; END $$;
       CREATE TRIGGER take_time AFTER INSERT ON inventory_postings FOR EACH STATEMENT EXECUTE FUNCTION take_time()`,
    );
    const killed = await anwen(['import-data', 'adventureworks', '--from', from, '--batch', '1'], {
      killWhen: async () => ((await postings()) >= 20 ? 'SIGKILL' : undefined),
    });
    expect(killed.code).toBeNull();
    const before = await postings();
    expect(before).toBeLessThan(all);
    const stopped = await anwen(['import-data', 'adventureworks', '--from', from, '--batch', '1', '--json'], {
      killWhen: async () => ((await postings()) >= before + 10 ? 'SIGINT' : undefined),
    });
    expect([stopped.code, JSON.parse(stopped.out)]).toEqual([130, expect.objectContaining({ interrupted: true })]);
    await bed.asOwner('DROP TRIGGER take_time ON inventory_postings; DROP FUNCTION take_time()');
    const finished = await anwen(['import-data', 'adventureworks', '--from', from, '--json']);
    expect([finished.code, await postings()]).toEqual([0, all]);
    const proof = await anwen(['verify-ledger', '--json']);
    expect([proof.code, JSON.parse(proof.out)]).toEqual([0, expect.objectContaining({ ok: true })]);
    rmSync(from, { recursive: true });
  }, 180_000);

  it('cares for the tables and for what is past its time, also by the scripts', async () => {
    const vacuum = await anwen(['vacuum', 'run', '--json']);
    const outcomes = (JSON.parse(vacuum.out) as { tables: { outcome: string }[] }).tables.map((t) => t.outcome);
    // The server's own autovacuum may hold a table just then: that is told, and worth another try.
    expect(outcomes.filter((outcome) => !['done', 'absent', 'locked'].includes(outcome))).toEqual([]);
    expect(outcomes).toContain('done');
    expect(vacuum.code).toBe(outcomes.includes('locked') ? 75 : 0);
    expect((await anwen(['vacuum', 'run', '--table', 'items'])).code).toBe(2);
    await bed.asOwner(
      `INSERT INTO sys_jobs (name, lane, max_attempts, timeout_ms, state, finished_at) VALUES ('a.b', 4, 1, 1000, 'done', now() - interval '9 days')`,
    );
    const env = { PATH: process.env.PATH, ANWEN_HOME: home, DATABASE_URL: bed.url };
    const cleanup = (...args: string[]): ReturnType<typeof spawnSync> =>
      spawnSync('bash', [join(ROOT, 'deploy/scripts/retention-cleanup.sh'), ...args], { env, encoding: 'utf8' });
    expect(cleanup('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Exit codes') as string });
    expect(cleanup('--nonsense').status).toBe(2);
    expect(cleanup('--dry-run', '--only', 'jobs.finished', '--json').stdout).toContain('"rows":1');
    expect(cleanup('--only', 'jobs.finished', '--json')).toMatchObject({ status: 0, stdout: expect.stringContaining('"removed":1') as string });
    expect(cleanup('--only', 'nothing').status).toBe(3);
    expect(JSON.parse(String(cleanup('--status', '--json').stdout))).toMatchObject({ archives: [] });
    expect((await anwen(['verify-ledger', '--with-archive'])).code).toBe(0);
  }, 180_000);

  it('exits with 5 when somebody has tampered with the ledger, and with 0 while the audit log holds', async () => {
    expect((await anwen(['audit', 'verify', '--json'])).code).toBe(0);
    await bed.asOwner('ALTER TABLE inventory_balance NO FORCE ROW LEVEL SECURITY; UPDATE inventory_balance SET on_hand = on_hand + 1 WHERE on_hand > 5');
    const proof = await anwen(['verify-ledger']);
    expect(proof.code).toBe(5);
    expect(proof.out).toContain('THE LEDGER DOES NOT HOLD');
    const recorded = await bed.asOwner<{ action: string; severity: string; failed: string[] }>(
      `SELECT action, severity, diff->'failed' AS failed FROM sys_audit_logs WHERE action LIKE 'ledger.%' AND action <> 'ledger.sealed' ORDER BY id`,
    );
    expect(recorded).toEqual([
      { action: 'ledger.verified', severity: 'I', failed: [] },
      { action: 'ledger.verified', severity: 'I', failed: [] },
      { action: 'ledger.mismatch', severity: 'C', failed: ['balances'] },
    ]);
  }, 120_000);

  it('proves the ledger of a database that takes no writes, with a warning that nothing was recorded', async () => {
    await bed.asOwner(`ALTER DATABASE ${bed.name} SET default_transaction_read_only = on`);
    const proof = await anwen(['verify-ledger']);
    expect([proof.code, proof.out]).toEqual([5, expect.stringContaining('THE LEDGER DOES NOT HOLD')]);
    expect(proof.err).toContain('warning: the proof could not be recorded');
  }, 120_000);
});
