import type { Tx } from '@anwen/database';
import { NO_SCOPE, type AppError, type Scope } from '@anwen/kernel';
import type { JobRun } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { importErrors } from './imports.errors';
import { SessionStore, type SessionRow, type SessionState, type StoredRefusal } from './session.store';
import type { ImportTarget } from './target';
import { isRefusal } from './target-writing';
import { ImportTargets } from './targets';

export interface SessionWork {
  readonly session: SessionRow;
  readonly target: ImportTarget;
  readonly scope: Scope;
}

/** What every job of a session begins with and how it ends badly. */
@Injectable()
export class SessionJobs {
  constructor(
    private readonly sessions: SessionStore,
    private readonly targets: ImportTargets,
  ) {}

  /**
   * Runs the work with the requester's rights as they are now. A refusal is kept on the session, which then has the state
   * `after`; trouble of the system leaves it as it is, for the next run.
   */
  // eslint-disable-next-line house/parameter-budget -- the run, whose session, in which state, and the work
  async during(run: JobRun, id: string, state: SessionState, work: (given: SessionWork) => Promise<void>, after: SessionState = 'failed'): Promise<void> {
    const session = await run.transaction(NO_SCOPE, async (tx) => {
      await this.sessions.adopt(tx, id, state, { id: run.jobId, publicId: run.publicId });
      return this.requireMine(tx, run, id);
    });
    if (session.stored !== state) throw importErrors.invalid_transition({ state: session.state });
    try {
      const rollback = state === 'rolling_back';
      const target = rollback ? this.targets.requireRollback(run.actor, session.type) : this.targets.require(run.actor, session.type);
      const scope = run.scopeFor(rollback && target.rollbackPermission ? target.rollbackPermission : target.permission);
      await work({ session, target, scope });
    } catch (error) {
      if (isRefusal(error)) await run.transaction(NO_SCOPE, (tx) => this.sessions.become(tx, session.id, after, { problem: stored(error) }));
      throw error;
    }
  }

  /** The session, when it still waits for this very job. @throws imports.not_found */
  async requireMine(tx: Tx, run: JobRun, id: string, hold = true): Promise<SessionRow> {
    const session = hold ? await this.sessions.lockForJob(tx, id, run.jobId) : await this.sessions.ofJob(tx, id, run.jobId);
    if (!session) throw importErrors.not_found();
    return session;
  }
}

/** A refusal as the session keeps it: in both languages, whoever reads it later. */
export function stored(error: AppError): StoredRefusal {
  const { errors, headers: _headers, ...data } = error.data;
  return { code: error.code, status: error.status, zh: error.text('zh-Hant'), en: error.text('en'), data: { ...data, ...(errors ? { errors } : {}) } };
}
