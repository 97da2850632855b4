import type { Readable } from 'node:stream';
import { audit, recordApart } from '@anwen/audit';
import { Database, type Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { AppError, CursorCodec, NO_SCOPE, OncePer, pageOf, principalOf, type Actor, type Id, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { CounterStore, EXPORT_POLICY, type Verdict } from '@anwen/rate-limit';
import { ObjectStorage } from '@anwen/storage';
import { Inject, Injectable } from '@nestjs/common';
import { textIn } from './access.rules';
import type { CreateExportDto, ExportDto, ExportQuery } from './export.dto';
import { requireRights } from './export-rights.rules';
import { ExportStore, type ExportRow } from './export.store';
import { readParams } from './params.rules';
import { findReport } from './report-catalogue';
import { requireAccess } from './report.service';
import { reportErrors } from './reports.errors';
import { EXPORT_PURGE, EXPORT_RUN } from './reports.events';

export interface Download {
  readonly content: Readable;
  readonly fileName: string;
  /** The same in plain ASCII, for old programs. */
  readonly plainName: string;
  readonly contentType: string;
  readonly bytes: number;
}

/** Whoever is refused in a loop must not fill the audit. */
const NOTE_EVERY_MS = 60_000;

/** Exports of one person: asking for them, finding them again, taking the file. */
@Injectable()
export class ExportService {
  private readonly refusals = new OncePer(NOTE_EVERY_MS);

  constructor(
    private readonly database: Database,
    private readonly store: ExportStore,
    private readonly storage: ObjectStorage,
    private readonly counters: CounterStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /**
   * Stages the job that makes the file. The share of the hour is taken last, so that neither a refused wish nor a repeat
   * with the same key costs one. @throws reports.report_not_found | reports.params_invalid | queue.full | rate_limit.exceeded
   */
  async create(tx: Tx, actor: Actor, input: CreateExportDto): Promise<{ body: ExportDto; verdict: Verdict }> {
    const { definition } = requireAccess(input.report, actor);
    const params = readParams(definition.params, input.params ?? {});
    const locale = input.locale ?? actor.locale;
    const made = await this.store.insert(tx, { userId: userOf(actor), report: definition.key, format: input.format, params, locale });
    const job = await outbox.stage(tx, EXPORT_RUN, { exportId: made.publicId });
    await this.store.noteJob(tx, made.id, job);
    audit.record(tx, actor, 'export.requested', { type: 'export', id: made.publicId }, { diff: { report: definition.key, format: input.format, params } });
    const row = (await this.store.one(tx, made.publicId, actor.userId))!;
    // What can still fail shall fail before a share is taken for it.
    await tx.flush();
    return { body: view(row, actor.locale), verdict: await this.takeShare(actor) };
  }

  /** When its transaction did not commit, the wish has cost nothing. */
  async giveBack(actor: Actor): Promise<void> {
    await this.counters.giveBack(EXPORT_POLICY, principalOf(actor));
  }

  async list(tx: Tx, actor: Actor, { limit, cursor }: ExportQuery): Promise<Page<ExportDto>> {
    const binding = ['exports', actor.userId];
    const [before = null] = cursor === undefined ? [] : this.codec.decode(cursor, binding);
    const rows = await this.store.ofUser(tx, userOf(actor), { before, limit: limit + 1 });
    return pageOf(
      rows,
      limit,
      (last) => this.codec.encode([last.id], binding),
      (row) => view(row, actor.locale),
    );
  }

  /** @throws reports.export_not_found, also for somebody else's. */
  async get(tx: Tx, actor: Actor, id: string): Promise<ExportDto> {
    return view(await this.require(tx, actor, id), actor.locale);
  }

  /** It leaves the list now, and its file with a job of its own. @throws reports.export_not_found */
  async delete(tx: Tx, actor: Actor, id: string): Promise<void> {
    const row = await this.require(tx, actor, id);
    await this.store.markDeleted(tx, row.id);
    await outbox.stage(tx, EXPORT_PURGE, { exportId: row.publicId }, { dedupeKey: `export.purge:${row.publicId}` });
  }

  /**
   * The file for its owner, who must still have the rights that went into it. What leaves the house is in the audit before
   * its first byte does. @throws reports.export_not_found | export_not_ready | export_expired | scope_changed | storage.object_missing
   */
  async download(actor: Actor, id: string): Promise<Download> {
    const row = await this.database.read({ actor, scope: NO_SCOPE }, (tx) => this.require(tx, actor, id));
    if (row.state === 'expired') throw reportErrors.export_expired();
    if (row.state !== 'ready') throw reportErrors.export_not_ready();
    requireRights(row, actor);
    const content = await this.storage.get(row.fileKey!);
    try {
      await this.database.transaction({ actor, scope: NO_SCOPE }, async (tx) =>
        audit.record(
          tx,
          actor,
          'export.downloaded',
          { type: 'export', id: row.publicId },
          { diff: { report: row.report, rows: row.rows, withCost: row.withCost } },
        ),
      );
    } catch (error) {
      content.destroy();
      throw error;
    }
    const plainName = `${row.report.replace('.', '-')}.${row.format}`;
    return { content, fileName: row.fileName!, plainName, contentType: row.contentType!, bytes: Number(row.bytes) };
  }

  private async require(tx: Tx, actor: Actor, id: string): Promise<ExportRow> {
    const row = actor.userId === null ? undefined : await this.store.one(tx, id, actor.userId);
    if (!row) throw reportErrors.export_not_found();
    return row;
  }

  private async takeShare(actor: Actor): Promise<Verdict> {
    const who = principalOf(actor);
    try {
      return await this.counters.require(EXPORT_POLICY, who);
    } catch (error) {
      if (error instanceof AppError && error.status === 429 && this.refusals.isDue(who))
        await recordApart(this.database, actor, 'ratelimit.exceeded', { subject: { type: 'rate_limit', id: EXPORT_POLICY.name }, diff: { who } });
      throw error;
    }
  }
}

/** A key's exports are its person's; a device belongs to nobody. @throws reports.person_needed */
function userOf(actor: Actor): Id {
  if (actor.userId === null) throw reportErrors.person_needed();
  return actor.userId;
}

function view(row: ExportRow, locale: string): ExportDto {
  const definition = findReport(row.report);
  return {
    id: row.publicId,
    jobId: row.jobId,
    report: row.report,
    title: definition ? textIn(definition.title, locale) : row.report,
    format: row.format,
    state: row.state,
    fileName: row.fileName,
    bytes: row.bytes === null ? null : Number(row.bytes),
    rows: row.rows === null ? null : Number(row.rows),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}
