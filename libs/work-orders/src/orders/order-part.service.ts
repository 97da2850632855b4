import { dictionary, type AuditAction } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { TraceDto } from '@anwen/inventory/tracing';
import { Quantity, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { asWhole } from '../whole-company';
import { graphOf } from './order-genealogy.rules';
import { OrderGenealogyStore } from './order-genealogy.store';
import type { TimelineDto, TimelineEntryDto, TravelCardsQuery, WorkOrderCostDto, WorkOrderMaterialsDto } from './order-part.dto';
import { OrderPartStore, type TimelineRow } from './order-part.store';
import { OrderViewService } from './order-view.service';
import { drawTravelCards, type CardContent } from './travel-card';
import { WorkOrderStore } from './work-order.store';
import { workOrderErrors } from './work-orders.errors';

/** A shift's worth of orders; more takes longer to draw than a request may last. */
const CARDS = 50;

/** What an order consists of, has cost, and has been through. Who sees the order sees this of it, whole. */
@Injectable()
export class OrderPartService {
  constructor(
    private readonly orders: WorkOrderStore,
    private readonly parts: OrderPartStore,
    private readonly genealogies: OrderGenealogyStore,
    private readonly views: OrderViewService,
  ) {}

  /** The frozen bill and how far it is covered. @throws work_orders.not_found. */
  async materials(tx: Tx, _actor: Actor, key: string): Promise<WorkOrderMaterialsDto> {
    return { items: await this.whole(tx, key, (whole, id) => this.parts.materials(whole, id)) };
  }

  /** What of it is missing. @throws work_orders.not_found. */
  async shortages(tx: Tx, actor: Actor, key: string): Promise<WorkOrderMaterialsDto> {
    const { items } = await this.materials(tx, actor, key);
    return { items: items.filter((m) => Quantity.of(m.missing).isPositive) };
  }

  /** The door asks for the permission to see costs. @throws work_orders.not_found. */
  cost(tx: Tx, _actor: Actor, key: string): Promise<WorkOrderCostDto> {
    return this.whole(tx, key, async (whole, id) => {
      const c = await this.parts.cost(whole, id);
      return {
        standard: { material: c.standardMaterial, time: c.standardTime, total: c.standardTotal },
        actual: { material: c.actualMaterial, time: c.actualTime, total: c.actualTotal },
        variance: { material: c.varianceMaterial, time: c.varianceTime, total: c.varianceTotal },
        perUnit: { standard: c.unitStandard, actual: c.unitActual },
        lines: await this.parts.costLines(whole, id),
      };
    });
  }

  /** Latest first. @throws work_orders.not_found. */
  async timeline(tx: Tx, _actor: Actor, key: string): Promise<TimelineDto> {
    const rows = await this.whole(tx, key, (whole, id) => this.parts.timeline(whole, id));
    return { items: rows.map(entryOf) };
  }

  /** Lots and serial numbers that went in and came out, and which became which. @throws work_orders.not_found. */
  async genealogy(tx: Tx, _actor: Actor, key: string): Promise<TraceDto> {
    const order = await this.orders.find(tx, key);
    if (!order) throw workOrderErrors.not_found();
    return asWhole(tx, async (whole) => {
      const nodes = await this.genealogies.nodes(whole, order.id);
      const made = nodes.filter((n) => n.side === 'out').map((n) => n.node);
      const edges = await this.genealogies.edges(whole, { id: order.id, number: order.number, publicId: order.publicId }, made);
      return graphOf(order, nodes, edges);
    });
  }

  /** The paper that goes with the pieces, with a code for every scan it is good for. @throws work_orders.not_found. */
  async travelCard(tx: Tx, actor: Actor, key: string): Promise<{ fileName: string; content: Buffer }> {
    const card = await this.cardOf(tx, actor, key);
    return { fileName: `${card.order.number}.pdf`, content: await drawTravelCards([card]) };
  }

  /** The papers of several orders in one file, in the order in which they are named. @throws work_orders.not_found | too_many_cards. */
  async travelCards(tx: Tx, actor: Actor, { ids }: TravelCardsQuery): Promise<{ fileName: string; content: Buffer }> {
    const keys = [...new Set(ids.split(',').map((key) => key.trim()))].filter((key) => key !== '');
    if (keys.length === 0) throw workOrderErrors.not_found();
    if (keys.length > CARDS) throw workOrderErrors.too_many_cards({ count: keys.length, most: CARDS });
    const cards: CardContent[] = [];
    for (const key of keys) cards.push(await this.cardOf(tx, actor, key));
    return { fileName: 'travel-cards.pdf', content: await drawTravelCards(cards) };
  }

  private async cardOf(tx: Tx, actor: Actor, key: string): Promise<CardContent> {
    const order = await this.views.get(tx, actor, key);
    return { order, materials: (await this.materials(tx, actor, order.id)).items };
  }

  private async whole<T>(tx: Tx, key: string, work: (whole: Tx, id: Id) => Promise<T>): Promise<T> {
    const id = await this.views.seen(tx, key);
    return asWhole(tx, (whole) => work(whole, id));
  }
}

/** Quantities that an event tells belong into its sentence. */
const TOLD = ['good', 'scrap', 'rework', 'qty'] as const;
const TOLD_ZH: Readonly<Record<(typeof TOLD)[number], string>> = { good: '良品', scrap: '報廢', rework: '重工', qty: '數量' };

function entryOf({ at, kind, reason, by, type, id, diff }: TimelineRow): TimelineEntryDto {
  const { zh, en } = dictionary[kind as AuditAction] ?? { zh: kind, en: kind };
  const told = TOLD.filter((name) => isQuantity(diff?.[name]));
  const numbers = (words: (name: (typeof TOLD)[number]) => string): string => told.map((name) => ` ${words(name)} ${String(diff![name])}`).join('');
  return {
    at: at.toISOString(),
    kind,
    text: { zh: `${zh}${numbers((n) => TOLD_ZH[n])}${reason ? `：${reason}` : ''}`, en: `${en}${numbers((n) => n)}${reason ? `: ${reason}` : ''}` },
    by,
    ref: { type, id },
  };
}

const isQuantity = (value: unknown): boolean => typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) && Number(value) > 0;
