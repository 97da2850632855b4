import { Injectable } from '@nestjs/common';
import { InventoryOps } from './inventory-ops.service';
import type { OpHandler } from './op-handler';
import { ProductionOps } from './production-ops.service';
import { TradeOps } from './trade-ops.service';

/** Everything that may be done offline. What is not here is not done offline (adjustments, approvals, printing). */
@Injectable()
export class OpTable {
  private readonly handlers: ReadonlyMap<string, OpHandler>;

  constructor(inventory: InventoryOps, trade: TradeOps, production: ProductionOps) {
    this.handlers = new Map([...inventory.rows, ...trade.rows, ...production.rows].map((row) => [row.type, row]));
  }

  find(type: string): OpHandler | undefined {
    return this.handlers.get(type);
  }

  get all(): readonly OpHandler[] {
    return [...this.handlers.values()];
  }
}
