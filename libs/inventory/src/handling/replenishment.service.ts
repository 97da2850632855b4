import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { Quantity, isUuid, type Actor, type CursorCodec, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { inventoryErrors } from '../inventory.errors';
import { newestFirst } from '../listing';
import { allocateFefo } from '../stock.rules';
import { StockService } from '../stock.service';
import { operationOf } from './document-step';
import { handlingErrors } from './handling.errors';
import { handlingEvents } from './handling.events';
import { toBring } from './handling.rules';
import { refuseKnown } from './named-things';
import type { ConfirmReplenishmentDto, ReplenishmentRunDto, ReplenishmentTaskDto, ReplenishmentTaskQuery } from './replenishment.dto';
import { ReplenishmentStore, type Need, type NewTask, type ReplenishmentTaskRow, type RuledWarehouse } from './replenishment.store';
import { isMine, personOf, requireFree, stateNow } from './task-lease';

/** What is brought; only the server's own callers (the offline queue) say when it was. */
export interface ConfirmReplenishment extends ConfirmReplenishmentDto {
  readonly occurredAt?: string;
}

type Sources = Awaited<ReturnType<ReplenishmentStore['sources']>>;

/** Keeps picking places filled: who runs low gets a task, who has time brings the goods. */
@Injectable()
export class ReplenishmentService {
  constructor(
    private readonly store: ReplenishmentStore,
    private readonly stock: StockService,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws inventory.sort_unknown, page.cursor_invalid. */
  list(tx: Tx, actor: Actor, query: ReplenishmentTaskQuery): Promise<Page<ReplenishmentTaskDto>> {
    const me = personOf(actor).id;
    return newestFirst(query, {
      name: `replenishment-tasks-${query.mine ? me : ''}`,
      cursors: this.cursors,
      rows: (before) => this.store.list(tx, query, me, before),
      count: () => this.store.count(tx, query, me),
      view: (row) => taskView(row, actor),
    });
  }

  /** @throws inventory.task_not_found. */
  async get(tx: Tx, actor: Actor, id: string): Promise<ReplenishmentTaskDto> {
    const row = isUuid(id) ? await this.store.find(tx, id) : null;
    if (!row) throw handlingErrors.task_not_found();
    return taskView(row, actor);
  }

  /** Looks at all rules of a warehouse. @throws inventory.warehouse_not_found. */
  async run(tx: Tx, actor: Actor, input: { readonly warehouse: string }): Promise<ReplenishmentRunDto> {
    const warehouse = await this.store.warehouse(tx, input.warehouse);
    if (warehouse === null) throw inventoryErrors.warehouse_not_found();
    const done = await this.runIn(tx, warehouse);
    audit.record(tx, actor, 'replenish.created', { type: 'warehouse', id: input.warehouse }, { diff: { ...done } });
    return done;
  }

  /** One run at a time: the rules are held. Needless work goes, places that run low get tasks up to their maximum, from what expires first. */
  async runIn(tx: Tx, { id: warehouseId, publicId, code }: RuledWarehouse): Promise<ReplenishmentRunDto> {
    if ((await this.store.lockRules(tx, warehouseId)) === 0) return { created: 0, cancelled: await this.store.cancelNeedless(tx, warehouseId) };
    const cancelled = await this.store.cancelNeedless(tx, warehouseId);
    const wanting = (await this.store.needs(tx, warehouseId)).map((need) => ({ need, qty: toBring(quantitiesOf(need)) })).filter(({ qty }) => qty.isPositive);
    if (wanting.length === 0) return { created: 0, cancelled };
    const sources = await this.store.sources(tx, warehouseId, [...new Set(wanting.map(({ need }) => need.itemId))]);
    const tasks = plan(wanting, sources);
    if (tasks.length > 0) {
      await this.store.create(tx, tasks);
      outbox.append(tx, {
        type: handlingEvents.replenishmentCreated,
        aggregate: { type: 'warehouse', id: publicId },
        payload: { warehouse: code, tasks: tasks.length },
      });
    }
    return { created: tasks.length, cancelled };
  }

  /** Takes the task for ten minutes; asking again prolongs it. @throws inventory.task_not_found | task_taken | task_closed. */
  async claim(tx: Tx, actor: Actor, id: string): Promise<ReplenishmentTaskDto> {
    await this.take(tx, actor, await this.hold(tx, id));
    return this.get(tx, actor, id);
  }

  /** @throws inventory.task_not_found | task_taken | task_closed. */
  async release(tx: Tx, actor: Actor, id: string): Promise<ReplenishmentTaskDto> {
    const task = await this.hold(tx, id);
    requireFree(task, actor);
    if (isMine(task, actor)) await this.store.release(tx, task.no);
    return this.get(tx, actor, id);
  }

  /** Brings all of it or a part; more than was asked for is welcome too. @throws inventory.task_not_found | task_taken | task_closed, operation.duplicate, and what StockService.post throws. */
  async confirm(tx: Tx, actor: Actor, id: string, input: ConfirmReplenishment): Promise<ReplenishmentTaskDto> {
    const task = await this.hold(tx, id);
    const clientOpId = operationOf(actor, input.clientOpId);
    await refuseKnown(tx, clientOpId, `/api/v1/replenishment-tasks/${id}`);
    await this.take(tx, actor, task);
    const lot = input.lot ?? (task.from?.code === input.fromLocation ? (task.lot ?? undefined) : undefined);
    const how = { ...(lot === undefined ? {} : { lot }), ...(input.serials === undefined ? {} : { serials: input.serials }) };
    const posted = await this.stock.post(
      tx,
      actor,
      {
        type: 'replenish',
        docType: 'replenishment',
        docRef: id,
        clientOpId,
        ...(input.occurredAt === undefined ? {} : { occurredAt: input.occurredAt }),
        lines: [{ itemId: task.item.id, qty: input.qty, fromLocation: input.fromLocation, toLocation: task.to.code, ...how }],
      },
      { permission: 'replenishment.confirm' },
    );
    await this.store.bring(tx, task.no, input.qty, posted.id);
    audit.record(tx, actor, 'replenish.confirmed', { type: 'replenishment_task', id }, { diff: { posting: posted.id, qty: input.qty } });
    return this.get(tx, actor, id);
  }

  private async hold(tx: Tx, id: string): Promise<ReplenishmentTaskRow> {
    const task = isUuid(id) ? await this.store.lock(tx, id) : null;
    if (!task) throw handlingErrors.task_not_found();
    return task;
  }

  private async take(tx: Tx, actor: Actor, task: ReplenishmentTaskRow): Promise<void> {
    requireFree(task, actor);
    await this.store.claim(tx, task.no, personOf(actor));
  }
}

const quantitiesOf = ({ free, underWay, minQty, maxQty }: Need): Parameters<typeof toBring>[0] => ({
  free: Quantity.of(free),
  underWay: Quantity.of(underWay),
  minQty: Quantity.of(minQty),
  maxQty: Quantity.of(maxQty),
});

/** Shares the sources out in the order of the rules; what one rule takes, the next does not get. */
function plan(wanting: readonly { need: Need; qty: Quantity }[], sources: Sources): NewTask[] {
  const left = new Map(sources.map((s) => [s, s.free]));
  return wanting.flatMap(({ need, qty }) => {
    const reachable = sources.filter(
      (s) =>
        s.itemId === need.itemId &&
        s.locationId !== need.locationId &&
        (need.sourceLocationId === null || s.locationId === need.sourceLocationId) &&
        (need.sourceZoneId === null || s.zoneId === need.sourceZoneId),
    );
    const { taken } = allocateFefo(
      reachable.map((s) => ({ ...s, free: left.get(s)!, origin: s })),
      qty,
    );
    for (const { from, qty: part } of taken) left.set(from.origin, left.get(from.origin)!.minus(part));
    return taken.map(({ from, qty: part }) => ({ ruleNo: need.ruleNo, fromLocationId: from.locationId, lotId: from.lotId, qty: part.toString() }));
  });
}

function taskView(row: ReplenishmentTaskRow, actor: Actor): ReplenishmentTaskDto {
  const { no: _no, assigneeId: _who, assigneeName, isLive, leaseUntil, ...shown } = row;
  const isHeld = row.state === 'claimed' && isLive;
  return {
    ...shown,
    state: stateNow(row),
    assignee: isHeld || row.state === 'done' ? assigneeName : null,
    mine: isHeld && isMine(row, actor),
    leaseUntil: isHeld ? leaseUntil : null,
  };
}
