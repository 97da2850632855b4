import type { KeyObject } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { recordApart, type AuditAction } from '@anwen/audit';
import { Database } from '@anwen/database';
import { bodyDigestOf, contextOf } from '@anwen/http';
import { OncePer, SecretBox, isUuid, systemActor, systemClock, type Actor, type Id } from '@anwen/kernel';
import { deviceErrors } from './devices.errors';
import { SIGNATURE_WINDOW_MS, isSignedByKey, isSignedBySecret, readPublicKey, readSignature, signedText, type SignatureHeader } from './signature.rules';
import { UnknownDevices } from './unknown-devices.service';
import { SignedRequestStore, type Admission, type KnownDevice } from './signed-request.store';

/** What the door reads from a request (a Fastify request has it). */
export interface DeviceRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface AdmittedDevice extends KnownDevice {
  readonly admission: Admission;
  readonly appVersion: string | null;
}

/** Keys and places change rarely; trust is never taken from here. */
const CACHE_MS = 900;
const CACHE_LIMIT = 2_000;
/** Activity is for people who look at a list: a write a minute and device is exact enough. */
const ACTIVITY_EVERY_MS = 60_000;
/** A device whose clock is off asks on and on. */
const SKEW_AUDIT_EVERY_MS = 3_600_000;
/** Three weeks; what is off by more is shown as that, and fits the column. */
const SKEW_SHOWN_MAX_MS = 2_000_000_000;
const INVALID_AUDIT_EVERY_MS = 60_000;

/** Checks that a request was signed by the device it names, now, and for the first time. */
@Injectable()
export class DeviceDoor {
  private readonly logger = new Logger('devices');
  private readonly cache = new Map<string, { device: Promise<KnownDevice | undefined>; until: number }>();
  private readonly keys = new WeakMap<KnownDevice, KeyObject | Buffer>();
  private readonly activity = new OncePer(ACTIVITY_EVERY_MS);
  private readonly skewNoted = new OncePer(SKEW_AUDIT_EVERY_MS);
  private readonly invalidNoted = new OncePer(INVALID_AUDIT_EVERY_MS);

  constructor(
    private readonly store: SignedRequestStore,
    private readonly database: Database,
    private readonly secrets: SecretBox,
    private readonly strangers: UnknownDevices,
  ) {}

  /**
   * The signature first, so that nobody else learns or uses anything; then the clock, then whether it was used before.
   * @throws device.signature_required | signature_invalid | clock_skew (with the server's time) | nonce_replayed |
   *   sequence_stale (with the last number); rate_limit.exceeded for a network that has sent too many wrong ones
   * @param sessionOf the device that the session of the request was opened on
   */
  async admit(request: DeviceRequest, sessionOf: Id | null = null): Promise<AdmittedDevice> {
    if (sessionOf !== null && request.headers['x-device-signature'] === undefined) await this.noteUnsigned(sessionOf, request);
    const { id, header } = readHeaders(request);
    this.strangers.requireOpen(request, id);
    let device = this.strangers.isUnknown(id) ? undefined : await this.find(id);
    if (!device || !this.isSigned(device, request, header)) {
      await this.note('device.signature.invalid', device ?? id, request, { reason: device ? 'signature' : 'unknown' });
      await this.strangers.count(request, device ? null : id);
      throw deviceErrors.signature_invalid();
    }
    this.strangers.know(id);
    const skewMs = header.at - systemClock.now().getTime();
    const appVersion = versionHeader(request);
    if (Math.abs(skewMs) > SIGNATURE_WINDOW_MS) {
      await this.note('device.clock_skew', device, request, { skewMs });
      this.noteActivity(device, { appVersion, skewMs });
      throw deviceErrors.clock_skew({ serverTime: systemClock.now().toISOString(), skewMs });
    }
    const admission = await this.store.admit(device.id, header.nonce, header.seq);
    if (!admission) throw deviceErrors.signature_invalid();
    if (!admission.fresh) {
      await this.noteTheft(device, request, 'replayed');
      throw deviceErrors.nonce_replayed();
    }
    if (!admission.inOrder) throw deviceErrors.sequence_stale({ lastSeq: admission.lastSeq });
    this.noteActivity(device, { appVersion, skewMs });
    if (admission.rowVersion !== device.rowVersion) device = (await this.find(id, true)) ?? device;
    return { ...device, admission, appVersion };
  }

  /** A sign that somebody else uses what belongs to the device; once a minute and device. */
  noteTheft(device: KnownDevice, request: DeviceRequest, reason: 'credential_mismatch' | 'replayed' | 'unsigned'): Promise<void> {
    return this.note('device.signature.invalid', device, request, { reason });
  }

  /** The session of a device without its device: somebody carries the token about. */
  private async noteUnsigned(deviceId: Id, request: DeviceRequest): Promise<void> {
    const device = await this.store.findById(deviceId);
    if (device) await this.noteTheft(device, request, 'unsigned');
  }

  private find(publicId: string, anew = false): Promise<KnownDevice | undefined> {
    const now = Date.now();
    const cached = this.cache.get(publicId);
    if (!anew && cached && cached.until > now) return cached.device;
    if (this.cache.size >= CACHE_LIMIT) this.cache.clear();
    const device = this.store.find(publicId);
    this.cache.set(publicId, { device, until: now + CACHE_MS });
    device.catch(() => this.cache.delete(publicId));
    return device;
  }

  private isSigned(device: KnownDevice, request: DeviceRequest, header: SignatureHeader): boolean {
    const bodyDigest = bodyDigestOf(request);
    const key = this.keyOf(device);
    if (bodyDigest === undefined || !key) return false;
    const text = signedText({ method: request.method, target: request.url, bodyDigest }, header);
    return Buffer.isBuffer(key) ? isSignedBySecret(text, header.signature, key) : isSignedByKey(text, header.signature, key);
  }

  private keyOf(device: KnownDevice): KeyObject | Buffer | undefined {
    const known = this.keys.get(device);
    if (known) return known;
    const place = { table: 'sys_devices', column: 'secret_sealed', id: device.publicId };
    const key = device.publicKey
      ? readPublicKey(device.publicKey)
      : device.secretSealed
        ? Buffer.from(this.secrets.open(device.secretSealed, place), 'base64')
        : undefined;
    if (key) this.keys.set(device, key);
    return key;
  }

  /** Never at the cost of the answer. */
  private noteActivity(device: KnownDevice, activity: { appVersion: string | null; skewMs: number }): void {
    if (!this.activity.isDue(device.id)) return;
    const skewMs = Math.max(-SKEW_SHOWN_MAX_MS, Math.min(activity.skewMs, SKEW_SHOWN_MAX_MS));
    this.store
      .noteActivity(device.id, { ...activity, skewMs })
      .catch((error: unknown) => this.logger.warn({ msg: 'activity not noted', error: (error as Error).message }));
  }

  private async note(action: AuditAction, device: KnownDevice | string, request: DeviceRequest, diff: object = {}): Promise<void> {
    const id = typeof device === 'string' ? device : device.publicId;
    const limit = action === 'device.clock_skew' ? this.skewNoted : this.invalidNoted;
    // Names of devices that do not exist are a stranger's choice: all of them share one row a minute.
    if (!limit.isDue(typeof device === 'string' ? 'unknown' : id)) return;
    const { ip, requestId, route } = contextOf(request);
    const actor: Actor = { ...systemActor('device'), ip, requestId, deviceId: typeof device === 'string' ? null : device.id };
    await recordApart(this.database, actor, action, { subject: { type: 'device', id }, diff: { route, ...diff } });
  }
}

/** @throws device.signature_required | device.signature_invalid */
function readHeaders({ headers }: DeviceRequest): { id: string; header: SignatureHeader } {
  const { 'x-device-id': id, 'x-device-signature': text } = headers;
  if (typeof id !== 'string' || typeof text !== 'string') throw deviceErrors.signature_required();
  const header = readSignature(text);
  if (!header || !isUuid(id)) throw deviceErrors.signature_invalid();
  return { id: id.toLowerCase(), header };
}

function versionHeader({ headers }: DeviceRequest): string | null {
  const given = headers['x-app-version'];
  return typeof given === 'string' && /^\d{1,5}(\.\d{1,5}){0,3}$/.test(given) ? given : null;
}
