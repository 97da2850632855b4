import { alerts, type AlertCode } from '@anwen/alerts';
import { Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from './owner-database';
import { WATCHED_CODES, WATCH_LIMITS, findingsOf, type Finding, type WatchLimits } from './watch.rules';
import { readServerState } from './watch.store';

/** Looks at what keeps PostgreSQL healthy and keeps the alerts in step with it: raised while it is so, resolved when it is over. */
@Injectable()
export class ServerWatch {
  constructor(
    private readonly database: Database,
    private readonly owner: OwnerDatabase,
  ) {}

  /** Returns how much was found. */
  async look(limits: WatchLimits = WATCH_LIMITS): Promise<number> {
    const state = this.owner.isConfigured
      ? await this.owner.session((owner) => readServerState(owner), { statementTimeoutMs: 10_000 })
      : await this.transaction((tx) => readServerState(tx));
    const findings = findingsOf(state, limits);
    await this.transaction((tx) => this.keepInStep(tx, findings));
    return findings.length;
  }

  private async keepInStep(tx: Tx, findings: readonly Finding[]): Promise<void> {
    const open = await tx.query<{ code: AlertCode; subject: string }>('SELECT code, subject FROM sys_alerts WHERE resolved_at IS NULL AND code = ANY ($1)', [
      WATCHED_CODES,
    ]);
    for (const finding of findings) await alerts.raise(tx, finding);
    for (const { code, subject } of open) if (!findings.some((f) => f.code === code && f.subject === subject)) await alerts.resolve(tx, code, subject);
  }

  private transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('database watch'), scope: ALL_SCOPE }, work);
  }
}
