import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { RoutingStore, type RoutingOperations } from './routing.store';

/** How an item is made: the operations of its one active routing. */
@Injectable()
export class RoutingService {
  constructor(private readonly store: RoutingStore) {}

  /** null: the item has no active routing. */
  async operationsOf(tx: Tx, itemId: Id): Promise<RoutingOperations | null> {
    return (await this.store.activeOf(tx, [itemId])).get(itemId) ?? null;
  }

  /** The same for many items in one statement; items without one are absent. */
  operationsFor(tx: Tx, itemIds: readonly Id[]): Promise<ReadonlyMap<Id, RoutingOperations>> {
    return this.store.activeOf(tx, itemIds);
  }
}
