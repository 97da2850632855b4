import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { canonicalJson } from '@anwen/idempotency';
import { CursorCodec, pageOf, principalOf, uuidV7, type Actor, type HttpAnswer, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { ConflictDetailDto, ConflictDto, ConflictQuery, ConflictResolvedDto, ResolveConflictDto } from './conflict.dto';
import { ConflictStore, type ConflictDetailRow, type ConflictFilter, type ConflictRow } from './conflict.store';
import { opHash, placesIn, storableMoment } from './device-op.rules';
import { DeviceOpStore } from './device-op.store';
import { withinScope } from './narrowed-tx';
import { offlineErrors } from './offline.errors';
import { OpRunner, type OpWork } from './op-runner.service';
import { isBy, isSameWork } from './work-done.rules';

/** What may still be decided about; a rejected one too, for its reason may have gone (a right, a document, a fault of the app). */
const OPEN: readonly string[] = ['conflict', 'quarantined', 'rejected'];

/** The inbox of what a machine must not decide. */
@Injectable()
export class ConflictService {
  constructor(
    private readonly store: ConflictStore,
    private readonly ops: DeviceOpStore,
    private readonly runner: OpRunner,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** Newest first; those that wait for a person unless a state is named. @throws page.cursor_invalid */
  async list(tx: Tx, query: ConflictQuery): Promise<Page<ConflictDto>> {
    const isInbox = query.state === undefined || query.state === 'open';
    const filter: ConflictFilter = {
      states: isInbox ? ['conflict', 'quarantined'] : [query.state!],
      rescuable: isInbox,
      device: query.device ?? null,
      type: query.type ?? null,
    };
    const binding = ['conflicts', filter];
    const before = query.cursor === undefined ? null : this.codec.decode(query.cursor, binding)[0]!;
    const rows = await this.store.list(tx, filter, { before, limit: query.limit + 1 });
    const page = pageOf(rows, query.limit, (last) => this.codec.encode([last.no], binding), present);
    if (!query.withTotal) return page;
    const total = await this.store.count(tx, filter);
    return total > 10_000 ? { ...page, total: 10_000, totalIsEstimate: true } : { ...page, total };
  }

  /** What the device sent, what the server said, and how things stand now. @throws offline.conflict_not_found, also outside the scope */
  async get(tx: Tx, actor: Actor, id: string): Promise<ConflictDetailDto> {
    const row = await this.require(tx, id);
    const body = row.body === null ? null : (JSON.parse(row.body) as Record<string, unknown>);
    return {
      ...present(row),
      body,
      problem: row.answer === null ? null : (JSON.parse(row.answer) as object),
      current: body === null ? null : ((await this.runner.look(tx, actor, { opId: row.id, type: row.type, body })) as object | null),
      postingId: body === null ? null : await this.postingOf(tx, row, body),
    };
  }

  /**
   * Carries the operation out now, as the person who decides and with that person's right to do it, or discards it. Once.
   * @throws offline.conflict_not_found | not_open | body_emptied, and what the operation throws: then it stays open
   */
  async resolve(tx: Tx, actor: Actor, id: string, input: ResolveConflictDto): Promise<ConflictResolvedDto> {
    await this.require(tx, id);
    await this.store.lock(tx, id);
    // A second look: the decision that we waited for is visible now.
    const row = await this.require(tx, id);
    if (!OPEN.includes(row.state)) throw offlineErrors.not_open({ state: row.state, appliedAs: row.appliedAs });
    const applied = input.action === 'apply' ? await this.apply(tx, actor, row, input) : undefined;
    const state = applied ? 'resolved' : 'discarded';
    await this.store.settle(tx, id, { state, appliedAs: applied?.opId ?? null, by: actor.name, reason: input.reason });
    const diff = { type: row.type, state: [row.state, state], ...(applied ? { appliedAs: applied.opId, edited: input.body !== undefined } : {}) };
    audit.record(tx, actor, applied ? 'device.op.resolved' : 'device.op.discarded', { type: 'device_op', id }, { diff, reason: input.reason });
    const now = await this.require(tx, id);
    return { ...present(now), result: applied?.answer.body ? (JSON.parse(applied.answer.body) as object) : null };
  }

  /** Also of one that is still open: then its work was done by the action's own route, and applying it would be refused. */
  private async postingOf(tx: Tx, row: ConflictDetailRow, body: Record<string, unknown>): Promise<string | null> {
    const done = await this.ops.effectOf(tx, row.reusedOpId ?? row.id);
    if (!done) return null;
    const isItsOwn = row.appliedAs !== null || (isBy(done, row) && isSameWork({ body, document: this.runner.documentOf({ type: row.type, body }) }, done));
    return isItsOwn ? done.postingId : null;
  }

  /**
   * Kept as an operation of its own: the first one stays what it was. But done under the id that the device gave it, so that work
   * which has come home through the action's own route meanwhile is refused as done (operation.duplicate).
   */
  private async apply(tx: Tx, actor: Actor, row: ConflictDetailRow, input: ResolveConflictDto): Promise<{ opId: string; answer: HttpAnswer }> {
    if (row.body === null && input.body === undefined) throw offlineErrors.body_emptied();
    const { clientOpId: _old, ...body } = input.body ?? (JSON.parse(row.body!) as Record<string, unknown>);
    const work: OpWork = { opId: row.reusedOpId ?? row.id, type: row.type, occurredAt: row.occurredAt.toISOString(), body };
    const acting: Actor = { ...actor, idempotencyKey: work.opId };
    const answer = await withinScope(tx, this.runner.scopeOf(actor, row.type), (narrowed) => this.runner.run(narrowed, acting, work));
    const opId = uuidV7();
    this.ops.keep(tx, acting, {
      ...work,
      opId,
      occurredAt: storableMoment(work.occurredAt),
      document: this.runner.documentOf(work),
      lane: principalOf(actor),
      seq: 0,
      bodyHash: opHash(work),
      body: canonicalJson(body),
      places: placesIn(body),
      result: 'applied',
      status: answer.status,
      answer: answer.body,
    });
    return { opId, answer };
  }

  private async require(tx: Tx, id: string): Promise<ConflictDetailRow> {
    const row = await this.store.find(tx, id);
    if (!row || row.state === 'applied') throw offlineErrors.conflict_not_found();
    return row;
  }
}

function present(row: ConflictRow): ConflictDto {
  const { id, state, type, operator, device, seq, status, problemCode, reusedOpId, appliedAs, resolvedBy, resolution } = row;
  return {
    ...{ id, state, type, operator, device, seq, status, problemCode },
    occurredAt: row.occurredAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    ...{ reusedOpId, appliedAs, resolvedBy },
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    resolution,
  };
}
