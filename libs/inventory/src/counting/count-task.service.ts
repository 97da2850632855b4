import { audit } from '@anwen/audit';
import { sqlState, type Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { isUuid, type Actor, type CursorCodec, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { operationOf } from '../handling/document-step';
import { handlingErrors } from '../handling/handling.errors';
import { isMine, personOf, requireFree, stateNow } from '../handling/task-lease';
import { operationErrors } from '../inventory.errors';
import { newestFirst } from '../listing';
import { statusName, statusNumber } from '../stock.rules';
import { CountEntryStore, type EntryToKeep } from './count-entry.store';
import { CountLineStore } from './count-line.store';
import { CountSessionStore, type CountSessionRow } from './count-session.store';
import type { CountEntryInput, CountTaskDto, CountTaskQuery, FinishCountDto, NextCountTaskQuery, RecordCountDto } from './count-task.dto';
import { CountTaskStore, type CountTaskRow, type OwnEntryRow } from './count-task.store';
import { countingErrors } from './counting.errors';
import { addUp, type CountedKey, entryError, isWithinTolerance, needsRecount, readEntry, takesEntries } from './counting.rules';

/**
 * What a counter does: take a place, enter what is there, say that it is done. Nothing that it answers depends on what the
 * book says (I-24): no expected quantity, no sequence, no difference, and no refusal that comes from stock.
 */
@Injectable()
export class CountTaskService {
  constructor(
    private readonly tasks: CountTaskStore,
    private readonly sessions: CountSessionStore,
    private readonly entries: CountEntryStore,
    private readonly lines: CountLineStore,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws inventory.sort_unknown, page.cursor_invalid. */
  list(tx: Tx, actor: Actor, query: CountTaskQuery): Promise<Page<CountTaskDto>> {
    const me = personOf(actor).id;
    return newestFirst(query, {
      name: `count-tasks-${query.mine ? me : ''}`,
      cursors: this.cursors,
      rows: (before) => this.tasks.list(tx, query, me, before),
      count: () => this.tasks.count(tx, query, me),
      view: (row) => taskView(row, actor),
    });
  }

  /** The task in hand, else the nearest free one; nothing when there is no work. @throws inventory.task_not_found. */
  async next(tx: Tx, actor: Actor, query: NextCountTaskQuery): Promise<CountTaskDto> {
    const row = await this.tasks.next(tx, query, personOf(actor).id);
    if (!row) throw handlingErrors.task_not_found();
    return this.view(tx, actor, row);
  }

  /** @throws inventory.task_not_found. */
  async get(tx: Tx, actor: Actor, id: string): Promise<CountTaskDto> {
    return this.view(tx, actor, await this.find(tx, id));
  }

  /** Takes the place for ten minutes; asking again prolongs it. @throws inventory.task_not_found | task_taken | task_closed | count_wrong_session. */
  async claim(tx: Tx, actor: Actor, id: string): Promise<CountTaskDto> {
    await this.take(tx, actor, id);
    return this.get(tx, actor, id);
  }

  /** Gives the place back; what was entered stays for the one who entered it. @throws inventory.task_not_found | task_taken | task_closed. */
  async release(tx: Tx, actor: Actor, id: string): Promise<CountTaskDto> {
    const task = await this.hold(tx, id, 'SHARE');
    requireFree(task, actor);
    if (isMine(task, actor)) await this.tasks.release(tx, task.no);
    return this.get(tx, actor, id);
  }

  /** Adds entries; the same thing entered twice adds. @throws inventory.count_lines_refused (all complaints at once), task_taken, task_closed, count_wrong_session, operation.duplicate. */
  async record(tx: Tx, actor: Actor, id: string, input: RecordCountDto): Promise<CountTaskDto> {
    const operation = operationOf(actor, input.clientOpId);
    const task = await this.inHand(tx, actor, id, { operation, strength: 'SHARE' });
    const read = await this.read(tx, actor, input.entries);
    const context = { task, operation, by: personOf(actor), deviceId: actor.deviceId };
    await this.entries.add(tx, context, read, input.countedAt).catch((error: unknown) => {
      throw sqlState(error) === '23505' ? operationErrors.duplicate() : error;
    });
    audit.record(tx, actor, 'count.entry.recorded', { type: 'count_task', id }, { diff: { entries: read.length } });
    return this.get(tx, actor, id);
  }

  /**
   * Says that the place is counted and that nothing else is there. The last place of a round ends the round.
   * @throws inventory.count_nothing_entered | count_not_empty | task_taken | task_closed | count_wrong_session, operation.duplicate.
   */
  async finish(tx: Tx, actor: Actor, id: string, input: FinishCountDto): Promise<CountTaskDto> {
    const operation = operationOf(actor, input.clientOpId);
    const task = await this.inHand(tx, actor, id, { operation, strength: 'UPDATE' });
    const hasEntries = await this.entries.hasEntries(tx, task);
    if (!hasEntries && !input.empty) throw countingErrors.count_nothing_entered();
    if (hasEntries && input.empty) throw countingErrors.count_not_empty();
    const session = (await this.sessions.find(tx, task.session.id))!;
    await this.entries.imply(tx, { task, operation, by: personOf(actor), deviceId: actor.deviceId }, session.itemIds, input.countedAt);
    await this.settle(tx, session, task);
    await this.tasks.finish(tx, task.no, operation);
    if (!(await this.sessions.hasOpenTasks(tx, session.no))) await this.sessions.setState(tx, session.no, 'review');
    audit.record(tx, actor, 'count.task.finished', { type: 'count_task', id }, { diff: { empty: !hasEntries } });
    return this.get(tx, actor, id);
  }

  /** Adds the visit up and keeps its lines for those who decide. */
  private async settle(tx: Tx, session: CountSessionRow, task: CountTaskRow): Promise<void> {
    const seen = await this.entries.ofTask(tx, task);
    const costs = await this.lines.costs(tx, [...new Set(seen.map((e) => e.itemId))]);
    const buckets = await this.entries.serialBuckets(tx, seen);
    const lines = addUp(seen, costs, buckets).map((line) => ({
      ...line,
      // What nobody knows the cost of is never within a tolerance of value.
      withinTolerance: !line.shifted && isWithinTolerance(line, session) && isWeighable(line, session, costs),
      needsRecount: needsRecount(line, task.round, session),
    }));
    await this.lines.keep(tx, task, lines);
  }

  /** All entries in base units, or all complaints. */
  private async read(tx: Tx, actor: Actor, inputs: readonly CountEntryInput[]): Promise<EntryToKeep[]> {
    const items = new Map((await this.entries.items(tx, [...new Set(inputs.map((e) => e.itemCode))])).map((i) => [i.code, i]));
    const results = inputs.map((input) => readEntry(input, items.get(input.itemCode)));
    const errors = results.flatMap((result, i) => ('code' in result ? [entryError(i, result, actor.locale)] : []));
    if (errors.length > 0) throw countingErrors.count_lines_refused({ errors });
    return results.flatMap((result, i) =>
      'code' in result ? [] : result.map((line) => ({ ...line, status: inputs[i]!.status === undefined ? null : statusNumber(inputs[i]!.status) })),
    );
  }

  /** The task as this person's: taken when it was free. An operation that happened has happened, whoever has the task by now. */
  private async inHand(tx: Tx, actor: Actor, id: string, { operation, strength }: { operation: string; strength: 'SHARE' | 'UPDATE' }): Promise<CountTaskRow> {
    const seen = await this.find(tx, id);
    // Not theirs yet: taking it changes the session too. A share lock that grows would wait for its like for ever.
    const mustTake = !isMine(seen, actor) && seen.state !== 'done';
    const task = await this.hold(tx, id, mustTake ? 'UPDATE' : strength);
    if (task.finishOpId === operation || (await this.entries.isKnown(tx, operation))) {
      throw operationErrors.duplicate({ headers: { Location: `/api/v1/count-tasks/${id}` } });
    }
    if (mustTake) return this.takeHeld(tx, actor, task);
    if (!isMine(task, actor)) {
      requireFree(task, actor);
      throw handlingErrors.task_taken({ takenBy: task.assigneeName ?? '', leaseUntil: task.leaseUntil });
    }
    await this.tasks.claim(tx, task.no, personOf(actor)); // prolongs the lease
    return task;
  }

  private async take(tx: Tx, actor: Actor, id: string): Promise<CountTaskRow> {
    return this.takeHeld(tx, actor, await this.hold(tx, id, 'UPDATE'));
  }

  private async takeHeld(tx: Tx, actor: Actor, task: CountTaskRow): Promise<CountTaskRow> {
    requireFree(task, actor);
    const person = personOf(actor);
    if (!(await this.tasks.claim(tx, task.no, person))) throw handlingErrors.task_taken({ takenBy: task.assigneeName ?? '', leaseUntil: task.leaseUntil });
    const taken = (await this.tasks.find(tx, task.id))!;
    await this.entries.sight(tx, taken);
    const session = (await this.sessions.find(tx, task.session.id))!;
    if (session.state === 'open') await this.sessions.setState(tx, session.no, 'counting');
    return taken;
  }

  /** Session first, then the task: the lock order of all documents. */
  private async hold(tx: Tx, id: string, strength: 'SHARE' | 'UPDATE'): Promise<CountTaskRow> {
    const { session: ref } = await this.find(tx, id);
    const session = await this.sessions.lock(tx, ref.id, strength);
    const task = await this.tasks.lock(tx, id);
    if (!session || !task) throw handlingErrors.task_not_found();
    if (!takesEntries(session.state) && task.state !== 'done') throw countingErrors.count_wrong_session();
    return task;
  }

  private async find(tx: Tx, id: string): Promise<CountTaskRow> {
    const row = isUuid(id) ? await this.tasks.find(tx, id) : null;
    if (!row) throw handlingErrors.task_not_found();
    return row;
  }

  private async view(tx: Tx, actor: Actor, task: CountTaskRow): Promise<CountTaskDto> {
    return { ...taskView(task, actor), entries: (await this.tasks.ownEntries(tx, task, personOf(actor).id)).map(entryView) };
  }
}

function taskView(task: CountTaskRow, actor: Actor): CountTaskDto {
  const { id, session, location, scope, state, round } = task;
  const isHeld = state === 'claimed' && task.isLive;
  const mine = isHeld && isMine(task, actor);
  return {
    id,
    session,
    location,
    scope,
    state: stateNow(task),
    round,
    mine,
    assignee: isHeld || state === 'done' ? task.assigneeName : null,
    leaseUntil: isHeld ? task.leaseUntil : null,
  };
}

const entryView = ({ lot, serial, status, ...shown }: OwnEntryRow): NonNullable<CountTaskDto['entries']>[number] => ({
  ...shown,
  lot: lot || null,
  serial: serial || null,
  status: status === null ? null : statusName(status),
});

const isWeighable = (line: CountedKey, { toleranceValue }: CountSessionRow, costs: ReadonlyMap<string, unknown>): boolean =>
  toleranceValue === null || costs.has(line.itemId) || line.counted.compare(line.expected) === 0;
