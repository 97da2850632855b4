import { AuditSealer } from '@anwen/audit';
import { SlaReports } from '@anwen/health';
import { KeyPurge } from '@anwen/idempotency';
import { LedgerSealer, ReservationExpiry } from '@anwen/inventory';
import type { INestApplicationContext } from '@nestjs/common';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface ScheduledJob {
  /** `noun.verb`. */
  readonly name: string;
  readonly everyMs: number;
  /** A run that takes longer has failed; its statements end by their own limits. */
  readonly limitMs: number;
  /** What was done, as a number for the heartbeat. */
  readonly run: (services: INestApplicationContext) => Promise<number>;
}

/** The whole timetable. Every job is safe to run twice and to miss: the next run does what this one did not. */
export const SCHEDULE: readonly ScheduledJob[] = [
  // The promise is "sealed within 5 s"; 2 s leaves room for a busy moment.
  { name: 'audit.seal', everyMs: 2 * SECOND, limitMs: 30 * SECOND, run: (s) => s.get(AuditSealer).sealOnce() },
  // Looks every 5 s, seals when 1 000 postings wait or one has waited for an hour.
  { name: 'ledger.seal', everyMs: 5 * SECOND, limitMs: MINUTE, run: (s) => s.get(LedgerSealer).sealOnce() },
  // Months ahead exist long before they are needed; hourly, because its failure is how health tells of movements without a month.
  { name: 'ledger.partition', everyMs: HOUR, limitMs: MINUTE, run: (s) => s.get(LedgerSealer).ensurePartitions() },
  { name: 'reservation.expire', everyMs: MINUTE, limitMs: MINUTE, run: (s) => s.get(ReservationExpiry).expireDue() },
  { name: 'idempotency.purge', everyMs: HOUR, limitMs: 10 * MINUTE, run: (s) => s.get(KeyPurge).purge() },
  // Ten minutes, so that an hour's figures are there soon after it ends; a closed hour is not closed again.
  { name: 'sla.report', everyMs: 10 * MINUTE, limitMs: MINUTE, run: (s) => s.get(SlaReports).closeHours() },
];
