import type { Tx } from '@anwen/database';
import { StockService, type PostStockDto } from '@anwen/inventory';
import { uuidV5, uuidV7, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { announce, type OutboundNews } from './outbound.events';
import { OperationStore, operationOf } from './operation.store';
import { Backorders } from './backorders';
import type { ShipDto, ShipmentDto, ShortShipDto } from './shipment.dto';
import { shipmentMachine } from './shipment.rules';
import { ShipmentService, subjectOf } from './shipment.service';
import { ShipmentStore, type ShipmentHead, type StageGoods } from './shipment.store';
import { StageGate, type Held } from './stage-gate';
import { asWhole } from './whole-document';

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
    private readonly operations: OperationStore,
    private readonly backorders: Backorders,
    private readonly gate: StageGate,
  ) {}

  /**
   * Everything, or nothing. @throws trade.document_not_found | invalid_transition | not_complete | packages_open | goods_not_usable |
   * stage_differs, operation.duplicate, and what the posting core throws.
   */
  async ship(tx: Tx, actor: Actor, id: string, body: ShipDto): Promise<ShipmentDto> {
    const { head, operation } = await this.begin(tx, actor, id, { verb: 'ship', clientOpId: body.clientOpId });
    await asWhole(tx, async (whole) => {
      const goods = await this.gate.whole(whole, head);
      await this.leave(whole, actor, { head, goods, operation, body });
      await this.backorders.settleOrder(whole, head);
      announce(whole, actor, newsOf(head, goods, 'shipment.shipped'));
    });
    return this.shipments.get(tx, actor, head.publicId);
  }

  /**
   * What is picked leaves; nobody picks the rest any more. It becomes a shipment of its own, or is given up: the order's
   * policy says which. Goods that may not leave are carried home and count as the rest.
   * @throws trade.document_not_found | invalid_transition | nothing_picked | packages_open | package_holds_unusable | goods_not_usable |
   *   lines_refused, operation.duplicate.
   */
  async shortShip(tx: Tx, actor: Actor, id: string, body: ShortShipDto): Promise<ShipmentDto> {
    const { head, operation } = await this.begin(tx, actor, id, { verb: 'short-ship', clientOpId: body.clientOpId });
    await asWhole(tx, async (whole) => {
      await this.backorders.requireReason(whole, actor, body);
      const { goods, sentHome, missing } = await this.gate.short(whole, actor, head);
      await this.leave(whole, actor, { head, goods, operation, body });
      const rest = await this.backorders.make(whole, actor, head);
      const news = newsOf(head, goods, 'shipment.short_shipped');
      const left = { ...(sentHome.length > 0 ? { sentHome } : {}), ...(missing.length > 0 ? { missing } : {}) };
      announce(whole, actor, { ...news, facts: { ...news.facts, ...left, short: true, backorder: rest, reason: body.reasonCode ?? null }, reason: body.note });
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

  /** One posting, or several for more than one may have; their operation ids come from the first, and all locks before it. */
  private async leave(whole: Tx, actor: Actor, { head, goods, operation, body }: Departure): Promise<void> {
    const loads = inLoads(goods);
    if (loads.length > 1) {
      await this.store.lockDeparture(
        whole,
        head.stageId,
        goods.map((g) => g.reservationId),
      );
    }
    const postings: string[] = [];
    for (const [i, load] of loads.entries()) {
      const clientOpId = operation === null ? uuidV7() : i === 0 ? operation : uuidV5(operation, `load:${i}`);
      const posting = { type: 'ship' as const, docType: 'shipment', docRef: head.number, clientOpId, lines: load.map((g) => lineOf(g, head)) };
      postings.push((await this.stock.post(whole, actor, posting, { permission: 'shipment.ship', scopeChecked: true })).id);
    }
    await this.store.setShipped(whole, head.id, { postingId: postings[0]!, carrier: body.carrier ?? null, tracking: body.tracking ?? null });
  }
}

/** A quarter of what the core takes in one posting (2 000 serial numbers): a load is a few hundred milliseconds of work. */
const LOAD_MAX = 500;

/** In the order of the items, which is that of the locks on their values. */
function inLoads(goods: readonly Held[]): Held[][] {
  if (goods.length <= LOAD_MAX) return [[...goods]];
  const sorted = [...goods].sort((a, b) => Number(BigInt(a.itemId) - BigInt(b.itemId)));
  return Array.from({ length: Math.ceil(sorted.length / LOAD_MAX) }, (_, i) => sorted.slice(i * LOAD_MAX, (i + 1) * LOAD_MAX));
}

const lineOf = (g: Held, head: ShipmentHead): PostStockDto['lines'][number] => ({
  itemCode: g.itemCode,
  qty: g.qty,
  fromLocation: head.stageCode,
  reservationId: g.reservationId,
  ...(g.lotCode === null ? {} : { lot: g.lotCode }),
  ...(g.serialCode === null ? {} : { serials: [g.serialCode] }),
});

function newsOf(head: ShipmentHead, goods: readonly StageGoods[], action: 'shipment.shipped' | 'shipment.short_shipped'): OutboundNews {
  return { action, event: 'shipment.shipped.v1', subject: subjectOf(head), facts: { lines: goods.length } };
}
