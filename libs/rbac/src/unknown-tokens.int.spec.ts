import { TestDatabase } from '@anwen/database/testing';
import { CONTEXT_KEY, NO_SCOPE, type RequestContext } from '@anwen/kernel';
import { CounterStore } from '@anwen/rate-limit';
import { rbacPermissions } from './rbac.permissions';
import { RbacBed } from './testing';
import { newSessionToken } from './token.rules';
import { UnknownTokens } from './unknown-tokens.service';

const from = (ip: string): object => {
  const context: RequestContext = { requestId: 'req-test', traceparent: null, locale: 'en', ip, startedAt: 0, scope: NO_SCOPE };
  return { [CONTEXT_KEY]: context };
};

describe('tokens that nobody holds', () => {
  let bed: TestDatabase;
  let rbac: RbacBed;
  let tokens: UnknownTokens;

  beforeEach(async () => {
    bed = await TestDatabase.create();
    rbac = new RbacBed(bed);
    await rbac.sync([rbacPermissions]);
    tokens = new UnknownTokens(rbac.sessions, new CounterStore(rbac.redis), bed.database);
  });
  afterEach(async () => {
    await rbac.close();
    await bed.drop();
  });

  const ask = (ip: string, token = newSessionToken()): Promise<string> =>
    tokens.authenticate(from(ip), token).then(
      (bearer) => bearer.name,
      (e: { code: string }) => e.code,
    );
  const guess = async (ip: string, times: number): Promise<string[]> => {
    const codes = [];
    for (let i = 0; i < times; i++) codes.push(await ask(ip));
    return codes;
  };

  it('close their network after sixty a minute: then the database is not asked, and neighbours that work go on', async () => {
    await rbac.addUser('mei');
    const { token } = await rbac.login('mei');
    expect(new Set(await guess('203.0.113.7', 60))).toEqual(new Set(['rbac.session_ended']));
    expect(await ask('203.0.113.7')).toBe('rate_limit.exceeded');
    const query = jest.spyOn(bed.database, 'query');
    expect(new Set(await guess('203.0.113.7', 20))).toEqual(new Set(['rate_limit.exceeded']));
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
    expect(await ask('203.0.113.7', token)).toBe('名 mei');
    expect(await ask('203.0.113.8')).toBe('rbac.session_ended');
    const [noted] = await bed.asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM sys_audit_logs WHERE action = 'ratelimit.exceeded'`);
    expect(noted!.n).toBe(1);
  });

  it('count once each: a forgotten screen with an ended session closes nobody out', async () => {
    const ended = newSessionToken();
    for (let i = 0; i < 100; i++) expect(await ask('203.0.113.9', ended)).toBe('rbac.session_ended');
    expect(await ask('203.0.113.9', 'no token at all')).toBe('rbac.unauthenticated');
    expect(await ask('203.0.113.9', 'no token at all')).toBe('rbac.unauthenticated');
  });
});
