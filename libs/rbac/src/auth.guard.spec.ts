import { CONTEXT_KEY, NO_SCOPE, type RequestContext } from '@anwen/kernel';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from './auth.guard';
import type { Bearer } from './session.store';
import type { UnknownTokens } from './unknown-tokens.service';

const KEY = '0190a000-0000-7000-8000-00000000abcd';
const bearer = { sessionId: '1', apiKeyId: null, userId: '7', publicId: KEY, name: 'Lin', departmentId: null, deviceId: null, assignments: [] };
const anyToken = { authenticate: () => Promise.resolve(bearer as unknown as Bearer) } as unknown as UnknownTokens;

/** The key that the actor carries after a request with this header. */
async function keyAfter(header: string | undefined): Promise<string | null | undefined> {
  const context: RequestContext = { requestId: 'r', traceparent: null, locale: 'en', ip: null, startedAt: 0, scope: NO_SCOPE };
  const request = { [CONTEXT_KEY]: context, method: 'POST', headers: { authorization: 'Bearer t', 'idempotency-key': header } };
  const execution = { getHandler: () => keyAfter, getClass: () => Object, switchToHttp: () => ({ getRequest: () => request }) };
  await new AuthGuard(anyToken, new Reflector(), undefined).canActivate(execution as unknown as ExecutionContext);
  return context.actor?.idempotencyKey;
}

describe('the key of the caller', () => {
  it('is the same with and without the quotes of a structured field, as for the promise of idempotency', async () => {
    expect(await keyAfter(KEY)).toBe(KEY);
    expect(await keyAfter(`"${KEY}"`)).toBe(KEY);
  });

  it.each([undefined, '', 'short', `${KEY}, ${KEY}`, `"${KEY}`])('is none for %j', async (header) => expect(await keyAfter(header)).toBeNull());
});
