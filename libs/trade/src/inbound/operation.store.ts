import type { Tx } from '@anwen/database';
import { operationErrors } from '@anwen/inventory';
import { isUuid, uuidV7, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';

/** Remembers for ever which operations have had their effect, whether they posted nothing, once or several times. */
@Injectable()
export class OperationStore {
  /**
   * Claims the operation (the caller's id, or the Idempotency-Key when that is a UUID) under the lock of its document, before
   * any look at the document's state: what happened has happened, whatever became of the world since. A twin waits here.
   * @throws operation.duplicate with the Location of the effect.
   */
  async claim(tx: Tx, actor: Actor, given: string | undefined, location: string): Promise<string> {
    const key = actor.idempotencyKey;
    const op = given ?? (key !== null && isUuid(key) ? key.toLowerCase() : undefined);
    if (op === undefined) return uuidV7();
    const made = await tx.query('INSERT INTO inbound_operations (op_id, location) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1', [op, location]);
    if (made.length > 0) return op;
    const [known] = await tx.query<{ location: string }>('SELECT location FROM inbound_operations WHERE op_id = $1', [op]);
    throw operationErrors.duplicate({ headers: { Location: known?.location ?? location } });
  }
}
