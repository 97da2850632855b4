import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@anwen/database';
import type { Tenant, TenantMode } from './tenant.dto';

const COLUMNS = `public_id AS id, code, name, time_zone AS "timeZone", locale, mode, mode_reason AS "modeReason", demo_loaded_at AS "demoLoadedAt"`;

/** All SQL of `sys_tenants`. */
@Injectable()
export class TenantStore {
  constructor(private readonly database: Database) {}

  /** Outside any transaction: the guard asks before one exists. */
  async find(): Promise<Tenant | undefined> {
    const [tenant] = await this.database.query<Tenant>(`SELECT ${COLUMNS} FROM sys_tenants ORDER BY id LIMIT 1`);
    return tenant;
  }

  async insertFirst(tx: Tx, code: string, name: string): Promise<void> {
    await tx.query(`INSERT INTO sys_tenants (code, name) SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM sys_tenants) ON CONFLICT (code) DO NOTHING`, [
      code,
      name,
    ]);
  }

  async setMode(tx: Tx, mode: TenantMode, reason: string | null): Promise<void> {
    await tx.query('UPDATE sys_tenants SET mode = $1, mode_reason = $2, updated_at = now()', [mode, reason]);
  }

  async setName(tx: Tx, name: string): Promise<void> {
    await tx.query('UPDATE sys_tenants SET name = $1, updated_at = now()', [name]);
  }

  /** True for the one caller who set it; others wait for that one's transaction. */
  async setDemoLoaded(tx: Tx): Promise<boolean> {
    const rows = await tx.query('UPDATE sys_tenants SET demo_loaded_at = now(), updated_at = now() WHERE demo_loaded_at IS NULL RETURNING id');
    return rows.length > 0;
  }
}
