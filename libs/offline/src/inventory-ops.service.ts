import type { Tx } from '@anwen/database';
import { BalanceQuery, LedgerService, StockService } from '@anwen/inventory';
import { CountTaskService, FinishCountDto, RecordCountDto } from '@anwen/inventory/counting';
import { ConfirmReplenishmentDto, MoveDto, ReceiveTransferDto, ReplenishmentService, TransferService } from '@anwen/inventory/handling';
import { Injectable } from '@nestjs/common';
import { opHandler, type OpHandler } from './op-handler';

/** Work inside the warehouse that may be done offline. */
@Injectable()
export class InventoryOps {
  readonly rows: readonly OpHandler[];

  constructor(stock: StockService, ledger: LedgerService, counts: CountTaskService, transfers: TransferService, replenishment: ReplenishmentService) {
    // What a counter has entered, and never what the book says (I-24): the same view as the counter's own.
    const count = { permission: 'count.entry', idField: 'taskId', status: 200, look: { permission: 'count.read', current: counts.get.bind(counts) } } as const;
    this.rows = [
      opHandler({
        route: 'POST /api/v1/moves',
        ...{ type: 'stock.move', permission: 'transfer.dispatch', idField: null, dto: MoveDto, status: 201 },
        // As MoveService does it, and with the moment: the ledger tells when it was done from when it was booked.
        run: (tx, actor, { body, occurredAt }) =>
          stock.post(tx, actor, { ...body, type: 'transfer', docType: 'move', occurredAt }, { permission: 'transfer.dispatch' }),
        look: { permission: 'stock.read', current: (tx, _actor, _id, body) => balancesOf(ledger, tx, body) },
      }),
      opHandler({
        route: 'POST /api/v1/transfers/{id}/receive',
        ...{ type: 'transfer.receive', permission: 'transfer.receive', idField: 'transferId', dto: ReceiveTransferDto, status: 200 },
        run: (tx, actor, { id, body, occurredAt }) => transfers.receive(tx, actor, id, { ...body, occurredAt }),
        look: { permission: 'transfer.read', current: (tx, _actor, id) => transfers.get(tx, id) },
      }),
      opHandler({
        route: 'POST /api/v1/replenishment-tasks/{id}/confirm',
        ...{ type: 'replenish.confirm', permission: 'replenishment.confirm', idField: 'taskId', dto: ConfirmReplenishmentDto, status: 200 },
        run: (tx, actor, { id, body, occurredAt }) => replenishment.confirm(tx, actor, id, { ...body, occurredAt }),
        look: { permission: 'replenishment.read', current: replenishment.get.bind(replenishment) },
      }),
      opHandler({
        ...count,
        type: 'count.entries',
        route: 'POST /api/v1/count-tasks/{id}/entries',
        dto: RecordCountDto,
        run: (tx, actor, { id, body }) => counts.record(tx, actor, id, body),
      }),
      opHandler({
        ...count,
        type: 'count.finish',
        route: 'POST /api/v1/count-tasks/{id}/finish',
        dto: FinishCountDto,
        run: (tx, actor, { id, body }) => counts.finish(tx, actor, id, body),
      }),
    ];
  }
}

/** Lines of a conflict that are looked at: more than these nobody reads on one screen. */
const LINES_SHOWN = 20;

/** What the places that should give hold now. */
async function balancesOf(ledger: LedgerService, tx: Tx, body: Record<string, unknown>): Promise<unknown> {
  const lines = Array.isArray(body.lines) ? (body.lines as Record<string, unknown>[]).slice(0, LINES_SHOWN) : [];
  const found: unknown[] = [];
  for (const line of lines) {
    if (typeof line?.itemCode !== 'string' || typeof line.fromLocation !== 'string') continue;
    const query = Object.assign(new BalanceQuery(), { itemCode: line.itemCode, location: line.fromLocation });
    found.push(...(await ledger.balances(tx, query)).items);
  }
  return { balances: found };
}
