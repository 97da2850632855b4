import type { Tx } from '@anwen/database';
import { alertDictionary, type AlertCode } from './dictionary';

export interface AlertFacts {
  readonly code: AlertCode;
  /** Which one: an endpoint's id, a table, a route. The same code and subject is the same trouble. */
  readonly subject?: string;
  /** What a person needs to see; no secrets, no business data. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Raising is writing a row: what is reported again while it is open counts up instead of ringing again. */
export const alerts = {
  /** True when this trouble was not open before. */
  async raise(tx: Tx, { code, subject = '', data = {} }: AlertFacts): Promise<boolean> {
    const [row] = await tx.query<{ isNew: boolean }>(
      `INSERT INTO sys_alerts (code, subject, pages, data) VALUES ($1, $2, $3, $4)
       ON CONFLICT (code, subject) WHERE resolved_at IS NULL
       DO UPDATE SET times = sys_alerts.times + 1, last_at = clock_timestamp(), data = excluded.data
       RETURNING xmax = 0 AS "isNew"`,
      [code, subject, alertDictionary[code].pages, JSON.stringify(data)],
    );
    if (row!.isNew) tx.wakeAfterCommit('anwen_alerts');
    return row!.isNew;
  },

  /** The trouble is over; whoever was told of it is told so. Does nothing when there was none. */
  async resolve(tx: Tx, code: AlertCode, subject = ''): Promise<void> {
    const ended = await tx.query(
      'UPDATE sys_alerts SET resolved_at = clock_timestamp() WHERE code = $1 AND subject = $2 AND resolved_at IS NULL RETURNING id',
      [code, subject],
    );
    if (ended.length > 0) tx.wakeAfterCommit('anwen_alerts');
  },

  /** What is open under a code: for whoever watches things that may stop without a last word. */
  async openSubjects(tx: Tx, code: AlertCode): Promise<string[]> {
    const rows = await tx.query<{ subject: string }>('SELECT subject FROM sys_alerts WHERE code = $1 AND resolved_at IS NULL ORDER BY id', [code]);
    return rows.map(({ subject }) => subject);
  },

  /** What a person has closed for good; raising it again would wake somebody for what is known. */
  async closedSubjects(tx: Tx, code: AlertCode): Promise<string[]> {
    const rows = await tx.query<{ subject: string }>('SELECT DISTINCT subject FROM sys_alerts WHERE code = $1 AND closed_by IS NOT NULL', [code]);
    return rows.map(({ subject }) => subject);
  },
};
