import type { Tx } from '@anwen/database';
import { GenealogyService, type LotOrSerial } from '@anwen/inventory/tracing';
import { Quantity, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { OrderSettlement } from '../orders/order-settlement';
import type { WorkOrderRow } from '../orders/work-order.store';
import { asWhole } from '../whole-company';
import { EDGES_MAX, spread, unlinked, type Edge, type OutputNode } from './attribution.rules';
import { ConsumptionStore } from './consumption.store';
import type { FloorLine } from './floor.store';
import { need, type Progress } from './need.rules';
import { productionErrors } from './production.errors';

/** What went into an order's output (I-16): linked report by report as far as the pieces need it, the rest when the order is finished. */
@Injectable()
export class GenealogyOfOrder implements OrderSettlement {
  constructor(
    private readonly consumptions: ConsumptionStore,
    private readonly genealogy: GenealogyService,
  ) {}

  /** First step before a posting that will be linked: the turn of the edges comes before stock in the lock order. */
  async claim(whole: Tx, order: WorkOrderRow, lines: readonly FloorLine[]): Promise<boolean> {
    const links = order.item.tracking !== 'none' && lines.some((l) => l.tracking !== 'none');
    if (links) await this.genealogy.claim(whole);
    return links;
  }

  /** Links what the finished pieces need and is not linked yet to the output of one report. @throws production.too_many_parts. */
  async link(
    whole: Tx,
    actor: Actor,
    order: WorkOrderRow,
    made: { lines: readonly FloorLine[]; progress: Progress; outputs: readonly OutputNode[] },
  ): Promise<void> {
    const shares = unlinked(await this.consumptions.nodes(whole, order), limitsOf(made.lines, made.progress));
    const edges = shares.length * made.outputs.length;
    if (edges > EDGES_MAX) throw productionErrors.too_many_parts({ edges, most: EDGES_MAX });
    await this.write(whole, actor, order, spread(shares, made.outputs));
  }

  /**
   * Links everything that is left to all output of the order; what was used for scrap alone belongs to the good pieces, too. An
   * order has to end however many parts it has, so what is too much for one statement goes into several.
   */
  async settle(tx: Tx, actor: Actor, order: WorkOrderRow): Promise<void> {
    if (order.item.tracking === 'none') return;
    await asWhole(tx, async (whole) => {
      await this.genealogy.claim(whole);
      const shares = unlinked(await this.consumptions.nodes(whole, order), new Map());
      if (shares.length > 0) await this.write(whole, actor, order, spread(shares, await this.consumptions.outputs(whole, order.id)));
    });
  }

  /** History keeps more than was used of nothing. @throws production.already_linked. */
  async requireCovered(whole: Tx, order: WorkOrderRow): Promise<void> {
    const nodes = await this.consumptions.nodes(whole, order);
    const over = nodes.find(({ used, linked }) => Quantity.of(linked).compare(Quantity.of(used)) > 0);
    if (over) throw productionErrors.already_linked({ item: over.item, lot: over.name, linked: over.linked, uom: over.uom });
  }

  private async write(whole: Tx, actor: Actor, { number }: WorkOrderRow, edges: readonly Edge[]): Promise<void> {
    const links = edges.map((e) => ({
      ...{ parent: thing(e.parent), child: thing(e.child), qty: e.qty, posting: e.posting },
      ...{ kind: 'production' as const, workOrder: number },
    }));
    for (let at = 0; at < links.length; at += EDGES_MAX) await this.genealogy.link(whole, actor, links.slice(at, at + EDGES_MAX));
  }
}

const thing = (node: string): LotOrSerial => (node.startsWith('-') ? { serialId: node.slice(1) } : { lotId: node });

/** By item: what the finished pieces need of it. A material with a substitute has no limit, because nobody says which of the two went in first. */
function limitsOf(lines: readonly FloorLine[], progress: Progress): ReadonlyMap<Id, Quantity> {
  const free = new Set(lines.filter((l) => l.substituteOf !== null).flatMap((l) => [l.itemId, lines.find((o) => o.id === l.substituteOf)?.itemId ?? l.itemId]));
  const limits = new Map<Id, Quantity>();
  for (const line of lines) {
    if (free.has(line.itemId)) continue;
    limits.set(line.itemId, (limits.get(line.itemId) ?? Quantity.zero).plus(need(line, progress.finished)));
  }
  return limits;
}
