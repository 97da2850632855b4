import type { Tx } from '@anwen/database';
import { inventoryErrors } from '@anwen/inventory';
import { Quantity, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { refuse } from '../line-complaints';
import { reasonComplaint } from './line-reading';
import { outboundErrors } from './outbound.errors';
import { announce, type OutboundNews } from './outbound.events';
import { PartiesStore, type VisiblePlace } from './parties.store';
import { PickDesk, type TaskInHand } from './pick-desk';
import type { ConfirmPickDto, PickTaskDto, ShortPickDto, SubstitutePickDto } from './pick.dto';
import { PickExchange, foundIn } from './pick-exchange';
import { PickGoods } from './pick-goods';
import { mayDoAt } from './pick.rules';
import { PickStore, type LockedTask } from './pick.store';

interface NamedPlace {
  readonly code: string;
  readonly found: VisiblePlace | undefined;
}

/** When it was done; only the server's own callers (the offline queue) say so. */
interface Done {
  readonly occurredAt?: string;
}

/** The hands of the warehouse: what happens at the bin. */
@Injectable()
export class PickService {
  constructor(
    private readonly desk: PickDesk,
    private readonly goods: PickGoods,
    private readonly exchange: PickExchange,
    private readonly parties: PartiesStore,
    private readonly store: PickStore,
  ) {}

  /**
   * All that is left of the task, or a part of it; the scan must be what the task says.
   * @throws trade.document_not_found | task_taken | invalid_transition | wrong_place | wrong_lot | wrong_serial | more_than_open,
   *   operation.duplicate, and what the posting core throws (a lot held meanwhile, I-18).
   */
  async confirm(tx: Tx, actor: Actor, id: string, body: ConfirmPickDto & Done): Promise<PickTaskDto> {
    const place = await this.named(tx, body.location);
    return this.desk.work(tx, actor, { id, kind: 'pick.confirm', clientOpId: body.clientOpId, occurredAt: body.occurredAt }, async (whole, hand) => {
      requireScan(hand.task, body);
      const qty = quantityOf(hand, body.qty);
      const to = await this.move(whole, actor, hand, { qty, place });
      await this.desk.settle(whole, hand.head);
      const facts = { ...factsOf(hand), qty: qty.toString(), to };
      announce(whole, actor, { action: 'pick.confirmed', event: 'pick.confirmed.v1', subject: subjectOf(hand), facts });
    });
  }

  /**
   * Not everything was there. What was found is picked; the rest is looked for elsewhere, and what is nowhere stays short.
   * The bin is reported, so that somebody counts it. @throws what confirm throws, trade.lines_refused for the reason.
   */
  short(tx: Tx, actor: Actor, id: string, body: ShortPickDto & Done): Promise<PickTaskDto> {
    return this.desk.work(tx, actor, { id, kind: 'pick.short', clientOpId: body.clientOpId, occurredAt: body.occurredAt }, async (whole, hand) => {
      const reasonId = await this.reasonOf(whole, actor, body);
      const picked = Quantity.of(body.pickedQty);
      const rest = hand.left.minus(picked);
      if (rest.isZero) throw outboundErrors.nothing_short({ open: hand.left.toString() });
      if (!rest.isPositive) throw outboundErrors.more_than_open({ open: hand.left.toString() });
      const instead = await this.exchange.takeElsewhere(whole, actor, hand, rest);
      if (picked.isPositive) await this.move(whole, actor, hand, { qty: picked, place: null });
      await this.exchange.giveUp(whole, actor, hand.task, Quantity.of(hand.task.pickedQty).plus(picked));
      await this.exchange.addTasks(whole, hand, instead);
      await this.store.end(whole, hand.task.id, 'short', { reasonId, note: body.note ?? null });
      await this.desk.settle(whole, hand.head);
      const found = foundIn(instead);
      const facts = { ...factsOf(hand), picked: body.pickedQty, missing: rest.toString(), elsewhere: found.toString(), reason: body.reasonCode };
      announce(whole, actor, { action: 'pick.short', event: 'pick.short_reported.v1', subject: subjectOf(hand), facts, reason: body.note });
    });
  }

  /**
   * A lead lets the rest be fetched from another place or lot. A lot that expires later than the one it stands in for needs
   * `fefo.override`. @throws trade.document_not_found | invalid_transition | lines_refused, inventory.insufficient_stock.
   */
  async substitute(tx: Tx, actor: Actor, id: string, body: SubstitutePickDto): Promise<PickTaskDto> {
    const named = await this.named(tx, body.location);
    return this.desk.work(tx, actor, { id, kind: 'pick.substitute', force: true }, async (whole, hand) => {
      const { task, head } = hand;
      const reasonId = await this.reasonOf(whole, actor, body);
      const place = named?.found?.warehouseId === head.warehouseId ? named.found : undefined;
      const lotId = body.lot === undefined ? undefined : await this.store.lotIdOf(whole, task.itemId, body.lot);
      refuse(actor, [
        ...(place ? [] : [{ pointer: '/location', code: 'reference_unknown', params: { value: body.location } } as const]),
        ...(body.lot !== undefined && lotId === undefined ? [{ pointer: '/lot', code: 'reference_unknown', params: { value: body.lot } } as const] : []),
        ...(task.kind === 'pick' ? [] : [{ pointer: '/location', code: 'location_refused', params: { value: body.location } } as const]),
      ]);
      const instead = await this.exchange.takeAt(whole, actor, hand, { locationId: place!.id, ...(lotId === undefined ? {} : { lotId }) });
      const overtakes = await this.store.expiresLater(
        whole,
        instead.flatMap((a) => a.parts).map((p) => p.lotId),
        task.expiresOn,
      );
      if (overtakes && !mayDoAt(actor, 'fefo.override', place!)) throw inventoryErrors.type_not_permitted({ type: 'fefo.override' });
      await this.exchange.giveUp(whole, actor, task, Quantity.of(task.pickedQty));
      await this.exchange.addTasks(whole, hand, instead);
      await this.store.end(whole, task.id, 'short', { reasonId, note: body.note ?? null });
      await this.desk.settle(whole, head);
      const facts = { ...factsOf(hand), substitute: body.location, lot: body.lot ?? null, qty: hand.left.toString(), reason: body.reasonCode };
      announce(whole, actor, { action: overtakes ? 'fefo.overridden' : 'pick.substituted', subject: subjectOf(hand), facts, reason: body.note });
    });
  }

  /** Answers the code of the place that the goods went to. */
  private async move(whole: Tx, actor: Actor, hand: TaskInHand, { qty, place }: { qty: Quantity; place: NamedPlace | null }): Promise<string> {
    const { task } = hand;
    if (task.kind === 'pick') {
      await this.goods.take(whole, actor, hand, qty.toString());
      return task.toCode;
    }
    // The task's own goal may lie outside the caller's scope; a place that he names himself may not.
    const to = place?.code ?? task.toCode;
    const isFit = to === task.toCode ? await this.parties.placeIn(whole, hand.head.warehouseId, to) : place?.found?.warehouseId === hand.head.warehouseId;
    if (!isFit) refuse(actor, [{ pointer: '/location', code: 'reference_unknown', params: { value: to } }]);
    await this.goods.putBack(whole, actor, hand, { qty: qty.toString(), to });
    return to;
  }

  /** A place by the name that the caller gave, as far as his scope reaches. */
  private async named(tx: Tx, code: string | undefined): Promise<NamedPlace | null> {
    return code === undefined ? null : { code, found: await this.parties.visiblePlace(tx, code) };
  }

  private async reasonOf(whole: Tx, actor: Actor, { reasonCode: code, note }: Pick<ShortPickDto, 'reasonCode' | 'note'>): Promise<string> {
    const reason = (await this.parties.reasons(whole, [code])).get(code);
    const complaint = reasonComplaint(reason, { domain: 'short_pick', note, at: '', code });
    if (complaint) refuse(actor, [complaint]);
    return reason!.id;
  }
}

/** Compares what was scanned with what the task says; what was not scanned is believed. */
function requireScan(task: LockedTask, { location, lot, serials }: ConfirmPickDto): void {
  if (task.kind === 'pick' && location !== undefined && location !== task.fromCode) {
    throw outboundErrors.wrong_place({ expected: task.fromCode, scanned: location });
  }
  if (lot !== undefined && lot !== task.lotCode) throw outboundErrors.wrong_lot({ expected: task.lotCode ?? '-', scanned: lot });
  const wrong = serials?.find((serial) => serial !== task.serialCode);
  if (wrong !== undefined) throw outboundErrors.wrong_serial({ expected: task.serialCode ?? '-', scanned: wrong });
}

function quantityOf({ left }: TaskInHand, given: string | undefined): Quantity {
  const qty = given === undefined ? left : Quantity.of(given);
  if (qty.compare(left) > 0) throw outboundErrors.more_than_open({ open: left.toString() });
  return qty;
}

const subjectOf = ({ head, task }: TaskInHand): OutboundNews['subject'] => ({ type: 'pick_task', id: task.publicId, number: head.number });
const factsOf = ({ head, task }: TaskInHand): Record<string, unknown> => ({
  shipment: head.publicId,
  kind: task.kind,
  item: task.itemCode,
  from: task.fromCode,
  ...(task.lotCode === null ? {} : { lotFrom: task.lotCode }),
});
