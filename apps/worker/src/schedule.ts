import { AuditSealer } from '@anwen/audit';
import { SignedRequestStore } from '@anwen/devices';
import { AUDIT_VERIFY, HEALTH_REPORT_SEND, LEDGER_VERIFY, SlaReports, SystemWatch } from '@anwen/health';
import { KeyPurge } from '@anwen/idempotency';
import { ImportPurge } from '@anwen/imports';
import { LedgerSealer, ReservationExpiry } from '@anwen/inventory';
import { CountPlanWatch } from '@anwen/inventory/counting';
import { ReplenishmentWatch } from '@anwen/inventory/handling';
import { LotExpiry } from '@anwen/inventory/tracing';
import { OfflineUpkeep } from '@anwen/offline';
import { ARCHIVES_CHECK, ARCHIVES_VERIFY, RETENTION_RUN, SLOW_QUERY_REPORT, ServerWatch, SlowLog, VACUUM_NIGHTLY } from '@anwen/ops';
import { PLANNING_NIGHTLY, PlanningWatch } from '@anwen/planning';
import { LaneQueues } from '@anwen/queue';
import { EXPORT_PURGE, ReportTimetable } from '@anwen/reports';
import { WebhookReminder } from '@anwen/webhooks';
import { watchSchedules } from './late-watch';
import { staged, type ScheduleEntry } from './schedule-entry';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * The whole timetable. Every entry is safe to run twice and to miss: the next run does what this one did not. Light work runs
 * here (`run`); what is heavy, long or nightly stages a job: `{ name, cron: '30 2 * * *', expectedWithinMs, stage: staged(JOB, {}) }`.
 */
export const SCHEDULE: readonly ScheduleEntry[] = [
  // The promise is "sealed within 5 s"; 2 s leaves room for a busy moment.
  { name: 'audit.seal', everyMs: 2 * SECOND, expectedWithinMs: MINUTE, limitMs: 30 * SECOND, run: (s) => s.get(AuditSealer).sealOnce() },
  // Looks every 5 s, seals when 1 000 postings wait or one has waited for an hour.
  { name: 'ledger.seal', everyMs: 5 * SECOND, expectedWithinMs: 5 * MINUTE, limitMs: MINUTE, run: (s) => s.get(LedgerSealer).sealOnce() },
  // Months ahead exist long before they are needed; hourly, because its failure is how health tells of movements without a month.
  { name: 'ledger.partition', everyMs: HOUR, expectedWithinMs: HOUR, limitMs: MINUTE, run: (s) => s.get(LedgerSealer).ensurePartitions() },
  { name: 'reservation.expire', everyMs: MINUTE, expectedWithinMs: 5 * MINUTE, limitMs: MINUTE, run: (s) => s.get(ReservationExpiry).expireDue() },
  // A picking place that runs low has its task within five minutes.
  { name: 'replenishment.run', everyMs: 5 * MINUTE, expectedWithinMs: 15 * MINUTE, limitMs: MINUTE, run: (s) => s.get(ReplenishmentWatch).look() },
  // Just after the day has changed, so that the morning's shift knows which lots are no use any more.
  { name: 'lot.expire', cron: '15 0 * * *', expectedWithinMs: 3 * HOUR, limitMs: 10 * MINUTE, run: (s) => s.get(LotExpiry).tellExpired() },
  // The first thing of the day, so that the morning's shift finds its counts.
  { name: 'counts.open', cron: '20 0 * * *', expectedWithinMs: 3 * HOUR, limitMs: 10 * MINUTE, run: (s) => s.get(CountPlanWatch).look() },
  // After the change of the day, so that the morning begins with a plan that knows what has expired.
  { name: 'planning.nightly', cron: '40 0 * * *', expectedWithinMs: 3 * HOUR, stage: staged(PLANNING_NIGHTLY, {}) },
  // A run whose process was killed cannot say so itself; five minutes are soon enough to hear of it.
  { name: 'planning.watch', everyMs: 5 * MINUTE, expectedWithinMs: 30 * MINUTE, limitMs: MINUTE, run: (s) => s.get(PlanningWatch).look() },
  { name: 'idempotency.purge', everyMs: HOUR, expectedWithinMs: HOUR, limitMs: 10 * MINUTE, run: (s) => s.get(KeyPurge).purge() },
  // A signature is believed for five minutes, its nonce kept for eleven; 300 a minute and device are soon many.
  { name: 'device.forget', everyMs: 5 * MINUTE, expectedWithinMs: HOUR, limitMs: MINUTE, run: (s) => s.get(SignedRequestStore).purgeNonces() },
  // Ten minutes, so that an hour's figures are there soon after it ends; a closed hour is not closed again.
  { name: 'sla.report', everyMs: 10 * MINUTE, expectedWithinMs: 30 * MINUTE, limitMs: MINUTE, run: (s) => s.get(SlaReports).closeHours() },
  // Due scheduled reports become jobs of their owners.
  { name: 'report.stage', everyMs: MINUTE, expectedWithinMs: 5 * MINUTE, limitMs: 30 * SECOND, run: (s) => s.get(ReportTimetable).stageDue() },
  { name: 'export.purge', cron: '10 3 * * *', expectedWithinMs: 3 * HOUR, stage: staged(EXPORT_PURGE, {}) },
  // 90 days after its upload a session has nothing left to tell.
  { name: 'import.purge', cron: '20 3 * * *', expectedWithinMs: 3 * HOUR, limitMs: 10 * MINUTE, run: (s) => s.get(ImportPurge).purge() },
  // A device may sleep for 30 days and then asks for everything; what operations said stays for 90 days, their ids for ever.
  { name: 'offline.purge', cron: '25 3 * * *', expectedWithinMs: 3 * HOUR, limitMs: 10 * MINUTE, run: (s) => s.get(OfflineUpkeep).purge() },
  // A queue that has waited for a shift; ten minutes more or less do not matter then.
  { name: 'offline.watch', everyMs: 10 * MINUTE, expectedWithinMs: 30 * MINUTE, limitMs: MINUTE, run: (s) => s.get(OfflineUpkeep).watchQueues() },
  // Monday morning, before the digest: what nothing but an address protects is named once a week.
  { name: 'webhook.remind', cron: '30 7 * * 1', expectedWithinMs: HOUR, limitMs: MINUTE, run: (s) => s.get(WebhookReminder).remind() },
  // A query over 5 s must ring within a minute.
  { name: 'slow_log.tail', everyMs: 5 * SECOND, expectedWithinMs: 5 * MINUTE, limitMs: MINUTE, run: (s) => s.get(SlowLog).look() },
  { name: 'database.watch', everyMs: 3 * MINUTE, expectedWithinMs: 15 * MINUTE, limitMs: MINUTE, run: (s) => s.get(ServerWatch).look() },
  // While the factory sleeps, one after the other: what retention frees, vacuum makes usable.
  { name: 'retention.run', cron: '10 2 * * *', expectedWithinMs: 3 * HOUR, stage: staged(RETENTION_RUN, {}) },
  { name: 'vacuum.nightly', cron: '40 3 * * *', expectedWithinMs: 3 * HOUR, stage: staged(VACUUM_NIGHTLY, {}) },
  // Files that are the only place of what they hold: there every night, whole once a month.
  { name: 'archives.check', cron: '0 4 * * *', expectedWithinMs: 3 * HOUR, stage: staged(ARCHIVES_CHECK, {}) },
  { name: 'archives.verify', cron: '30 4 1 * *', expectedWithinMs: 12 * HOUR, stage: staged(ARCHIVES_VERIFY, {}) },
  { name: 'slow_query.report', cron: '30 5 * * *', expectedWithinMs: 3 * HOUR, stage: staged(SLOW_QUERY_REPORT, {}) },
  // Redis forgets ended jobs lazily; hourly, so that an hour without Redis is made good by the next.
  { name: 'queue.sweep', everyMs: HOUR, expectedWithinMs: 3 * HOUR, limitMs: 5 * MINUTE, run: (s) => s.get(LaneQueues).sweep() },
  // The clock looks after itself: what is overdue becomes an alert, and its next success ends that.
  { name: 'schedule.watch', everyMs: MINUTE, expectedWithinMs: 5 * MINUTE, limitMs: 30 * SECOND, run: (s) => watchSchedules(s) },
  // Two looks make a trouble, so it is told within a minute.
  { name: 'system.watch', everyMs: 30 * SECOND, expectedWithinMs: 3 * MINUTE, limitMs: 25 * SECOND, run: (s) => s.get(SystemWatch).look() },
  { name: 'sla.watch', everyMs: MINUTE, expectedWithinMs: 5 * MINUTE, limitMs: 30 * SECOND, run: (s) => s.get(SlaReports).watchTimeouts() },
  // Proof every night, after the evening's work and before the morning's digest.
  { name: 'audit.verify', cron: '0 3 * * *', expectedWithinMs: 4 * HOUR, stage: staged(AUDIT_VERIFY, {}) },
  { name: 'ledger.verify', cron: '30 3 * * *', expectedWithinMs: 4 * HOUR, stage: staged(LEDGER_VERIFY, {}) },
  // Staged for everybody, sent only where the tenant has turned it on.
  { name: 'health_report.send', cron: '0 9 * * 1', expectedWithinMs: 12 * HOUR, stage: staged(HEALTH_REPORT_SEND, {}) },
];
