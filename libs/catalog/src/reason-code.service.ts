import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor, type Id, type Page } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import { announce, announceMany, diffOf, type ImportOptions } from './catalog.events';
import type { CreateReasonCodeDto, ReasonCodeDto, ReasonCodeListQuery, UpdateReasonCodeDto } from './reason-code.dto';
import { ReasonCodeStore, type ReasonCodeRow } from './reason-code.store';
import { requireVersion, type Edit } from './refusals';

/** Why stock was adjusted, scrapped, held, … A code in use is switched off, never removed. */
@Injectable()
export class ReasonCodeService {
  constructor(
    private readonly store: ReasonCodeStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, actor: Actor, input: ReasonCodeListQuery): Promise<Page<ReasonCodeDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map((row) => present(row, actor)) };
  }

  /** @throws catalog.reason_code_not_found */
  async get(tx: Tx, actor: Actor, id: string): Promise<ReasonCodeDto> {
    const row = await this.store.byPublicId(tx, id);
    if (!row) throw catalogErrors.reason_code_not_found();
    return present(row, actor);
  }

  /** @throws catalog.code_taken */
  async create(tx: Tx, actor: Actor, input: CreateReasonCodeDto): Promise<ReasonCodeDto> {
    const [made] = await this.store.insert(tx, [input]);
    if (!made) throw catalogErrors.code_taken({ code: input.code });
    const subject = { type: 'reason_code', id: made.publicId, code: made.code };
    announce(tx, actor, { action: 'reason_code.changed', event: 'reason_code.created.v1', subject, diff: diffOf(null, input) });
    return this.get(tx, actor, made.publicId);
  }

  /** @throws catalog.reason_code_not_found | http.precondition_failed */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateReasonCodeDto>): Promise<ReasonCodeDto> {
    const before = await this.store.lock(tx, id);
    if (!before) throw catalogErrors.reason_code_not_found();
    requireVersion(rowVersion, present(before, actor));
    await this.store.update(tx, before.id, patch);
    const subject = { type: 'reason_code', id, code: before.code };
    announce(tx, actor, { action: 'reason_code.changed', event: 'reason_code.updated.v1', subject, diff: diffOf(before, patch) });
    return this.get(tx, actor, id);
  }

  /** Loads codes; those that exist stay as they are. Answers code → internal id. */
  async createMany(tx: Tx, actor: Actor, rows: readonly CreateReasonCodeDto[], options: ImportOptions = {}): Promise<ReadonlyMap<string, Id>> {
    const made = await this.store.insert(tx, rows);
    announceMany(tx, actor, made, { type: 'reason_code', action: 'reason_code.changed', event: 'reason_code.created.v1', ...options });
    return this.store.idsByCode(
      tx,
      rows.map((row) => row.code),
    );
  }
}

function present(row: ReasonCodeRow, actor: Actor): ReasonCodeDto {
  const { publicId, code, domain, labelZh, labelEn, needsNote, needsApproval, active, rowVersion } = row;
  return { id: publicId, code, domain, label: actor.locale === 'en' ? labelEn : labelZh, labelZh, labelEn, needsNote, needsApproval, active, rowVersion };
}
