import type { Tx } from '@anwen/database';
import { operationErrors } from '@anwen/inventory';
import { isUuid, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';

/** The durable half of exactly-once for what the floor does: an operation id is good for one effect, for ever. */
@Injectable()
export class OperationStore {
  /**
   * Notes the operation before anything is decided: what happened has happened, whatever the document looks like now. A
   * twin waits at the key for the first one. Asked under the document's lock, before stock is touched.
   * @throws operation.duplicate with the Location of the first effect.
   */
  async begin(tx: Tx, clientOpId: string | null, kind: string, effect: string): Promise<void> {
    if (clientOpId === null) return;
    const made = await tx.query(`INSERT INTO outbound_operations (client_op_id, kind, effect) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1 AS made`, [
      clientOpId,
      kind,
      effect,
    ]);
    if (made.length > 0) return;
    const [known] = await tx.query<{ effect: string }>('SELECT effect FROM outbound_operations WHERE client_op_id = $1', [clientOpId]);
    throw operationErrors.duplicate({ headers: { Location: known!.effect } });
  }
}

/** The caller's operation id, or the Idempotency-Key when that is a UUID. */
export function operationOf(actor: Actor, given: string | undefined): string | null {
  const key = given ?? actor.idempotencyKey;
  return key !== null && isUuid(key) ? key.toLowerCase() : null;
}
