import { Injectable } from '@nestjs/common';
import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import type { Tenant } from './tenant.dto';
import { tenantErrors } from './tenant.errors';
import { TenantStore } from './tenant.store';

/** A switch of the mode must reach every process within a second; one small query a second is nothing. */
const CACHE_MS = 900;

@Injectable()
export class TenantService {
  private cached: { tenant: Promise<Tenant | undefined>; until: number } | undefined;

  constructor(private readonly store: TenantStore) {}

  /** At most a second old. @throws tenant.not_set_up */
  async current(): Promise<Tenant> {
    const tenant = await this.find();
    if (!tenant) throw tenantErrors.not_set_up({ headers: { 'Retry-After': '5' } });
    return tenant;
  }

  /** The tenant, at most a second old; undefined before the first set-up. */
  find(): Promise<Tenant | undefined> {
    const now = Date.now();
    if (!this.cached || this.cached.until <= now) {
      const tenant = this.store.find();
      this.cached = { tenant, until: now + CACHE_MS };
      tenant.catch(() => {
        this.cached = undefined;
      }); // a failure is not remembered
    }
    return this.cached.tenant;
  }

  /** Makes the tenant row of a fresh installation; does nothing when there is one. */
  async ensure(tx: Tx, input: { code: string; name: string }): Promise<void> {
    await this.store.insertFirst(tx, input.code, input.name);
    this.cached = undefined;
  }

  async enterMaintenance(tx: Tx, actor: Actor, reason: string): Promise<void> {
    await this.store.setMode(tx, 'read_only', reason);
    audit.record(tx, actor, 'system.mode.maintenance_on', { type: 'tenant', id: '1' }, { reason });
    this.cached = undefined;
  }

  async leaveMaintenance(tx: Tx, actor: Actor): Promise<void> {
    await this.store.setMode(tx, 'normal', null);
    audit.record(tx, actor, 'system.mode.maintenance_off', { type: 'tenant', id: '1' });
    this.cached = undefined;
  }

  async rename(tx: Tx, actor: Actor, name: string): Promise<void> {
    await this.store.setName(tx, name);
    audit.record(tx, actor, 'settings.changed', { type: 'tenant', id: '1' }, { diff: { name } });
    this.cached = undefined;
  }

  /** Claims the loading of the demonstration factory; false when it was loaded before. */
  markDemoLoaded(tx: Tx): Promise<boolean> {
    return this.store.setDemoLoaded(tx);
  }
}
