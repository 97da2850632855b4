import type { OwnerSession } from './owner-database';

/** A table before or after. */
export interface TableState {
  readonly dead: number;
  readonly live: number;
  readonly bytes: number;
}

/** All SQL of the nightly care; every statement runs as the owner of the tables. */
export const vacuumStore = {
  async state(owner: OwnerSession, table: string): Promise<TableState | null> {
    const [row] = await owner.query<TableState>(
      `SELECT n_dead_tup::float8 AS dead, n_live_tup::float8 AS live, pg_total_relation_size(relid)::float8 AS bytes FROM pg_stat_user_tables WHERE relid = to_regclass($1)`,
      [table],
    );
    return row ?? null;
  },

  /** Never FULL: that locks the table against everybody. SKIP_LOCKED leaves a table that somebody alters. The name is a constant of ours. */
  async vacuum(owner: OwnerSession, table: string): Promise<'done' | 'locked'> {
    const before = owner.notices.length;
    await owner.query(`VACUUM (ANALYZE, SKIP_LOCKED) ${table}`);
    const refusal = owner.notices.slice(before).find((notice) => /^skipping|permission denied/.test(notice));
    if (refusal && !refusal.includes('lock not available')) throw new Error(refusal); // e.g. the login is not the owner's
    return refusal ? 'locked' : 'done';
  },

  /** Why the hour is bad: a backup reads everything already, or people and processes wait for their jobs. Null = go ahead. */
  async busyWith(owner: OwnerSession, waitingSeconds: number): Promise<'backup' | 'backlog' | null> {
    const [row] = await owner.query<{ backup: boolean; backlog: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name IN ('pg_dump', 'anwen-backup')) OR EXISTS (SELECT 1 FROM pg_stat_progress_basebackup) AS backup,
              EXISTS (SELECT 1 FROM sys_jobs WHERE lane <= 2 AND state IN ('waiting', 'queued') AND run_after < now() - make_interval(secs => $1)) AS backlog`,
      [waitingSeconds],
    );
    return row!.backup ? 'backup' : row!.backlog ? 'backlog' : null;
  },
};
