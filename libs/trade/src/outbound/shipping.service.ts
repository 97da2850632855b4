import type { Tx } from '@anwen/database';
import { AllocationService, StockService } from '@anwen/inventory';
import { Quantity, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { outboundErrors } from './outbound.errors';
import { announce, type OutboundNews } from './outbound.events';
import { OperationStore, operationOf } from './operation.store';
import { Backorders } from './backorders';
import { SHIPMENT_LINE } from './shipment-allocation.service';
import type { ShipDto, ShipmentDto, ShortShipDto } from './shipment.dto';
import { isPickedWhole, shipmentMachine } from './shipment.rules';
import { ShipmentService, subjectOf } from './shipment.service';
import { ShipmentStore, type ShipmentHead, type StageGoods } from './shipment.store';
import { asWhole } from './whole-document';

type Held = StageGoods & { readonly reservationId: string };

interface Departure {
  readonly head: ShipmentHead;
  readonly goods: readonly Held[];
  readonly operation: string | null;
  readonly body: ShortShipDto;
}

/** Goods leave the house: one posting for everything that stands ready, exactly what was picked. */
@Injectable()
export class ShippingService {
  constructor(
    private readonly shipments: ShipmentService,
    private readonly store: ShipmentStore,
    private readonly stock: StockService,
    private readonly allocation: AllocationService,
    private readonly operations: OperationStore,
    private readonly backorders: Backorders,
  ) {}

  /** Everything, or nothing. @throws trade.document_not_found | invalid_transition | not_complete | stage_differs, operation.duplicate, and what the posting core throws. */
  async ship(tx: Tx, actor: Actor, id: string, body: ShipDto): Promise<ShipmentDto> {
    const { head, operation } = await this.begin(tx, actor, id, { verb: 'ship', clientOpId: body.clientOpId });
    await asWhole(tx, async (whole) => {
      if (!isPickedWhole(await this.store.lines(whole, head.id))) throw outboundErrors.not_complete();
      const goods = await this.store.holds(whole, head.id);
      requireSame(await this.store.goods(whole, head.id), goods);
      await this.leave(whole, actor, { head, goods, operation, body });
      await this.backorders.settleOrder(whole, head);
      announce(whole, actor, newsOf(head, goods, 'shipment.shipped'));
    });
    return this.shipments.get(tx, actor, head.publicId);
  }

  /**
   * What is picked leaves; nobody picks the rest any more. It becomes a shipment of its own, or is given up: the order's
   * policy says which. @throws trade.document_not_found | invalid_transition | nothing_picked | lines_refused, operation.duplicate.
   */
  async shortShip(tx: Tx, actor: Actor, id: string, body: ShortShipDto): Promise<ShipmentDto> {
    const { head, operation } = await this.begin(tx, actor, id, { verb: 'short-ship', clientOpId: body.clientOpId });
    await asWhole(tx, async (whole) => {
      await this.backorders.requireReason(whole, actor, body);
      const goods = await this.keepPickedAlone(whole, actor, head);
      await this.leave(whole, actor, { head, goods, operation, body });
      const rest = await this.backorders.make(whole, actor, head);
      const news = newsOf(head, goods, 'shipment.short_shipped');
      announce(whole, actor, { ...news, facts: { ...news.facts, short: true, backorder: rest, reason: body.reasonCode ?? null }, reason: body.note });
    });
    return this.shipments.get(tx, actor, head.publicId);
  }

  private async begin(tx: Tx, actor: Actor, id: string, { verb, clientOpId }: { verb: 'ship' | 'short-ship'; clientOpId: string | undefined }) {
    const head = await this.shipments.held(tx, id);
    const operation = operationOf(actor, clientOpId);
    await this.operations.begin(tx, operation, `shipment.${verb}`, `/api/v1/shipments/${head.publicId}`);
    stepOf(shipmentMachine, head.state, verb);
    await asWhole(tx, (whole) => this.backorders.lockOrder(whole, head)); // headers first, stock later
    return { head, operation };
  }

  /**
   * Gives all promises back in one go and takes those of the picked goods anew: locks are then taken once, in order,
   * however many lines and bins there are; the locks keep the goods from everybody else in between.
   */
  private async keepPickedAlone(whole: Tx, actor: Actor, head: ShipmentHead): Promise<Held[]> {
    const picked = await this.store.goods(whole, head.id);
    if (picked.length === 0) throw outboundErrors.nothing_picked();
    await this.backorders.endTasks(whole, head);
    const lines = await this.store.lines(whole, head.id);
    await this.allocation.releaseOwners(
      whole,
      actor,
      SHIPMENT_LINE,
      lines.map((l) => l.publicId),
    );
    const held: Held[] = [];
    for (const line of lines) {
      const goods = picked.filter((g) => g.lineId === line.id);
      const keys = goods.map(({ itemId, lotId, serialId, qty }) => ({ itemId, locationId: head.stageId, lotId, serialId, qty }));
      const ids = await this.allocation.hold(whole, actor, { ownerType: SHIPMENT_LINE, ownerRef: line.publicId }, keys);
      held.push(...goods.map((g, i) => ({ ...g, reservationId: ids[i]! })));
    }
    return held;
  }

  private async leave(whole: Tx, actor: Actor, { head, goods, operation, body }: Departure): Promise<void> {
    const lines = goods.map((g) => ({
      itemCode: g.itemCode,
      qty: g.qty,
      fromLocation: head.stageCode,
      reservationId: g.reservationId,
      ...(g.lotCode === null ? {} : { lot: g.lotCode }),
      ...(g.serialCode === null ? {} : { serials: [g.serialCode] }),
    }));
    const posting = { type: 'ship', docType: 'shipment', docRef: head.number, ...(operation ? { clientOpId: operation } : {}), lines } as const;
    const posted = await this.stock.post(whole, actor, posting as never, { permission: 'shipment.ship', scopeChecked: true });
    await this.store.setShipped(whole, head.id, { postingId: posted.id, carrier: body.carrier ?? null, tracking: body.tracking ?? null });
  }
}

/** What stands ready must be what was picked, key by key: no more, no less, nothing else. */
function requireSame(picked: readonly StageGoods[], held: readonly StageGoods[]): void {
  const sums = new Map<string, Quantity>();
  const add = (goods: readonly StageGoods[], signed: (qty: Quantity) => Quantity): void => {
    for (const g of goods) {
      const key = `${g.lineId}/${g.lotId}/${g.serialId}`;
      sums.set(key, (sums.get(key) ?? Quantity.zero).plus(signed(Quantity.of(g.qty))));
    }
  };
  add(picked, (qty) => qty);
  add(held, (qty) => qty.negated());
  if ([...sums.values()].some((sum) => !sum.isZero)) throw outboundErrors.stage_differs();
}

function newsOf(head: ShipmentHead, goods: readonly StageGoods[], action: 'shipment.shipped' | 'shipment.short_shipped'): OutboundNews {
  return { action, event: 'shipment.shipped.v1', subject: subjectOf(head), facts: { lines: goods.length } };
}
