import type { AlertCode } from '@anwen/alerts';

export interface Holder {
  readonly pid: number;
  readonly application: string;
  readonly seconds: number;
}

/** What the server says about itself. */
export interface ServerState {
  readonly oldSnapshots: readonly Holder[];
  readonly idleTransactions: readonly Holder[];
  readonly slots: readonly { readonly name: string; readonly lagBytes: number; readonly holdsRows: boolean }[];
  readonly frozenAge: number;
  readonly tables: readonly {
    readonly table: string;
    readonly live: number;
    readonly dead: number;
    readonly pages: number;
    readonly neededPages: number | null;
  }[];
  readonly settings: Readonly<Record<string, string>>;
}

export interface WatchLimits {
  readonly snapshotSeconds: number;
  readonly idleSeconds: number;
  readonly slotLagBytes: number;
  readonly frozenAge: number;
  readonly deadRatio: number;
  /** Below this many dead rows a ratio says nothing. */
  readonly deadRows: number;
  readonly bloatRatio: number;
  /** Below this many pages (8 kB each) an estimate says nothing. */
  readonly bloatPages: number;
}

/** SPEC-7.2 and 7.3; a small table is left in peace. */
export const WATCH_LIMITS: WatchLimits = {
  snapshotSeconds: 900,
  idleSeconds: 60,
  slotLagBytes: 1 << 30,
  frozenAge: 200_000_000,
  deadRatio: 0.2,
  deadRows: 1_000,
  bloatRatio: 0.4,
  bloatPages: 1_280,
};

export interface Finding {
  readonly code: AlertCode;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The codes that belong to the watch: what it no longer finds is over. */
export const WATCHED_CODES: readonly AlertCode[] = ['database.held_back', 'database.wraparound', 'database.dead_rows', 'database.bloat', 'database.settings'];

/** What somebody should look at. */
export function findingsOf(state: ServerState, limits: WatchLimits = WATCH_LIMITS): Finding[] {
  return [...heldBack(state, limits), ...wornTables(state, limits), ...misconfigured(state), ...ageing(state, limits)];
}

function heldBack({ oldSnapshots, idleTransactions, slots }: ServerState, limits: WatchLimits): Finding[] {
  const found: Finding[] = [];
  const oldest = worst(oldSnapshots, limits.snapshotSeconds);
  if (oldest) found.push({ code: 'database.held_back', subject: 'snapshot', data: { ...oldest, kind: 'old snapshot' } });
  const idle = worst(idleTransactions, limits.idleSeconds);
  if (idle) found.push({ code: 'database.held_back', subject: 'idle', data: { ...idle, kind: 'idle in transaction' } });
  for (const { name, lagBytes, holdsRows } of slots)
    if (lagBytes > limits.slotLagBytes || holdsRows)
      found.push({ code: 'database.held_back', subject: `slot:${name}`, data: { kind: 'replication slot', lagBytes, holdsRows } });
  return found;
}

function wornTables({ tables }: ServerState, limits: WatchLimits): Finding[] {
  return tables.flatMap(({ table, live, dead, pages, neededPages }) => {
    const found: Finding[] = [];
    const deadRatio = dead / Math.max(live + dead, 1);
    if (dead >= limits.deadRows && deadRatio > limits.deadRatio)
      found.push({ code: 'database.dead_rows', subject: table, data: { dead, percent: Math.round(deadRatio * 100), advice: `VACUUM (ANALYZE) ${table}` } });
    const bloat = neededPages === null ? 0 : 1 - neededPages / Math.max(pages, 1);
    if (pages >= limits.bloatPages && bloat > limits.bloatRatio)
      found.push({
        code: 'database.bloat',
        subject: table,
        data: { percent: Math.round(bloat * 100), bytes: pages * 8192, advice: `REINDEX TABLE CONCURRENTLY ${table}; pg_repack for the table itself` },
      });
    return found;
  });
}

/** The plan's run-time flags (R2.5, R7). As strict or stricter is fine. Units are the server's own (ms, s). */
const WANTED: Readonly<Record<string, { readonly says: string; readonly holds: (value: number) => boolean }>> = {
  log_min_duration_statement: { says: '500 ms', holds: (ms) => ms >= 0 && ms <= 500 },
  autovacuum_max_workers: { says: 'at least 3', holds: (n) => n >= 3 },
  autovacuum_naptime: { says: '10 s', holds: (s) => s <= 10 },
  autovacuum_vacuum_scale_factor: { says: '0.05', holds: (n) => n <= 0.05 },
  autovacuum_analyze_scale_factor: { says: '0.02', holds: (n) => n <= 0.02 },
};
/** What can be lost or rot without anybody noticing. */
const MUST_BE_ON = ['autovacuum', 'fsync', 'full_page_writes', 'track_counts'];

export const CHECKED_SETTINGS: readonly string[] = [...Object.keys(WANTED), ...MUST_BE_ON];

function misconfigured({ settings }: ServerState): Finding[] {
  const wrong = [
    ...Object.entries(WANTED).flatMap(([name, { says, holds }]) => (holds(Number(settings[name])) ? [] : [{ name, is: settings[name] ?? null, wanted: says }])),
    ...MUST_BE_ON.flatMap((name) => (settings[name] === 'on' ? [] : [{ name, is: settings[name] ?? null, wanted: 'on' }])),
  ];
  return wrong.length === 0 ? [] : [{ code: 'database.settings', subject: '', data: { settings: wrong } }];
}

function ageing({ frozenAge }: ServerState, limits: WatchLimits): Finding[] {
  return frozenAge > limits.frozenAge ? [{ code: 'database.wraparound', subject: '', data: { transactions: frozenAge } }] : [];
}

function worst(holders: readonly Holder[], seconds: number): Holder | undefined {
  return holders.filter((h) => h.seconds > seconds).sort((a, b) => b.seconds - a.seconds)[0];
}
