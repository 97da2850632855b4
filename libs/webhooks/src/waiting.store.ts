import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';

/** Some 50 ms of work: no lock is held longer, and no time limit is near, however much waits. */
const STEP = 1_000;
/** More than the receiver would have got anyway goes out as a drain. */
const DRAIN_BEYOND = 10;

/** Asked at every step: two sweeps and a switch that is turned meanwhile must not work against each other. */
const IS_ON = '(SELECT w.active AND w.discard_through IS NULL FROM sys_webhooks w WHERE w.id = $1)';

/** What has to become of an endpoint's waiting deliveries: they follow its switch, a step at a time. */
export interface Untidy {
  readonly id: Id;
  readonly goal: 'resume' | 'pause' | 'discard';
}

/** Moves what waits for an endpoint. Each call is one step; the sweep makes the others. */
@Injectable()
export class WaitingStore {
  async untidy(tx: Tx): Promise<Untidy[]> {
    const some = (states: string): string => `EXISTS (SELECT 1 FROM sys_webhook_deliveries d WHERE d.webhook_id = w.id AND d.state IN (${states}))`;
    const settled = 'w.deleted_at IS NULL AND w.discard_through IS NULL';
    return tx.query<Untidy>(
      `SELECT w.id, 'resume' AS goal FROM sys_webhooks w WHERE w.active AND ${settled} AND ${some(`'paused'`)}
       UNION ALL SELECT w.id, 'pause' FROM sys_webhooks w WHERE NOT w.active AND ${settled} AND ${some(`'pending'`)}
       UNION ALL SELECT w.id, 'discard' FROM sys_webhooks w WHERE w.discard_through IS NOT NULL OR (w.deleted_at IS NOT NULL AND ${some(`'pending', 'paused'`)})`,
    );
  }

  /** How many were moved; fewer than there are when others hold some. */
  move(tx: Tx, { id, goal }: Untidy): Promise<number> {
    if (goal === 'discard') return this.discard(tx, id);
    return goal === 'resume' ? this.resume(tx, id) : this.pause(tx, id);
  }

  /** A new round of the whole ladder. */
  private resume(tx: Tx, id: Id): Promise<number> {
    return this.step(tx, id, { which: `s.state = 'paused' AND ${IS_ON}`, change: `state = 'pending', attempts = 0, next_attempt_at = clock_timestamp()` });
  }

  private pause(tx: Tx, id: Id): Promise<number> {
    return this.step(tx, id, { which: `s.state = 'pending' AND NOT ${IS_ON}`, change: `state = 'paused'` });
  }

  private async discard(tx: Tx, id: Id): Promise<number> {
    const meant = `s.state IN ('pending', 'paused') AND s.id <= (SELECT CASE WHEN deleted_at IS NULL THEN coalesce(discard_through, 0) ELSE s.id END FROM sys_webhooks WHERE id = $1)`;
    const moved = await this.step(tx, id, { which: meant, change: `state = 'discarded', finished_at = clock_timestamp()` });
    await tx.query(
      `UPDATE sys_webhooks SET discard_through = NULL WHERE id = $1 AND discard_through IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sys_webhook_deliveries s WHERE s.webhook_id = $1 AND ${meant})`,
      [id],
    );
    return moved;
  }

  /** Switches an endpoint on. A fresh start: old failures must not switch it off again at the first stumble. @returns how many have waited */
  async enable(tx: Tx, id: Id, paused: 'resume' | 'discard'): Promise<number> {
    const [row] = await tx.query<{ n: number; last: Id | null }>(
      `SELECT count(*)::int AS n, max(id) AS last FROM sys_webhook_deliveries WHERE webhook_id = $1 AND state IN ('pending', 'paused')`,
      [id],
    );
    const { n, last } = row!;
    await tx.query(
      `UPDATE sys_webhooks SET active = true, disabled_at = NULL, disabled_reason = NULL, failing_since = NULL, consecutive_failures = 0, consecutive_dead = 0,
         breaker = $2, next_send_at = NULL, discard_through = coalesce($3, discard_through), updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, paused === 'resume' && n > DRAIN_BEYOND ? 'draining' : 'closed', paused === 'discard' ? last : null],
    );
    await this.move(tx, { id, goal: paused });
    return n;
  }

  private async step(tx: Tx, id: Id, { which, change }: { which: string; change: string }): Promise<number> {
    const rows = await tx.query(
      `WITH step AS (SELECT s.id FROM sys_webhook_deliveries s WHERE s.webhook_id = $1 AND ${which} ORDER BY s.id LIMIT ${STEP} FOR UPDATE SKIP LOCKED)
       UPDATE sys_webhook_deliveries d SET ${change} FROM step WHERE d.id = step.id RETURNING d.id`,
      [id],
    );
    return rows.length;
  }
}
