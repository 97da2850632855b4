import { Answer } from '@anwen/http';
import type { LoginResult } from './auth.dto';
import { comesFromBrowser, cookieSticks, endedCookie, sessionCookie, type CredentialRequest } from './credential.rules';

/** A new session: browsers keep it in a cookie that scripts cannot read, programs take the token from the body. */
export function sessionOpened(request: object, result: LoginResult): Answer {
  const caller = request as CredentialRequest;
  const keeps = comesFromBrowser(caller) && cookieSticks(caller);
  return new Answer(result, 200, keeps ? { 'Set-Cookie': sessionCookie(caller, result.token, new Date(result.expiresAt)) } : {});
}

/** The session is over, and so is its cookie. */
export function sessionClosed(request: object): Answer {
  const caller = request as CredentialRequest;
  return new Answer(undefined, 204, cookieSticks(caller) ? { 'Set-Cookie': endedCookie(caller) } : {});
}
