import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import type { Actor, CursorCodec, Id, Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { tradeErrors } from '../trade.errors';
import { outboundErrors } from './outbound.errors';
import { PickDesk, personOf, taken } from './pick-desk';
import type { NextPickTaskQuery, PickTaskDto, PickTaskQuery, ReassignPickDto } from './pick.dto';
import { legalOnTask, mayDoAt, type PickTaskState } from './pick.rules';
import { PickStore, type LockedTask } from './pick.store';
import { asWhole } from './whole-document';

/** Who works on which task. A claim is a lease: it ends by itself, and everybody is told whose it is. */
@Injectable()
export class PickTaskService {
  constructor(
    private readonly store: PickStore,
    private readonly desk: PickDesk,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws trade.sort_unknown, page.cursor_invalid. */
  async list(tx: Tx, actor: Actor, query: PickTaskQuery): Promise<Page<PickTaskDto>> {
    const me = personOf(actor).id;
    const page = await this.store.page(tx, this.cursors, query, me);
    const ids = page.items.map((row) => row.no);
    const rows = ids.length === 0 ? [] : await asWhole(tx, (whole) => this.store.views(whole, ids, me));
    return { ...page, items: rows.map((row) => ({ ...row, legal: legalOnTask(row.state as PickTaskState, row.kind as LockedTask['kind']) })) };
  }

  /** @throws trade.document_not_found */
  async get(tx: Tx, actor: Actor, id: string): Promise<PickTaskDto> {
    return this.show(tx, actor, await this.known(tx, id));
  }

  /** The caller's own tasks first, then along the route. @throws trade.no_task_left. */
  async next(tx: Tx, actor: Actor, query: NextPickTaskQuery): Promise<PickTaskDto> {
    const id = await this.store.next(tx, query, personOf(actor).id);
    if (id === undefined) throw outboundErrors.no_task_left();
    return this.show(tx, actor, id);
  }

  /** Takes the task for ten minutes, or renews the lease. @throws trade.document_not_found | task_taken | invalid_transition. */
  async claim(tx: Tx, actor: Actor, id: string): Promise<PickTaskDto> {
    const no = await this.known(tx, id);
    if (!(await this.store.claim(tx, no, personOf(actor)))) throw refusalOf(await asWhole(tx, (whole) => this.store.lock(whole, no)));
    return this.show(tx, actor, no);
  }

  /** A sign of life: the lease begins anew. @throws what claim throws. */
  heartbeat(tx: Tx, actor: Actor, id: string): Promise<PickTaskDto> {
    return this.claim(tx, actor, id);
  }

  /** Gives the task back; somebody else's with `pick.assign`. @throws trade.document_not_found | task_taken | invalid_transition. */
  async release(tx: Tx, actor: Actor, id: string): Promise<PickTaskDto> {
    const no = await this.known(tx, id);
    const task = await asWhole(tx, (whole) => this.store.lock(whole, no));
    if (task.state !== 'claimed') throw refusalOf(task);
    const isOwn = task.assigneeId === personOf(actor).id;
    if (!isOwn && !task.isLeaseOver && !mayDoAt(actor, 'pick.assign', task)) throw taken(task);
    await this.store.assign(tx, no, null);
    if (!isOwn) this.noteForce(tx, actor, task, null);
    return this.show(tx, actor, no);
  }

  /** A lead gives the task to somebody. @throws trade.document_not_found | assignee_unknown | invalid_transition. */
  async reassign(tx: Tx, actor: Actor, id: string, { username }: ReassignPickDto): Promise<PickTaskDto> {
    const no = await this.known(tx, id);
    const task = await asWhole(tx, (whole) => this.store.lock(whole, no));
    if (legalOnTask(task.state, task.kind).length === 0) throw refusalOf(task);
    const person = await this.store.personOf(tx, username);
    if (!person) throw outboundErrors.assignee_unknown({ username });
    await this.store.assign(tx, no, person);
    this.noteForce(tx, actor, task, username);
    return this.show(tx, actor, no);
  }

  private noteForce(tx: Tx, actor: Actor, task: LockedTask, to: string | null): void {
    audit.record(tx, actor, 'pick.lease_forced', { type: 'pick_task', id: task.publicId }, { diff: { from: task.takenBy, to } });
  }

  private async known(tx: Tx, id: string): Promise<Id> {
    const found = await this.store.find(tx, id);
    if (!found) throw tradeErrors.document_not_found();
    return found.id;
  }

  private show(tx: Tx, actor: Actor, no: Id): Promise<PickTaskDto> {
    return asWhole(tx, (whole) => this.desk.view(whole, actor, no));
  }
}

const refusalOf = (task: LockedTask): Error =>
  task.state === 'claimed' ? taken(task) : tradeErrors.invalid_transition({ state: task.state, legal: legalOnTask(task.state, task.kind) });
