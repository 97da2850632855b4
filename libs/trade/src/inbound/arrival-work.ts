import { takeNumbers } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { PlaceFacts } from './intake.store';
import { InspectionStore } from './inspection.store';
import { PutawayPlanner } from './putaway-planner';
import type { KeptLine, LockedReceipt } from './receipt.store';

/** A kept line with what decides which work it makes. */
export interface Arrived extends KeptLine {
  readonly itemId: Id;
  readonly qty: string;
  readonly place: PlaceFacts;
  readonly inspect: boolean;
}

/** The work that goods make when they have arrived: inspection for those that wait for it, a way into a bin for the others. */
@Injectable()
export class ArrivalWork {
  constructor(
    private readonly planner: PutawayPlanner,
    private readonly inspections: InspectionStore,
  ) {}

  /** Last of all in its transaction: it takes the warehouse's plan and then document numbers. */
  async open(tx: Tx, receipt: LockedReceipt, lines: readonly Arrived[]): Promise<void> {
    const present = lines.filter((line) => Number(line.qty) > 0);
    await this.putAway(
      tx,
      receipt,
      present.filter((line) => !line.inspect),
    );
    const waiting = present.filter((line) => line.inspect);
    if (waiting.length === 0) return;
    const numbers = await takeNumbers(tx, 'IQ', waiting.length);
    await this.inspections.insert(
      tx,
      receipt,
      waiting.map(({ no, qty }, i) => ({ number: numbers[i]!, lineNo: no, qty })),
    );
  }

  /** Goods that arrived in a storage bin are where they belong. */
  async putAway(tx: Tx, receipt: LockedReceipt, lines: readonly Arrived[]): Promise<void> {
    await this.planner.plan(
      tx,
      lines
        .filter((line) => line.place.kind !== 'storage')
        .map(({ no, itemId, lotId, serialIds, qty, place }) => ({
          receiptId: receipt.no,
          lineId: no,
          warehouseId: receipt.warehouseId,
          zoneId: place.zoneId,
          itemId,
          lotId,
          serialIds,
          qty,
          fromId: place.id,
        })),
    );
  }
}
