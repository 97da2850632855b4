import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';

/** No transaction of ours lives for a day (statements end after minutes), so older gaps are rollbacks, not late commits. */
const LATE_COMMIT = '1 day';

@Injectable()
export class SealStore {
  /** One sealer at a time; false when another one is at work. */
  async claim(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtextextended('inventory.seal', 8)) AS mine`);
    return row?.mine ?? false;
  }

  /** Seals every committed posting that no seal covers yet; returns how many. Late commits with smaller ids are found too. */
  async seal(tx: Tx, limit: number): Promise<number> {
    const rows = await tx.query<{ n: string }>(
      `WITH covered AS (SELECT coalesce(range_agg(ids), '{}'::int8multirange) AS ids FROM (SELECT unnest(ids) AS ids FROM inventory_seals WHERE sealed_at > now() - interval '${LATE_COMMIT}'
                          UNION ALL SELECT int8range(1, max(upper(ids))) FROM inventory_seals WHERE sealed_at <= now() - interval '${LATE_COMMIT}' HAVING max(upper(ids)) > 1) AS ranges),
            due AS (SELECT p.id, p.content_hash FROM inventory_postings p, covered WHERE p.id >= coalesce(upper((SELECT r FROM unnest(covered.ids) AS r WHERE lower(r) = 1 LIMIT 1)), 1) AND NOT p.id <@ covered.ids ORDER BY p.id LIMIT $1),
            last AS (SELECT root FROM inventory_seals ORDER BY id DESC LIMIT 1)
       INSERT INTO inventory_seals (ids, n, prev_root, root)
       SELECT range_agg(int8range(id, id, '[]')), count(*), coalesce((SELECT root FROM last), ''::bytea),
              sha256(coalesce((SELECT root FROM last), ''::bytea) || string_agg(content_hash, ''::bytea ORDER BY id))
         FROM due HAVING count(*) > 0 RETURNING n`,
      [limit],
    );
    return Number(rows[0]?.n ?? 0);
  }

  /** Makes the monthly partitions ahead; returns how many were made. */
  async ensurePartitions(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ made: number }>('SELECT inventory_ensure_partitions(3) AS made');
    return row?.made ?? 0;
  }
}
