import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';

/** No transaction of ours lives for a day (statements end after minutes), so older gaps are rollbacks, not late commits. */
const LATE_COMMIT = '1 day';

/** When a seal is worth making. */
export interface SealDue {
  readonly minimum: number;
  readonly maxAgeMs: number;
}

@Injectable()
export class SealStore {
  /** One sealer at a time; false when another one is at work. */
  async claim(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtextextended('inventory.seal', 8)) AS mine`);
    return row?.mine ?? false;
  }

  /** Seals the committed postings that no seal covers yet, if that is due; returns how many. Late commits with smaller ids are found too. */
  async seal(tx: Tx, due: SealDue, limit: number): Promise<number> {
    const rows = await tx.query<{ n: string }>(
      `WITH covered AS (SELECT coalesce(range_agg(ids), '{}'::int8multirange) AS ids FROM (SELECT unnest(ids) AS ids FROM inventory_seals WHERE sealed_at > now() - interval '${LATE_COMMIT}'
                          UNION ALL SELECT int8range(1, max(upper(ids))) FROM inventory_seals WHERE sealed_at <= now() - interval '${LATE_COMMIT}' HAVING max(upper(ids)) > 1) AS ranges),
            due AS (SELECT p.id, p.content_hash, p.posted_at FROM inventory_postings p, covered WHERE p.id >= coalesce(upper((SELECT r FROM unnest(covered.ids) AS r WHERE lower(r) = 1 LIMIT 1)), 1) AND NOT p.id <@ covered.ids ORDER BY p.id LIMIT $1),
            last AS (SELECT root FROM inventory_seals ORDER BY id DESC LIMIT 1)
       INSERT INTO inventory_seals (ids, n, prev_root, root)
       SELECT range_agg(int8range(id, id, '[]')), count(*), coalesce((SELECT root FROM last), ''::bytea),
              sha256(coalesce((SELECT root FROM last), ''::bytea) || string_agg(content_hash, ''::bytea ORDER BY id))
         FROM due HAVING count(*) >= greatest($2::int, 1) OR min(posted_at) <= clock_timestamp() - $3 * interval '1 millisecond' RETURNING n`,
      [limit, due.minimum, due.maxAgeMs],
    );
    return Number(rows[0]?.n ?? 0);
  }

  /** Makes the monthly partitions from now to so many months ahead; returns how many were made. */
  async ensurePartitions(tx: Tx, monthsAhead: number): Promise<number> {
    const [row] = await tx.query<{ made: number }>('SELECT inventory_ensure_partitions($1) AS made', [monthsAhead]);
    return row?.made ?? 0;
  }

  /**
   * Whether anything was ever written to the default partition. Its size tells without reading it, which the
   * application may not; even a write that was rolled back means that a month was missing.
   */
  async hasStrays(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ strays: boolean }>(`SELECT pg_relation_size('inventory_movements_default') > 0 AS strays`);
    return row?.strays ?? false;
  }
}
