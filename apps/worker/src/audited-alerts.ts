import { alerts, type AlertCode, type AlertFacts } from '@anwen/alerts';
import { audit, type AuditAction } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { systemActor } from '@anwen/kernel';

/** Troubles that the audit dictionary knows by a name of its own. */
const AUDITED: Partial<Record<AlertCode, AuditAction>> = {
  'sla.breached': 'sla.p99_breached',
  'disk.high': 'disk.watermark',
  'disk.full': 'disk.watermark',
};

/** Alerts whose beginning also stands in the audit log. */
export const auditedAlerts = {
  async raise(tx: Tx, facts: AlertFacts): Promise<void> {
    const isNew = await alerts.raise(tx, facts);
    const action = AUDITED[facts.code];
    if (isNew && action)
      audit.record(tx, systemActor('watch'), action, { type: 'alert', id: facts.subject ?? '' }, { diff: { code: facts.code, ...facts.data } });
  },
  resolve: (tx: Tx, code: AlertCode, subject?: string): Promise<void> => alerts.resolve(tx, code, subject),
  openSubjects: (tx: Tx, code: AlertCode): Promise<string[]> => alerts.openSubjects(tx, code),
};
