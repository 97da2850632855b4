import { createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { LADDER_MS, deadlineFor, delayAfter, errorOfStatus, healthAfter, retryAfterMs, type Health } from './delivery.rules';
import { isWeaker, newSecret, requireBearerToken, requireCertificates, requireHeaders } from './endpoint.rules';
import { bodyOf, headersOf, webhookIdOf } from './message.rules';
import { unknownTypes, wants, webhookEventTypes } from './webhooks.events';

const VECTORS = join(__dirname, '../../../../shared/data/webhook-vectors');
/** Skipped, and shown as skipped, where the shared data is absent. */
const withVectors = existsSync(VECTORS) ? it : it.skip;
const HOUR = 3_600_000;
const now = new Date('2026-11-22T00:00:00Z');

describe('the ladder', () => {
  it('retries ten times over 86 h 36 m, and then no more', () => {
    expect(LADDER_MS).toHaveLength(10);
    expect(LADDER_MS.reduce((a, b) => a + b)).toBe(86 * HOUR + 36 * 60_000);
    expect(LADDER_MS.slice(0, 4)).toEqual([60_000, 300_000, 1_800_000, 7_200_000]);
    expect(delayAfter({ attempts: 11, ladder: LADDER_MS, random: 0 })).toBeUndefined();
  });

  it('adds 0 to 20 %, never takes away', () => {
    for (let attempts = 1; attempts <= 10; attempts++) {
      const base = LADDER_MS[attempts - 1]!;
      expect(delayAfter({ attempts, ladder: LADDER_MS, random: 0 })).toBe(base);
      expect(delayAfter({ attempts, ladder: LADDER_MS, random: 0.999 })).toBeLessThanOrEqual(base * 1.2);
    }
  });

  it('honours Retry-After of 429 and 5xx between the base and twice the base', () => {
    const delay = (status: number, header: string): number | undefined =>
      delayAfter({ attempts: 1, ladder: LADDER_MS, random: 0, retryAfterMs: retryAfterMs(status, header, now) });
    expect([delay(429, '90'), delay(429, '1'), delay(503, '86400')]).toEqual([90_000, 60_000, 120_000]);
    expect(delay(503, new Date(now.getTime() + 100_000).toUTCString())).toBe(100_000);
    expect([delay(404, '90'), delay(429, 'soon'), delay(503, '-5')]).toEqual([60_000, 60_000, 60_000]);
  });

  it('knows success by 2xx alone', () => {
    expect([200, 201, 204, 299].map(errorOfStatus)).toEqual([null, null, null, null]);
    expect([100, 301, 302, 308, 400, 404, 410, 429, 500, 503].map(errorOfStatus)).toEqual([
      'HTTP_STATUS',
      'REDIRECT',
      'REDIRECT',
      'REDIRECT',
      'HTTP_STATUS',
      'HTTP_STATUS',
      'GONE',
      'THROTTLED',
      'HTTP_STATUS',
      'HTTP_STATUS',
    ]);
  });

  it('gives 30 s, and 60 s beyond 256 KB', () => {
    expect([deadlineFor('x'.repeat(262_144)), deadlineFor('x'.repeat(262_145))]).toEqual([30_000, 60_000]);
  });
});

describe('the health of an endpoint', () => {
  const well: Health = { breaker: 'closed', consecutiveFailures: 0, consecutiveDead: 0, failingSince: null };
  const failed = { error: 'HTTP_STATUS', died: false, now } as const;

  it('opens the breaker at the fifth failure in a row, drains after the first success', () => {
    const four: Health = { ...well, consecutiveFailures: 3, failingSince: now };
    expect(healthAfter(four, failed)).toMatchObject({ breaker: 'closed', nextSendAt: null });
    const open = healthAfter({ ...four, consecutiveFailures: 4 }, failed);
    expect(open).toMatchObject({ breaker: 'open', nextSendAt: new Date(now.getTime() + 60_000) });
    expect(healthAfter(open, { ...failed, error: null })).toMatchObject({ breaker: 'draining', consecutiveFailures: 0, failingSince: null });
    expect(healthAfter(well, { ...failed, error: null }).breaker).toBe('closed');
  });

  it('switches off at 410, after 120 h of failure, and at the tenth dead delivery in a row', () => {
    expect(healthAfter(well, { ...failed, error: 'GONE' }).disable).toBe('gone');
    expect(healthAfter({ ...well, failingSince: new Date(now.getTime() - 120 * HOUR) }, failed).disable).toBe('failing');
    expect(healthAfter({ ...well, failingSince: new Date(now.getTime() - 119 * HOUR) }, failed).disable).toBeNull();
    expect(healthAfter({ ...well, consecutiveDead: 9 }, { ...failed, died: true }).disable).toBe('dead_deliveries');
    expect(healthAfter({ ...well, consecutiveDead: 8 }, { ...failed, died: true }).disable).toBeNull();
  });
});

describe('the signature', () => {
  const secrets = [newSecret(), newSecret()];
  const headers = (mode: 'hmac_sha256' | 'bearer' | 'ip_only') => headersOf('0191', '{"a":"入庫"}', new Date(), { mode, secrets, bearerToken: 'tok', own: [] });

  it('is accepted by the official verifier, with the new and with the old secret', () => {
    for (const secret of secrets) expect(new Webhook(secret).verify('{"a":"入庫"}', headers('hmac_sha256'))).toEqual({ a: '入庫' });
    expect(() => new Webhook(newSecret()).verify('{"a":"入庫"}', headers('hmac_sha256'))).toThrow();
    expect(() => new Webhook(secrets[0]!).verify('{"a":"出庫"}', headers('hmac_sha256'))).toThrow();
  });

  it('goes with a bearer token, and is absent where the address alone counts', () => {
    expect(headers('bearer')).toMatchObject({ authorization: 'Bearer tok', 'webhook-signature': expect.stringMatching(/^v1,\S+ v1,\S+$/) });
    expect(headers('hmac_sha256').authorization).toBeUndefined();
    expect(Object.keys(headers('ip_only'))).not.toContain('webhook-signature');
  });

  withVectors('equals the published vectors', () => {
    const { sign, verify } = JSON.parse(readFileSync(join(VECTORS, 'standard-webhooks.json'), 'utf8')) as Vectors;
    for (const { secret, id, timestamp, payload, signature } of sign) {
      expect(new Webhook(secret).sign(id, new Date(timestamp * 1_000), payload)).toBe(signature);
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      expect(`v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${payload}`).digest('base64')}`).toBe(signature);
    }
    jest.useFakeTimers();
    try {
      for (const one of verify) {
        jest.setSystemTime(one.now * 1_000);
        const verdict = ((): boolean => {
          try {
            new Webhook(one.secret).verify(one.payload, one.headers, { jsonParse: false } as never);
            return true;
          } catch {
            return false;
          }
        })();
        expect([one.name, verdict]).toEqual([one.name, one.valid]);
      }
    } finally {
      jest.useRealTimers();
    }
  });

  withVectors('uses HMAC-SHA256 as RFC 4231 has it', () => {
    const { rfc4231 } = JSON.parse(readFileSync(join(VECTORS, 'hmac-sha256.json'), 'utf8')) as {
      rfc4231: { key_hex: string; message_hex: string; mac_hex: string }[];
    };
    for (const { key_hex, message_hex, mac_hex } of rfc4231) {
      expect(createHmac('sha256', Buffer.from(key_hex, 'hex')).update(Buffer.from(message_hex, 'hex')).digest('hex')).toBe(mac_hex);
    }
  });
});

interface Vectors {
  readonly sign: { secret: string; id: string; timestamp: number; payload: string; signature: string }[];
  readonly verify: { name: string; secret: string; now: number; headers: Record<string, string>; payload: string; valid: boolean }[];
}

describe('the body', () => {
  const event = { type: 'stock.posted.v1', timestamp: now, data: { id: 'p-1', lines: 2 }, tenant: 'MAIN', sequence: '42' };

  it('is {type, timestamp, data, tenant, sequence}', () => {
    const { body, full } = bodyOf(event, '/x');
    expect(JSON.parse(body)).toEqual({ type: 'stock.posted.v1', timestamp: now.toISOString(), data: { id: 'p-1', lines: 2 }, tenant: 'MAIN', sequence: 42 });
    expect(full).toBeNull();
    expect(webhookIdOf('0191')).toBe('evt_0191');
  });

  it('beyond 1 MB is a link to the whole', () => {
    const { body, full } = bodyOf({ ...event, data: { id: 'p-1', text: '字'.repeat(400_000) } }, '/api/v1/admin/webhook-messages/1');
    expect(JSON.parse(body)).toMatchObject({ data: { id: 'p-1', thin: true, url: '/api/v1/admin/webhook-messages/1' }, sequence: 42 });
    expect(full!.length).toBeGreaterThan(400_000);
  });
});

describe('the settings of an endpoint', () => {
  it('have a secret of 32 random bytes', () => {
    expect(Buffer.from(newSecret().replace('whsec_', ''), 'base64')).toHaveLength(32);
    expect(newSecret()).not.toBe(newSecret());
  });

  it('refuse headers that would speak for somebody else, begin a second one, or weigh too much', () => {
    const refusals = ['Host', 'authorization', 'Webhook-Id', 'X-Forwarded-For', 'Content-Length', 'Sec-Fetch-Site', 'X-Amz-Date', 'cookie'].map((name) => [
      { name, value: 'x' },
    ]);
    for (const headers of refusals) expect(() => requireHeaders(headers)).toThrow('webhooks.header_forbidden');
    for (const value of ['a\r\nX-Evil: 1', 'a\nb', 'a\0b', '', ' a', 'ä'])
      expect(() => requireHeaders([{ name: 'X-Key', value }])).toThrow('webhooks.header_invalid');
    for (const name of ['X Key', 'X-Key:', 'X\r\nY', '']) expect(() => requireHeaders([{ name, value: 'a' }])).toThrow('webhooks.header_invalid');
    expect(() =>
      requireHeaders([
        { name: 'X-A', value: 'a' },
        { name: 'x-a', value: 'b' },
      ]),
    ).toThrow('webhooks.header_invalid');
    expect(() => requireHeaders([{ name: 'X-A', value: 'a'.repeat(4_097) }])).toThrow('webhooks.headers_too_large');
    expect(() => requireHeaders([{ name: 'X-Api-Key', value: 'k 1' }])).not.toThrow();
  });

  it('refuse tokens and certificates that cannot work', () => {
    for (const token of [undefined, null, '', 'short', 'with blank inside', 'new\nline1234'])
      expect(() => requireBearerToken(token)).toThrow('webhooks.bearer_token_required');
    for (const pem of ['', 'nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])
      expect(() => requireCertificates(pem)).toThrow('webhooks.ca_invalid');
  });

  it('know which mode is weaker', () => {
    expect([isWeaker('ip_only', 'bearer'), isWeaker('bearer', 'hmac_sha256'), isWeaker('hmac_sha256', 'bearer'), isWeaker('bearer', 'bearer')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('the event filter', () => {
  it('takes everything, a family, or one type', () => {
    expect([
      wants(['*'], 'stock.posted.v1'),
      wants(['stock.*'], 'stock.posted.v1'),
      wants(['stock.*'], 'stocks.x.v1'),
      wants(['lot.held.v1'], 'lot.held.v1'),
    ]).toEqual([true, true, false, true]);
    expect(wants([], 'stock.posted.v1')).toBe(false);
    expect(unknownTypes(['*', 'stock.*', 'item.created.v1'])).toEqual([]);
    expect(unknownTypes(['nothing.*', 'item.created.v9', 'stock', '', '.*', '**'])).toHaveLength(6);
  });

  it('knows every event that a library writes', () => {
    const libs = resolve(__dirname, '../../');
    const sources = readdirSync(libs, { recursive: true, encoding: 'utf8' }).filter(
      (f) => /^[\w-]+\/src\/[\w.-]+\.ts$/.test(f) && !/\.spec\.ts$|testing|^webhooks|^egress/.test(f),
    );
    const found = sources.flatMap((f) => [...readFileSync(join(libs, f), 'utf8').matchAll(/'([a-z_]+(?:\.[a-z_]+)+\.v\d+)'/g)].map((m) => m[1]!));
    expect(found.length).toBeGreaterThan(20);
    // Names of file formats begin with our own name; events with the name of a thing.
    const events = found.filter((type) => !type.startsWith('anwen.'));
    expect([...new Set(events)].filter((type) => !Object.hasOwn(webhookEventTypes, type))).toEqual([]);
  });
});
