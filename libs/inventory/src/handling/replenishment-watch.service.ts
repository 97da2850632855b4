import { audit } from '@anwen/audit';
import { Database } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { ReplenishmentService } from './replenishment.service';
import { ReplenishmentStore } from './replenishment.store';

const ACTOR = systemActor('replenishment');

/** Looks at the rules of all warehouses, one transaction each. The worker calls it. */
@Injectable()
export class ReplenishmentWatch {
  constructor(
    private readonly database: Database,
    private readonly store: ReplenishmentStore,
    private readonly replenishment: ReplenishmentService,
  ) {}

  /** How many tasks were made. */
  async look(): Promise<number> {
    const open = { actor: ACTOR, scope: ALL_SCOPE };
    let created = 0;
    const failures: unknown[] = [];
    for (const warehouse of await this.database.read(open, (tx) => this.store.ruled(tx))) {
      const done = await this.database
        .transaction(open, async (tx) => {
          const made = await this.replenishment.runIn(tx, warehouse);
          if (made.created + made.cancelled > 0) audit.record(tx, ACTOR, 'replenish.created', { type: 'warehouse', id: warehouse.code }, { diff: { ...made } });
          return made;
        })
        .catch((error: unknown) => {
          // One warehouse in trouble does not leave the others empty.
          failures.push(error);
          return { created: 0 };
        });
      created += done.created;
    }
    if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures, `replenishment of ${failures.length} warehouses failed`);
    return created;
  }
}
