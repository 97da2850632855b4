import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { GenealogyStore, type EdgeRow, type Node } from './genealogy.store';
import { RecallSpread } from './recall-spread.service';
import { tracingErrors } from './tracing.errors';

/** A lot or a serial number, by its internal id. */
export type LotOrSerial = { readonly lotId: Id } | { readonly serialId: Id };

/** `qty` of the parent, in its base unit, went into the child with this posting (its public id). */
export interface GenealogyEdge {
  readonly parent: LotOrSerial;
  readonly child: LotOrSerial;
  readonly qty: string;
  readonly kind: 'split' | 'merge' | 'production';
  readonly posting: string;
  readonly workOrder?: string | null;
}

/**
 * What became of what. Edges are facts like movements: written in the transaction of their posting (L9), never changed; one
 * whose posting is reversed counts as never written.
 */
@Injectable()
export class GenealogyService {
  constructor(
    private readonly store: GenealogyStore,
    private readonly spread: RecallSpread,
  ) {}

  /**
   * First step of a transaction that will link: one at a time, so that two edges cannot close a circle between them and a
   * recall knows every edge that was committed before it. It comes before the posting (order: edges → lots → balances);
   * a posting takes 5–10 ms, so a hundred of these a second remain, and a plant reports a few.
   */
  async claim(tx: Tx): Promise<void> {
    await this.store.takeTurn(tx);
  }

  /**
   * Writes edges. What is made of a recalled lot is held in the same transaction, with everything that came of it.
   * @throws inventory.genealogy_circle
   */
  async link(tx: Tx, actor: Actor, edges: readonly GenealogyEdge[]): Promise<void> {
    if (edges.length === 0) return;
    await this.store.takeTurn(tx);
    const rows = edges.map(rowOf);
    if (rows.some((e) => e.parent === e.child) || (await this.store.closesCircle(tx, rows))) throw tracingErrors.genealogy_circle();
    await this.store.insert(tx, rows);
    await this.spread.follow(tx, actor, rows);
  }
}

/** The number of a lot or serial number in the graph. */
export const nodeOf = (one: LotOrSerial): Node => ('lotId' in one ? one.lotId : `-${one.serialId}`);

const rowOf = ({ parent, child, qty, kind, posting, workOrder }: GenealogyEdge): EdgeRow => ({
  parent: nodeOf(parent),
  child: nodeOf(child),
  qty,
  kind,
  posting,
  workOrder: workOrder ?? null,
});
