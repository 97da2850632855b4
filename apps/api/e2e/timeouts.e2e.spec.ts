import { randomUUID } from 'node:crypto';
import { Database, DatabaseModule, type Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { Sla, SlaInterceptor, createHttpApp, presentAnswer, problemAnswer, type HttpApp } from '@anwen/http';
import { CurrentTx, Idempotent, IdempotencyModule, TransactionInterceptor } from '@anwen/idempotency';
import { ALL_SCOPE, SLA, contextOf, systemActor, type SlaClass } from '@anwen/kernel';
import { Controller, Get, Module, Post, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';

/** The real limits are 10 s to 15 min; the mechanism is the same for one second. */
const LIMIT_MS = 1_000;
const CLASSES = Object.keys(SLA) as SlaClass[];

class EverybodyGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const context = contextOf(execution.switchToHttp().getRequest());
    context.actor = systemActor('slow');
    context.scope = ALL_SCOPE;
    return true;
  }
}

const sleep = (tx: Tx, seconds: number): Promise<unknown> => tx.query('SELECT pg_sleep($1)', [seconds]);

/** Routes that take far too long, one a class. */
@Controller('slow')
class SlowController {
  @Get('read')
  @Sla('read')
  read(@CurrentTx() tx: Tx): Promise<unknown> {
    return sleep(tx, 30);
  }

  @Get('list')
  @Sla('list')
  list(@CurrentTx() tx: Tx): Promise<unknown> {
    return sleep(tx, 30);
  }

  @Post('write')
  @Idempotent()
  @Sla('write')
  async write(@CurrentTx() tx: Tx): Promise<unknown> {
    await tx.query(`INSERT INTO sys_settings (key, value) VALUES ('slow', '1')`);
    return sleep(tx, 30);
  }

  @Post('batch')
  @Idempotent()
  @Sla('batch')
  batch(@CurrentTx() tx: Tx): Promise<unknown> {
    return sleep(tx, 30);
  }

  @Get('export')
  @Sla('export')
  export(@CurrentTx() tx: Tx): Promise<unknown> {
    return sleep(tx, 30);
  }

  /** No statement is too long by itself; together they are. */
  @Get('many')
  @Sla('read')
  async many(@CurrentTx() tx: Tx): Promise<void> {
    for (let i = 0; i < 30; i++) await sleep(tx, 0.9);
  }

  @Get('quick')
  @Sla('read')
  async quick(@CurrentTx() tx: Tx): Promise<object> {
    // Far below the limit: how busy the machine is must not decide.
    await sleep(tx, 0.3);
    await sleep(tx, 0.01);
    return { ok: true };
  }
}

describe('a request that takes longer than its class allows', () => {
  let bed: TestDatabase;
  let app: HttpApp;
  let url: string;
  const real = structuredClone(SLA);
  const setLimits = (limitOf: (name: SlaClass) => number): void => {
    for (const name of CLASSES) Object.assign(SLA[name], { timeoutMs: limitOf(name) });
  };

  beforeAll(async () => {
    setLimits(() => LIMIT_MS);
    bed = await TestDatabase.create();
    @Module({
      imports: [
        DatabaseModule.forRoot(() => ({ url: bed.url, applicationName: 'slow-app', poolSize: 4 })),
        IdempotencyModule.forRoot({ present: presentAnswer, refuse: problemAnswer }),
      ],
      controllers: [SlowController],
      providers: [
        { provide: APP_GUARD, useClass: EverybodyGuard },
        { provide: APP_INTERCEPTOR, useClass: SlaInterceptor },
        { provide: APP_INTERCEPTOR, useClass: TransactionInterceptor },
      ],
    })
    class SlowModule {}
    app = await createHttpApp(SlowModule, { logger: { log() {}, error() {}, warn() {} }, trustedProxies: [] });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}/slow`;
  });
  afterAll(async () => {
    setLimits((name) => real[name].timeoutMs);
    await app.close();
    await bed.drop();
  });

  const call = async (path: string, method: string): Promise<{ status: number; code: string; ms: number }> => {
    const at = Date.now();
    const response = await fetch(`${url}/${path}`, { method, headers: { 'Idempotency-Key': randomUUID() } });
    const body = (await response.json()) as { code: string };
    return { status: response.status, code: body.code, ms: Date.now() - at };
  };
  const orphans = (): Promise<object[]> =>
    bed.asOwner(`SELECT query, state FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'slow-app' AND state <> 'idle'`);

  it.each([...CLASSES.map((name) => [name, ['write', 'batch'].includes(name) ? 'POST' : 'GET'] as const), ['many', 'GET'] as const])(
    'is told so with 504, and its statement is gone a second later: %s',
    async (path, method) => {
      const answer = await call(path, method);
      expect(answer).toMatchObject({ status: 504, code: expect.stringMatching(/^(http|database)\.timeout$/) });
      expect(answer.ms).toBeGreaterThan(LIMIT_MS - 100);
      // The statements would take 27 s and more.
      expect(answer.ms).toBeLessThan(LIMIT_MS + 5_000);
      await new Promise((resume) => setTimeout(resume, 1_000));
      expect(await orphans()).toEqual([]);
    },
  );

  it('has changed nothing', async () => {
    expect(await bed.asOwner(`SELECT 1 FROM sys_settings WHERE key = 'slow'`)).toEqual([]);
  });

  it('leaves no connection behind that is shorter of patience, and no shorter limit for those within it', async () => {
    for (let i = 0; i < 6; i++) expect(await call('quick', 'GET')).toMatchObject({ status: 200 });
    expect(app.get(Database).poolUse).toMatchObject({ waiting: 0 });
  });

  it('is measured by limits that are those of the requirements', () => {
    expect(CLASSES.map((name) => [name, real[name].timeoutMs / 1_000])).toEqual([
      ['read', 10],
      ['list', 15],
      ['write', 10],
      ['batch', 30],
      ['export', 900],
    ]);
  });
});
