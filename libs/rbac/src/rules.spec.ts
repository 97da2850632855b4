import { comesFromBrowser, cookieOf, cookieSticks, credentialOf, mayWriteByCookie, sessionCookie, type CredentialRequest } from './credential.rules';
import { describeGrants, grantsOf } from './grants.rules';
import { refusePassword } from './password.rules';
import { looksLikeToken, newApiKeyToken, newSessionToken } from './token.rules';

const request = (over: Partial<CredentialRequest> = {}): CredentialRequest => ({
  method: 'POST',
  headers: {},
  protocol: 'https',
  host: 'erp.example.com',
  ip: '203.0.113.5',
  ...over,
});

describe('passwords', () => {
  const refuse = (password: string, administrator = false): string | undefined => refusePassword(password, { words: ['lin.mei', '林美'], administrator })?.en;

  it.each([
    'short',
    '123456789012',
    'password1234',
    'P@ssw0rd2026!',
    'linmei-linmei',
    'aaaaaaaaaaaaaaaa',
    'qwertyuiop123',
    'Factory2026!!',
    'admin123admin',
    'iloveyou5201314',
    'x'.repeat(129),
  ])('refuses %s', (password) => expect(refuse(password)).toBeDefined());

  it.each(['Kettle-violin-Orbit-7', '倉庫的貓喜歡曬太陽睡覺呢', 'correct horse battery staple', 'q7!vK2#mZ9pL'])('accepts %s', (password) =>
    expect(refuse(password)).toBeUndefined(),
  );

  it('wants fifteen characters from an administrator', () => {
    expect(refuse('q7!vK2#mZ9pL', true)).toContain('15');
    expect(refuse('q7!vK2#mZ9pLw3R', true)).toBeUndefined();
  });
});

describe('credentials', () => {
  it('prefers the header, and reads the cookie by its __Host- name', () => {
    expect(credentialOf(request({ headers: { authorization: 'Bearer abc', cookie: '__Host-anwen=xyz' } }))).toEqual({ token: 'abc', from: 'header' });
    expect(credentialOf(request({ headers: { cookie: 'a=b; __Host-anwen=xyz' } }))).toEqual({ token: 'xyz', from: 'cookie' });
    expect(credentialOf(request({ headers: { authorization: 'Basic abc', cookie: '__Host-anwen=xyz' } }))).toEqual({ token: '', from: 'header' });
    expect(credentialOf(request())).toBeUndefined();
  });

  it('takes the plain cookie name only between this machine and itself', () => {
    const cookie = { cookie: 'anwen=xyz' };
    expect(cookieOf(request({ headers: cookie, protocol: 'http', host: 'localhost:3000', ip: '127.0.0.1' }))).toBe('xyz');
    expect(cookieOf(request({ headers: cookie, protocol: 'http', host: 'localhost:3000', ip: '10.0.0.9' }))).toBeUndefined();
    expect(cookieOf(request({ headers: cookie, protocol: 'http', host: 'erp.local', ip: '127.0.0.1' }))).toBeUndefined();
    expect(cookieOf(request({ headers: cookie }))).toBeUndefined();
    expect(sessionCookie(request(), 't', new Date(0))).toBe('__Host-anwen=t; Path=/; HttpOnly; SameSite=Strict; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT');
    expect(sessionCookie(request({ protocol: 'http', host: '127.0.0.1:3000', ip: '::1' }), 't', new Date(0))).not.toContain('Secure');
  });

  it('sets no cookie that a browser would drop: plain http needs both ends on this machine', () => {
    const sticks = (over: Partial<CredentialRequest>): boolean => cookieSticks(request(over));
    expect(sticks({})).toBe(true);
    expect(sticks({ protocol: 'http', host: 'localhost:3000', ip: '127.0.0.1' })).toBe(true);
    expect(sticks({ protocol: 'http', headers: { origin: 'https://erp.example.com' } })).toBe(true);
    expect(sticks({ protocol: 'http', headers: { origin: 'http://erp.example.com' } })).toBe(false);
    expect(sticks({ protocol: 'http', host: '192.0.2.10:3000', ip: '192.0.2.44' })).toBe(false);
    expect(sticks({ protocol: 'http', host: 'factory.test:3000', ip: '127.0.0.1' })).toBe(false);
  });

  it('lets a write by cookie through only when it comes from our own pages', () => {
    const may = (headers: Record<string, string>, method = 'POST'): boolean => mayWriteByCookie(request({ headers, method }), 'https://portal.example.com');
    expect(may({ origin: 'https://erp.example.com' })).toBe(true);
    expect(may({ origin: 'https://portal.example.com' })).toBe(true);
    expect(may({ 'sec-fetch-site': 'same-origin' })).toBe(true);
    for (const origin of ['https://evil.example', 'http://erp.example.com', 'https://erp.example.com:8443', 'null'])
      expect(may({ origin, 'sec-fetch-site': 'same-origin' })).toBe(false);
    expect(may({ 'sec-fetch-site': 'same-site' })).toBe(false);
    expect(may({})).toBe(false);
    expect(may({}, 'GET')).toBe(true);
    expect(comesFromBrowser(request())).toBe(false);
  });

  it('knows its tokens by their form', () => {
    expect(looksLikeToken(newSessionToken())).toBe(true);
    expect(looksLikeToken(newApiKeyToken())).toBe(true);
    for (const text of ['', 'abc', `${newSessionToken()}x`, `${newSessionToken().slice(1)} `]) expect(looksLikeToken(text)).toBe(false);
  });
});

describe('grants', () => {
  it('never widens the permissions of one role by the scope of another', () => {
    const grants = grantsOf([
      { permissions: ['a.read', 'a.write'], scopes: [{ kind: 'warehouse', target: '1' }] },
      { permissions: ['a.read'], scopes: [{ kind: 'all', target: null }] },
      { permissions: ['b.read'], scopes: [] },
    ]);
    expect(grants.get('a.read')!.all).toBe(true);
    expect(grants.get('a.write')).toMatchObject({ all: false, warehouses: ['1'] });
    expect(grants.has('b.read')).toBe(false);
    expect(describeGrants(grants).permissions).toEqual([
      { permission: 'a.read', all: true, limits: [] },
      { permission: 'a.write', all: false, limits: ['warehouse'] },
    ]);
  });
});
