/** What the credential check reads from a request (a Fastify request has it). */
export interface CredentialRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly protocol: string;
  /** Host with port, as the client named it; a proxy's word counts only when the proxy was declared. */
  readonly host: string;
  readonly ip: string;
}

export interface Credential {
  readonly token: string;
  readonly from: 'header' | 'cookie';
}

/** `__Host-`: Secure, no Domain, whole site; a subdomain or a plain-http twin cannot set it. */
const COOKIE = '__Host-anwen';
/** Browsers refuse Secure cookies on plain http, and a developer's machine has no certificate. */
const LOOPBACK_COOKIE = 'anwen';
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

const header = (request: CredentialRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** The credential that the request carries: a header wins, for a browser never sends one by itself. */
export function credentialOf(request: CredentialRequest): Credential | undefined {
  const authorization = header(request, 'authorization');
  if (authorization !== undefined) return { token: /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '', from: 'header' };
  const token = cookieOf(request);
  return token === undefined ? undefined : { token, from: 'cookie' };
}

export function cookieOf(request: CredentialRequest): string | undefined {
  const wanted = `${cookieName(request)}=`;
  const pair = header(request, 'cookie')
    ?.split(';')
    .map((c) => c.trim())
    .find((c) => c.startsWith(wanted));
  return pair?.slice(wanted.length) || undefined;
}

export function sessionCookie(request: CredentialRequest, token: string, expires: Date): string {
  const secure = cookieName(request) === COOKIE ? '; Secure' : '';
  return `${cookieName(request)}=${token}; Path=/; HttpOnly; SameSite=Strict${secure}; Expires=${expires.toUTCString()}`;
}

export function endedCookie(request: CredentialRequest): string {
  return sessionCookie(request, '', new Date(0));
}

/** Browsers send Origin with every fetch that writes; programs do not, and need no cookie. */
export function comesFromBrowser(request: CredentialRequest): boolean {
  return header(request, 'origin') !== undefined || header(request, 'sec-fetch-site') !== undefined;
}

/**
 * Whether a browser keeps our cookie: over https or between this machine and itself. The page's own origin tells the scheme
 * that the browser sees, also behind a gateway that was not declared. On other plain http the portal keeps the token itself.
 */
export function cookieSticks(request: CredentialRequest): boolean {
  return isLoopbackHttp(request) || request.protocol === 'https' || header(request, 'origin')?.startsWith('https://') === true;
}

/**
 * A browser attaches its cookie to requests that other sites cause, so a write by cookie must prove where it comes from:
 * by the Origin header, or else by Sec-Fetch-Site. Neither = refused.
 */
export function mayWriteByCookie(request: CredentialRequest, publicOrigin: string | undefined): boolean {
  if (READS.has(request.method)) return true;
  const origin = header(request, 'origin');
  if (origin !== undefined) return origin === `${request.protocol}://${request.host}` || origin === publicOrigin;
  return header(request, 'sec-fetch-site') === 'same-origin';
}

function cookieName(request: CredentialRequest): string {
  return isLoopbackHttp(request) ? LOOPBACK_COOKIE : COOKIE;
}

/** Only when both ends of the plain connection are this machine. */
function isLoopbackHttp({ protocol, ip, host }: CredentialRequest): boolean {
  const local = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);
  return protocol === 'http' && local && /^(127\.|::1$|::ffff:127\.)/.test(ip);
}
