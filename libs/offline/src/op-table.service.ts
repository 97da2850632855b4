import { BalanceQuery, LedgerService, StockService, type PostedDto } from '@anwen/inventory';
import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';
import { opHandler, type OpHandler } from './op-handler';
import { StockMoveDto } from './stock-move.dto';

/** Everything that may be done offline, a row an action. What is not here is not done offline (adjustments, approvals, printing). */
@Injectable()
export class OpTable {
  private readonly handlers: ReadonlyMap<string, OpHandler>;

  constructor(stock: StockService, ledger: LedgerService) {
    const rows: OpHandler[] = [
      opHandler({
        type: 'stock.move',
        permission: 'stock.transfer',
        idField: null,
        dto: StockMoveDto,
        status: 201,
        run: (tx, actor, { body }): Promise<PostedDto> => stock.post(tx, actor, { ...body, type: 'transfer' }),
        look: { permission: 'stock.read', current: (tx, _actor, { body }) => balancesOf(ledger, tx, body) },
      }),
    ];
    this.handlers = new Map(rows.map((row) => [row.type, row]));
  }

  find(type: string): OpHandler | undefined {
    return this.handlers.get(type);
  }

  get types(): readonly string[] {
    return [...this.handlers.keys()];
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
