import { X509Certificate } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@anwen/audit';
import { Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, SecretBox, systemActor, scopeFor, uuidV7, type Actor } from '@anwen/kernel';
import { toSVG } from 'bwip-js/node';
import type { EnrolCodeDto, EnrolCodeInput, EnrolInput, EnrolledDto } from './device.dto';
import { DEVICE_OPTIONS, type DeviceOptions } from './device-options';
import { ENROLMENT_MINUTES, codeHash, newDeviceSecret, newEnrolmentCode, type Trust } from './device.rules';
import { DeviceService, type BoundPlace } from './device.service';
import { deviceErrors } from './devices.errors';
import { EnrolmentStore } from './enrolment.store';
import { readPublicKey, secretDigest } from './signature.rules';

/** Version of the QR code's content. */
const CONTENT_VERSION = 1;

/** From a code on a screen to a device with a credential. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly database: Database,
    private readonly store: EnrolmentStore,
    private readonly devices: DeviceService,
    private readonly secrets: SecretBox,
    @Inject(DEVICE_OPTIONS) private readonly options: DeviceOptions,
  ) {}

  /**
   * Makes a code, shown once and good once for ten minutes. What the device will be is settled here, by the administrator.
   * Whoever may not approve devices of that place cannot make a code that approves one. Where the request came in says nothing of
   * where devices reach the api: that is another app's address.
   * @throws device.server_unknown | place_unknown | place_needed | approve_denied
   */
  async makeCode(tx: Tx, actor: Actor, input: EnrolCodeInput): Promise<EnrolCodeDto> {
    if (this.options.server === undefined) throw deviceErrors.server_unknown();
    const place = await this.devices.placeOf(tx, input.warehouse ?? null, input.zones ?? []);
    const autoApprove = input.autoApprove ?? false;
    if (autoApprove && !mayApprove(actor, place)) throw deviceErrors.approve_denied();
    const code = newEnrolmentCode();
    const made = await this.store.insertCode(tx, {
      ...place,
      hash: codeHash(code),
      name: input.name ?? null,
      autoApprove,
      createdBy: actor.userId,
      minutes: ENROLMENT_MINUTES,
    });
    const content = JSON.stringify({
      v: CONTENT_VERSION,
      server: this.options.server,
      tenant: await this.store.tenantCode(tx),
      code,
      caSha256: fingerprintOf(this.options.caCertificate),
    });
    const diff = { name: input.name, warehouse: input.warehouse, zones: input.zones, autoApprove };
    audit.record(tx, actor, 'device.enroll.requested', { type: 'device_enrolment', id: made.publicId }, { diff });
    return { code, content, svg: toSVG({ bcid: 'qrcode', text: content }), expiresAt: made.expiresAt.toISOString() };
  }

  /**
   * Enrols the device that shows a code. It opens its own transaction: nobody has signed in.
   * @throws device.code_unknown | code_used | code_expired | key_invalid
   */
  async enrol(input: EnrolInput, client: { ip: string | null; requestId: string | null }): Promise<EnrolledDto> {
    const publicKey = input.publicKey === undefined ? null : Buffer.from(input.publicKey, 'base64');
    const wantsSecret = input.wantsSecret ?? false;
    if (wantsSecret === (publicKey !== null) || (publicKey && !readPublicKey(publicKey))) throw deviceErrors.key_invalid();
    const actor: Actor = { ...systemActor('device enrolment'), ...client };
    return this.database.transaction({ actor, scope: ALL_SCOPE }, async (tx) => {
      const code = await this.store.lockCode(tx, codeHash(input.code));
      if (!code) throw deviceErrors.code_unknown();
      if (code.used) throw deviceErrors.code_used();
      if (code.expired) throw deviceErrors.code_expired();
      const publicId = uuidV7();
      const secret = wantsSecret ? newDeviceSecret() : undefined;
      const trust: Trust = code.autoApprove ? 'trusted' : 'pending';
      const { platform, model, appVersion } = input;
      const facts = { publicId, name: code.name ?? input.name, platform, model, appVersion, trust };
      const credential = { publicKey, secretSealed: secret === undefined ? null : this.seal(secret, publicId) };
      const id = await this.store.insertDevice(tx, { ...facts, ...credential, warehouseId: code.warehouseId, zoneIds: code.zoneIds });
      await this.store.markUsed(tx, code.id, id);
      const diff = { ...facts, credential: secret === undefined ? 'key' : 'shared' };
      audit.record(tx, actor, 'device.enrolled', { type: 'device', id: publicId }, { diff });
      return { deviceId: publicId, trust, ...(secret === undefined ? {} : { secret }) };
    });
  }

  private seal(secret: string, publicId: string): string {
    return this.secrets.seal(secretDigest(secret).toString('base64'), { table: 'sys_devices', column: 'secret_sealed', id: publicId });
  }
}

/** Hex SHA-256 of the certificate; null when the server's certificate is one that every device believes. */
function fingerprintOf(pem: string | undefined): string | null {
  return pem === undefined ? null : new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
}

/** Approving reaches the place: its whole warehouse, or each zone that the device gets. */
function mayApprove(actor: Actor, { warehouseId, zoneIds }: BoundPlace): boolean {
  const { all, warehouses, zones } = scopeFor(actor, 'device.manage');
  if (all) return true;
  return warehouseId !== null && (warehouses.includes(warehouseId) || (zoneIds.length > 0 && zoneIds.every((zone) => zones.includes(zone))));
}
