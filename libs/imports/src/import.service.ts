import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { outbox, type StagedJob } from '@anwen/outbox';
import { ObjectStorage } from '@anwen/storage';
import { Injectable } from '@nestjs/common';
import type { ImportSessionDto } from './imports.dto';
import { importCommitJob, importRollbackJob, importValidateJob } from './imports.events';
import { RollbackService } from './rollback.service';
import { RowStore } from './row.store';
import { requireChangeable, requireCommittable, requireMapped, requireRevertible } from './session.rules';
import { requireUploadedFile } from './session-file';
import { ImportSessionService } from './session.service';
import { SessionStore, type SessionRow, type SessionState } from './session.store';
import { ImportTargets } from './targets';

/** The three steps that a worker takes: dry run, commit, taking back. Each is staged with the session's change of state, or neither is. */
@Injectable()
export class ImportService {
  constructor(
    private readonly own: ImportSessionService,
    private readonly sessions: SessionStore,
    private readonly rows: RowStore,
    private readonly targets: ImportTargets,
    private readonly rollbacks: RollbackService,
    private readonly storage: ObjectStorage,
  ) {}

  /** @throws imports.invalid_transition | mapping_incomplete | target_not_permitted | file_expired */
  async validate(tx: Tx, actor: Actor, id: string): Promise<ImportSessionDto> {
    const session = await this.own.hold(tx, actor, id);
    const target = this.targets.require(actor, session.type);
    requireChangeable(session, (await this.rows.counts(tx, session.id)).applied);
    requireMapped(target, this.targets.columns(actor, target), session);
    await requireUploadedFile(this.storage, session.storageKey);
    const job = await outbox.stage(tx, importValidateJob, { session: id });
    return this.handOver(tx, actor, session, 'validating', job);
  }

  /** @throws imports.invalid_transition | rows_with_errors | nothing_to_import | target_not_permitted */
  async commit(tx: Tx, actor: Actor, id: string): Promise<ImportSessionDto> {
    const session = await this.own.hold(tx, actor, id);
    requireCommittable(session, this.targets.require(actor, session.type));
    const job = await outbox.stage(tx, importCommitJob, { session: id });
    return this.handOver(tx, actor, session, 'committing', job);
  }

  /** @throws imports.invalid_transition | rollback_blocked with the blockers | target_not_permitted */
  async rollback(tx: Tx, actor: Actor, id: string): Promise<ImportSessionDto> {
    const session = await this.own.hold(tx, actor, id);
    const target = this.targets.requireRollback(actor, session.type);
    const rows = await this.rows.applied(tx, session.id);
    requireRevertible(session, rows.length);
    await this.rollbacks.requireUntouched(tx, target, rows, actor.locale);
    const job = await outbox.stage(tx, importRollbackJob, { session: id });
    return this.handOver(tx, actor, session, 'rolling_back', job);
  }

  // eslint-disable-next-line house/parameter-budget -- whose session becomes what, with which job
  private async handOver(tx: Tx, actor: Actor, session: SessionRow, state: SessionState, job: StagedJob): Promise<ImportSessionDto> {
    await this.sessions.handOver(tx, session.id, state, job);
    return this.own.get(tx, actor, session.publicId);
  }
}
