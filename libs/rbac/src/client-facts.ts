import { contextOf } from '@anwen/http';
import type { ClientFacts } from './account.rules';
import { cookieOf, type CredentialRequest } from './credential.rules';

/** Where a request comes from, for signing in and for the session's row. */
export function clientFactsOf(request: CredentialRequest): ClientFacts {
  const { ip, requestId, deviceId } = contextOf(request);
  const agent = request.headers['user-agent'];
  return { ip, requestId, deviceId: deviceId ?? null, userAgent: typeof agent === 'string' ? agent : null, replaces: cookieOf(request) };
}

export type { ClientFacts, CredentialRequest };
