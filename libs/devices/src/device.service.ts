import { Inject, Injectable } from '@nestjs/common';
import { audit, type AuditAction } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC, httpErrors } from '@anwen/http';
import { CursorCodec, isUuid, pageOf, type Actor, type Id, type Page } from '@anwen/kernel';
import type { DeviceDto, DevicePatch, DeviceQuery } from './device.dto';
import { trustMachine, type Trust, type TrustVerb } from './device.rules';
import { cutGrants } from './device-scope.rules';
import { DeviceStore, type DeviceRow } from './device.store';
import { deviceErrors } from './devices.errors';
import { SignedRequestStore } from './signed-request.store';

const AUDIT: Readonly<Record<TrustVerb, AuditAction>> = {
  approve: 'device.trusted',
  suspend: 'device.suspended',
  resume: 'device.trusted',
  revoke: 'device.revoked',
};

/** The place that a device is bound to, as ids. */
export interface BoundPlace {
  readonly warehouseId: Id | null;
  readonly zoneIds: readonly Id[];
}

/** Devices as an administrator sees them, and what other libraries may ask about one. */
@Injectable()
export class DeviceService {
  constructor(
    private readonly store: DeviceStore,
    private readonly requests: SignedRequestStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** Newest first. @throws page.cursor_invalid */
  async list(tx: Tx, query: DeviceQuery): Promise<Page<DeviceDto>> {
    const filter = { trust: query.trust ?? null, q: query.q ?? null, warehouse: query.warehouse ?? null };
    const binding = ['devices', filter];
    const before = query.cursor === undefined ? null : this.codec.decode(query.cursor, binding)[0]!;
    const rows = await this.store.list(tx, { ...filter, before, limit: query.limit + 1 });
    const page = pageOf(rows, query.limit, (last) => this.codec.encode([last.id], binding), present);
    return query.withTotal ? { ...page, total: await this.store.count(tx, filter), totalIsEstimate: false } : page;
  }

  /** @throws device.not_found, also for one outside the scope */
  async get(tx: Tx, publicId: string): Promise<DeviceDto> {
    return present(await this.require(tx, publicId));
  }

  /** @throws device.not_found | device.place_unknown | device.place_needed | http.precondition_failed */
  async update(tx: Tx, actor: Actor, target: { id: string; rowVersion: number }, patch: DevicePatch): Promise<DeviceDto> {
    const before = await this.require(tx, target.id, true);
    if (before.rowVersion !== target.rowVersion) throw httpErrors.precondition_failed({ current: present(before) });
    const place = await this.patchedPlace(tx, before, patch);
    await this.store.update(tx, before.id, { name: patch.name ?? before.name, ...place });
    audit.record(tx, actor, 'device.scope.changed', { type: 'device', id: before.publicId }, { diff: patch });
    return this.get(tx, target.id);
  }

  /**
   * Approves, suspends, resumes or revokes. The device's next request is treated accordingly.
   * @throws device.not_found | device.invalid_transition with the legal verbs
   */
  async turn(
    tx: Tx,
    actor: Actor,
    { id, verb, reason }: { id: string; verb: TrustVerb; reason?: string | undefined },
  ): Promise<DeviceDto & { internalId: Id }> {
    const device = await this.require(tx, id, true);
    const trust = trustMachine.next(device.trust, verb);
    if (!trust) throw deviceErrors.invalid_transition({ state: device.trust, legal: trustMachine.legal(device.trust) });
    await this.store.setTrust(tx, device.id, trust, reason ?? null);
    const diff = { trust: [device.trust, trust] };
    audit.record(tx, actor, AUDIT[verb], { type: 'device', id: device.publicId }, { diff, ...(reason === undefined ? {} : { reason }) });
    return { ...(await this.get(tx, id)), internalId: device.id };
  }

  /**
   * The trust of a device within this transaction: until it ends, a revocation waits. Work of a device that is not trusted
   * is set aside, not done. Undefined when there is no such device.
   */
  trustOf(tx: Tx, deviceId: Id): Promise<Trust | undefined> {
    return this.store.trustOf(tx, deviceId);
  }

  /** The actor as it is on a device: no further than the device reaches. Undefined when the device is not trusted (any more). */
  async actorOn(deviceId: Id, actor: Actor): Promise<Actor | undefined> {
    const device = await this.requests.findById(deviceId);
    if (device?.trust !== 'trusted') return undefined;
    return { ...actor, deviceId, grants: cutGrants(actor.grants, device) };
  }

  /** What the device says about the work that waits on it. */
  noteQueue(tx: Tx, deviceId: Id, queue: { length: number; oldestAt: string | null }): Promise<void> {
    return this.store.setQueue(tx, deviceId, queue);
  }

  /** @throws device.place_unknown, naming all that were not found; device.place_needed for a scope that is not everything */
  async placeOf(tx: Tx, warehouse: string | null, zones: readonly string[]): Promise<BoundPlace> {
    if (warehouse === null) {
      if (!tx.scope.all) throw deviceErrors.place_needed();
      if (zones.length > 0) throw deviceErrors.place_unknown({ codes: zones.join(', ') });
      return { warehouseId: null, zoneIds: [] };
    }
    const found = await this.store.places(tx, warehouse, zones);
    const missing = found.warehouseId === null ? [warehouse] : zones.filter((code) => !found.zones.has(code));
    if (missing.length > 0) throw deviceErrors.place_unknown({ codes: missing.join(', ') });
    return { warehouseId: found.warehouseId, zoneIds: [...new Set(found.zones.values())] };
  }

  private async patchedPlace(tx: Tx, before: DeviceRow, patch: DevicePatch): Promise<BoundPlace> {
    if (patch.warehouse === undefined && patch.zones === undefined) return before;
    const warehouse = patch.warehouse === undefined ? (before.warehouse?.code ?? null) : patch.warehouse;
    // Zones belong to their warehouse: a device that moves takes none along.
    const kept = patch.warehouse === undefined ? before.zones.map((zone) => zone.code) : [];
    return this.placeOf(tx, warehouse, patch.zones ?? kept);
  }

  private async require(tx: Tx, publicId: string, lock = false): Promise<DeviceRow> {
    const row = isUuid(publicId) ? await this.store.find(tx, publicId, { lock }) : undefined;
    if (!row) throw deviceErrors.not_found();
    return row;
  }
}

function present(row: DeviceRow): DeviceDto {
  const { id: _id, publicId, warehouseId: _warehouse, zoneIds: _zones, createdAt, lastActiveAt, queueOldestAt, revokedAt, ...rest } = row;
  const text = (at: Date | null): string | null => at?.toISOString() ?? null;
  return {
    ...rest,
    id: publicId,
    zones: [...row.zones],
    lastActiveAt: text(lastActiveAt),
    queueOldestAt: text(queueOldestAt),
    enrolledAt: createdAt.toISOString(),
    revokedAt: text(revokedAt),
    legal: trustMachine.legal(row.trust),
  };
}
