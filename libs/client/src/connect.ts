import createFetchClient, { type Middleware } from 'openapi-fetch';
import { ApiProblem, Unreachable } from './problem';
import type { paths } from './generated/v1';
import { uuid } from './uuid';

/** Longer than the slowest interactive class of the server (30 s), so that the server's own 504 is seen first. */
const TIMEOUT_MS = 35_000;
const TOKEN_KEY = 'anwen.token';

let language = 'zh-Hant';
let lastRequest: string | null = null;

/** The id of the latest answer: what support looks for when a screen fails without a refusal of its own. */
export function lastRequestId(): string | null {
  return lastRequest;
}

/** The language in which the server answers. */
export function setApiLanguage(locale: string): void {
  language = locale;
}

/**
 * Browsers hold the session in the `__Host-` cookie, which scripts cannot read. On a plain http host other than
 * loopback a Secure cookie is refused, so there the token lives for the tab alone.
 */
export function keepToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(TOKEN_KEY);
  else if (!window.isSecureContext) sessionStorage.setItem(TOKEN_KEY, token);
}

/** Whether the session lives in this tab instead of the browser's cookie. */
export const hasToken = (): boolean => sessionStorage.getItem(TOKEN_KEY) !== null;

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', language);
    request.headers.set('X-Request-Id', uuid());
    const token = sessionStorage.getItem(TOKEN_KEY);
    if (token !== null) request.headers.set('Authorization', `Bearer ${token}`);
    return request;
  },
};

const refusals: Middleware = {
  async onResponse({ request, response }) {
    lastRequest = response.headers.get('X-Request-Id') ?? request.headers.get('X-Request-Id');
    // "Nothing has changed" answers the question that carried an ETag; it is no refusal.
    if (response.ok || response.status === 304) return;
    throw await ApiProblem.from(response, request.headers.get('X-Request-Id'));
  },
  onError({ error, request }) {
    if (error instanceof DOMException && error.name === 'AbortError' && request.signal.aborted) return error;
    return new Unreachable(request.headers.get('X-Request-Id'));
  },
};

/** A file of 20 MB over the line of a small factory (1 Mbit/s up) takes three minutes. */
const UPLOAD_MS = 600_000;

/** For the few requests that carry a file: waits for a slow line. */
export const fetchPatiently = (request: Request): Promise<Response> => fetchInTime(request, UPLOAD_MS);

async function fetchInTime(request: Request, limitMs = TIMEOUT_MS): Promise<Response> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  request.signal.addEventListener('abort', () => limit.abort());
  try {
    return await fetch(request, { signal: limit.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** The typed connection. Its methods throw `ApiProblem` or `Unreachable`; `bodyOf` takes the answer out. */
export const api = createFetchClient<paths>({ baseUrl: '', credentials: 'same-origin', fetch: (request) => fetchInTime(request) });
api.use(headers, refusals);

/** The body of a successful answer. */
export function bodyOf<T>(answer: { data?: T }): NonNullable<T> {
  if (answer.data === undefined || answer.data === null) throw new Unreachable(null);
  return answer.data;
}
