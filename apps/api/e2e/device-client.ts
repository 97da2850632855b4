import { createHash, createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { ApiUnderTest, Reply, Sending } from './harness';

/** How a request of a test differs from what an honest device sends. */
export interface Tampering {
  readonly seq?: number;
  readonly nonce?: string;
  /** Milliseconds by which the device's clock is off. */
  readonly skewMs?: number;
  /** Signed instead of what is sent. */
  readonly signs?: { readonly method?: string; readonly target?: string; readonly body?: string };
  readonly signature?: string;
}

export interface Enrolled {
  readonly deviceId: string;
  readonly trust: string;
  readonly secret?: string;
}

/**
 * A hand-held as a program: it has a key (or the fallback secret), signs what it sends and counts its requests.
 * `const device = await DeviceClient.enrolled(api, { name: 'PDA-1' })`, `await device.badgeIn(badge, pin)`, `device.post(…)`.
 */
export class DeviceClient {
  id = '';
  token: string | null = null;
  appVersion: string | null = '2.1.0';
  secret: string | undefined;
  private seq = 0;
  private readonly keys: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

  constructor(
    readonly api: ApiUnderTest,
    /** How Android's keystore (der) or a browser (ieee-p1363) writes signatures. */
    private readonly encoding: 'der' | 'ieee-p1363' = 'ieee-p1363',
  ) {}

  get publicKey(): string {
    return this.keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  }

  /** A device that is enrolled and trusted, made past the admin app: its code is put into the database. */
  static async enrolled(
    api: ApiUnderTest,
    options: { name?: string; warehouse?: string; zones?: string[]; autoApprove?: boolean; fallback?: boolean } = {},
  ): Promise<DeviceClient> {
    const device = new DeviceClient(api);
    const code = await enrolCode(api, options);
    const reply = await device.enrol(code, options.fallback ?? false);
    if (reply.status !== 201) throw new Error(`enrol: ${reply.status} ${reply.text}`);
    return device;
  }

  async enrol(code: string, fallback = false): Promise<Reply> {
    const credential = fallback ? { wantsSecret: true } : { publicKey: this.publicKey };
    const body = { code, ...credential, name: 'PDA', platform: 'android', model: 'TC26', appVersion: this.appVersion ?? '0' };
    const reply = await this.api.post('/api/v1/devices/enroll', body, { token: null, key: null });
    if (reply.status === 201) {
      const made = reply.body as Enrolled;
      this.id = made.deviceId;
      this.secret = made.secret;
    }
    return reply;
  }

  /** Signs an operator in; their session is kept for what follows. */
  async badgeIn(badge: string, pin: string): Promise<Reply> {
    const reply = await this.post('/api/v1/auth/badge-login', { badge, pin }, { token: null, key: null });
    if (reply.status === 200) this.token = (reply.body as { token: string }).token;
    return reply;
  }

  get(path: string, sending: Sending = {}, tampering: Tampering = {}): Promise<Reply> {
    return this.send('GET', path, sending, tampering);
  }

  post(path: string, body: unknown, sending: Sending = {}, tampering: Tampering = {}): Promise<Reply> {
    return this.send('POST', path, { body, ...sending }, tampering);
  }

  send(method: string, path: string, sending: Sending = {}, tampering: Tampering = {}): Promise<Reply> {
    const raw = sending.raw ?? (sending.body === undefined ? undefined : JSON.stringify(sending.body));
    const headers = { ...this.headers(method, path, raw ?? '', tampering), ...sending.headers };
    const token = sending.token === undefined ? this.token : sending.token;
    return this.api.send(method, path, { ...sending, token, headers, ...(raw === undefined ? {} : { raw }) });
  }

  /** The number behind which the next request counts on. */
  continueFrom(seq: number): void {
    this.seq = seq;
  }

  /** The headers of one request; each call takes the next number. */
  headers(method: string, target: string, body: string | Uint8Array, tampering: Tampering = {}): Record<string, string> {
    const at = Date.now() + (tampering.skewMs ?? 0);
    const nonce = tampering.nonce ?? randomBytes(16).toString('base64url');
    const seq = tampering.seq ?? ++this.seq;
    const signs = { method, target, body, ...tampering.signs };
    const digest = createHash('sha256').update(signs.body).digest('hex');
    const text = ['anwen-device-v1', signs.method, signs.target, digest, at, nonce, seq].join('\n');
    const signature = tampering.signature ?? this.sign(text);
    return {
      'X-Device-Id': this.id,
      'X-Device-Signature': `t=${at},n=${nonce},s=${seq},v1=${signature}`,
      ...(this.appVersion === null ? {} : { 'X-App-Version': this.appVersion }),
    };
  }

  private sign(text: string): string {
    if (this.secret !== undefined) {
      const key = createHash('sha256').update(this.secret).digest();
      return createHmac('sha256', key).update(text).digest('base64url');
    }
    return sign('sha256', Buffer.from(text), { key: this.keys.privateKey, dsaEncoding: this.encoding }).toString('base64url');
  }
}

/** An enrolment code, as the admin app would make it. */
export async function enrolCode(
  api: ApiUnderTest,
  options: { name?: string; warehouse?: string; zones?: string[]; autoApprove?: boolean; minutes?: number } = {},
): Promise<string> {
  const code = randomBytes(16).toString('base64url');
  await api.bed.transaction((tx) =>
    tx.query(
      `INSERT INTO sys_device_enrolments (code_hash, name, warehouse_id, zone_ids, auto_approve, expires_at)
       VALUES ($1, $2, (SELECT id FROM warehouses WHERE code = $3), coalesce((SELECT array_agg(id) FROM zones WHERE code = ANY ($4)), '{}'), $5,
               now() + make_interval(mins => $6))`,
      [
        createHash('sha256').update(code).digest(),
        options.name ?? 'PDA-1',
        options.warehouse ?? null,
        options.zones ?? [],
        options.autoApprove ?? true,
        options.minutes ?? 10,
      ],
    ),
  );
  return code;
}

/** Gives a user a badge and a PIN past the admin app; the badge's code. */
export async function giveBadge(api: ApiUnderTest, username: string, pin: string): Promise<string> {
  const badge = `AB${randomBytes(16).toString('hex').toUpperCase()}`;
  await api.bed.asOwner(
    `WITH person AS (UPDATE sys_users SET pin_hash = $2, pin_set_at = now() WHERE username = $1 RETURNING id)
     INSERT INTO sys_badges (user_id, code_hash) SELECT id, $3 FROM person`,
    [username, await hash(pin, { algorithm: 2, memoryCost: 47_104, timeCost: 1, parallelism: 1 }), createHash('sha256').update(badge).digest()],
  );
  return badge;
}
