import type { Tx } from '@anwen/database';

export interface RetentionPolicy {
  readonly key: string;
  readonly onlineDays: number;
  readonly onlineMin: number;
  readonly onlineMax: number;
  /** Null: what goes is gone. */
  readonly archiveDays: number | null;
  readonly archiveMin: number | null;
  readonly archiveMax: number | null;
  readonly active: boolean;
  readonly rowVersion: number;
}

/** What a run would take away now. */
export interface RetentionForecast {
  readonly rows: number;
  readonly oldest: string | null;
  readonly newest: string | null;
  /** An estimate from the average width of a row. */
  readonly bytes: number;
  /** It would be copied into a file; the rows stay where they are. */
  readonly staysOnline?: boolean;
}

export interface RetentionRun {
  readonly policy: RetentionPolicy;
  /** Older than this may go. */
  readonly before: Date;
  readonly signal: AbortSignal;
  /** False once the time of the run is up: stop at the next good place, the next run goes on. */
  hasTime(): boolean;
}

export interface RetentionOutcome {
  /** Rows that are no longer online. */
  readonly removed: number;
  /** Rows that went into files. */
  readonly archived: number;
  /** False: time was up and more is left. */
  readonly complete: boolean;
}

/** One kind of data and how it goes. Libraries bring their own where a DELETE is not enough. */
export interface RetentionTarget {
  /** Key of its policy. */
  readonly key: string;
  /** Null while its table does not exist. */
  preview(tx: Tx, before: Date): Promise<RetentionForecast | null>;
  purge(run: RetentionRun): Promise<RetentionOutcome | null>;
}

export const NOTHING_TO_GO: RetentionForecast = { rows: 0, oldest: null, newest: null, bytes: 0 };
