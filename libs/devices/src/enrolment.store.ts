import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { BoundPlace } from './device.service';
import type { Trust } from './device.rules';

export interface EnrolmentRow extends BoundPlace {
  readonly id: Id;
  readonly name: string | null;
  readonly autoApprove: boolean;
  readonly used: boolean;
  readonly expired: boolean;
}

export interface NewDevice extends BoundPlace {
  readonly publicId: string;
  readonly name: string;
  readonly platform: string;
  readonly model: string;
  readonly trust: Trust;
  readonly appVersion: string;
  readonly publicKey: Buffer | null;
  readonly secretSealed: string | null;
}

/** All SQL of `sys_device_enrolments`, and the birth of a device. */
@Injectable()
export class EnrolmentStore {
  async insertCode(
    tx: Tx,
    code: BoundPlace & { hash: Buffer; name: string | null; autoApprove: boolean; createdBy: Id | null; minutes: number },
  ): Promise<{ publicId: string; expiresAt: Date }> {
    const [row] = await tx.query<{ publicId: string; expiresAt: Date }>(
      `INSERT INTO sys_device_enrolments (code_hash, name, warehouse_id, zone_ids, auto_approve, created_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(mins => $7)) RETURNING public_id AS "publicId", expires_at AS "expiresAt"`,
      [code.hash, code.name, code.warehouseId, code.zoneIds, code.autoApprove, code.createdBy, code.minutes],
    );
    return row!;
  }

  /** Locked: of two devices that show the same code, the second sees that the first has used it. */
  async lockCode(tx: Tx, hash: Buffer): Promise<EnrolmentRow | undefined> {
    const [row] = await tx.query<EnrolmentRow>(
      `SELECT id, name, warehouse_id AS "warehouseId", zone_ids AS "zoneIds", auto_approve AS "autoApprove", used_at IS NOT NULL AS used,
              expires_at <= clock_timestamp() AS expired FROM sys_device_enrolments WHERE code_hash = $1 FOR UPDATE`,
      [hash],
    );
    return row;
  }

  async insertDevice(tx: Tx, device: NewDevice): Promise<Id> {
    const [row] = await tx.query<{ id: Id }>(
      `INSERT INTO sys_devices (public_id, name, platform, model, trust, app_version, public_key, secret_sealed, warehouse_id, zone_ids)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
      [
        device.publicId,
        device.name,
        device.platform,
        device.model,
        device.trust,
        device.appVersion,
        device.publicKey,
        device.secretSealed,
        device.warehouseId,
        device.zoneIds,
      ],
    );
    await tx.query('INSERT INTO sys_device_sequences (device_id) VALUES ($1)', [row!.id]);
    return row!.id;
  }

  async markUsed(tx: Tx, id: Id, deviceId: Id): Promise<void> {
    await tx.query('UPDATE sys_device_enrolments SET used_at = now(), device_id = $2 WHERE id = $1', [id, deviceId]);
  }

  async tenantCode(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ code: string }>('SELECT code FROM sys_tenants ORDER BY id LIMIT 1');
    return row?.code ?? '';
  }
}
