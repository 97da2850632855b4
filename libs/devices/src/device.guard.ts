import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { recordApart } from '@anwen/audit';
import { Database } from '@anwen/database';
import { contextOf, type RequestContext } from '@anwen/http';
import { NO_SCOPE, OncePer, type Actor } from '@anwen/kernel';
import { gateOf } from './app-version.rules';
import { AppVersionService } from './app-version.service';
import { devicePolicyOf, type DevicePolicy } from './declarations';
import { DeviceDoor, type AdmittedDevice, type DeviceRequest } from './device-door.service';
import { cutGrants } from './device-scope.rules';
import { deviceErrors } from './devices.errors';

/** The app that runs on enrolled devices, as its versions are kept. */
const DEVICE_APP = 'pda';
const OUTDATED_AUDIT_EVERY_MS = 3_600_000;

/**
 * Behind Auth. A session that was opened on a device works only on requests that this device has signed; the device must
 * be trusted at this moment and its app not too old; and the operator reaches what both may reach.
 */
@Injectable()
export class DeviceGuard implements CanActivate {
  private readonly outdatedNoted = new OncePer(OUTDATED_AUDIT_EVERY_MS);
  /** Grants are shared by the requests of a second; each place cuts them once. */
  private readonly cut = new WeakMap<Actor['grants'], { device: string; grants: Actor['grants'] }>();

  constructor(
    private readonly door: DeviceDoor,
    private readonly versions: AppVersionService,
    private readonly reflector: Reflector,
    private readonly database: Database,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = devicePolicyOf(this.reflector, context);
    const request = context.switchToHttp().getRequest<DeviceRequest>();
    const http = contextOf(request);
    if (!concernsDevice(policy, request, http)) return true;
    const device = await this.door.admit(request, http.actor?.deviceId ?? null);
    http.deviceId = device.id;
    const { trust } = device.admission;
    if (trust !== 'trusted') {
      if (policy.quarantine === undefined || trust === 'pending') throw deviceErrors[trust]();
      http.actor = asItself(device, http, policy.quarantine);
      http.authFailure = undefined;
      return true;
    }
    if (http.authFailure !== undefined) throw http.authFailure;
    if (http.actor && http.actor.deviceId !== device.id) {
      await this.door.noteTheft(device, request, 'credential_mismatch');
      throw deviceErrors.credential_mismatch();
    }
    await this.requireVersion(device, policy, http);
    if (!http.actor) return true;
    if (http.actor.userId !== device.admission.operatorId && policy.drains !== true) throw deviceErrors.operator_switched();
    http.actor = { ...http.actor, grants: this.cutFor(http.actor.grants, device) };
    return true;
  }

  /** @throws device.app_outdated */
  private async requireVersion(device: AdmittedDevice, policy: DevicePolicy, http: RequestContext): Promise<void> {
    const row = await this.versions.find(DEVICE_APP, device.platform ?? 'any');
    const gate = gateOf(device.appVersion, row);
    if (gate === 'open' || (gate === 'drain' && policy.drains === true)) return;
    if (this.outdatedNoted.isDue(device.id) && http.actor)
      await recordApart(this.database, http.actor, 'device.app.outdated_blocked', {
        subject: { type: 'device', id: device.publicId },
        diff: { appVersion: device.appVersion, minVersion: row?.minVersion ?? null },
      });
    const { minVersion = '0', hardMin = null, latestVersion = null, url = null, sha256 = null } = row ?? {};
    const message = (http.locale === 'en' ? row?.messageEn : row?.messageZh) ?? null;
    throw deviceErrors.app_outdated({ minVersion, hardMin, latestVersion, url, sha256, message, mayUpload: gate === 'drain' });
  }

  private cutFor(grants: Actor['grants'], device: AdmittedDevice): Actor['grants'] {
    const key = `${device.id} ${device.admission.rowVersion}`;
    const known = this.cut.get(grants);
    if (known?.device === key) return known.grants;
    const cut = cutGrants(grants, device);
    this.cut.set(grants, { device: key, grants: cut });
    return cut;
  }
}

/** A public route is nobody's business here unless it says so; everything else when a device is named or the session is bound to one. */
function concernsDevice(policy: DevicePolicy, { headers }: DeviceRequest, { actor, authFailure }: RequestContext): boolean {
  if (policy.needed) return true;
  const signed = headers['x-device-signature'] !== undefined;
  if (policy.welcome) return signed;
  if (actor?.deviceId) return true;
  return (actor !== undefined || authFailure !== undefined) && (signed || headers['x-device-id'] !== undefined);
}

/** The device without its operator: it holds one permission, for a route that sets aside what it brings. */
function asItself(device: AdmittedDevice, http: RequestContext, permission: string): Actor {
  return {
    type: 'device',
    id: device.id,
    publicId: device.publicId,
    name: device.name,
    // Of this device, or nobody's: whoever holds another device's session must not be taken for the one who worked here.
    userId: (http.actor?.deviceId === device.id ? http.actor.userId : null) ?? device.admission.lastOperatorId,
    departmentId: null,
    deviceId: device.id,
    grants: new Map([[permission, { ...NO_SCOPE, own: true }]]),
    locale: http.locale,
    ip: http.ip,
    requestId: http.requestId,
    idempotencyKey: http.actor?.idempotencyKey ?? null,
  };
}
