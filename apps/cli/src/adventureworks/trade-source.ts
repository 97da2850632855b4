import { readTable } from './csv';
import type { Problems } from './problems';
import { tables, type Row } from './tables';

/** A line of a purchase order with what became of it; all quantities in whole units. */
export interface OrderedLine {
  readonly id: number;
  readonly product: number;
  readonly ordered: number;
  readonly received: number;
  readonly rejected: number;
  readonly price: string;
  readonly due: string;
}

export interface BoughtOrder {
  readonly id: number;
  readonly vendor: number;
  /** 1 pending, 2 approved, 3 rejected, 4 complete. */
  readonly status: number;
  readonly date: string;
  readonly subTotal: string;
  readonly lines: readonly OrderedLine[];
}

export interface SoldOrder {
  readonly id: number;
  readonly number: string;
  readonly customer: number;
  readonly date: string;
  readonly due: string;
}

/** What buying and selling add to the source of the replay: every order whole, whatever its status. */
export interface TradeSource {
  readonly bought: readonly BoughtOrder[];
  readonly sold: ReadonlyMap<number, SoldOrder>;
}

/** Reads the orders; references were checked by `readSource` before. */
export async function readTrade(folder: string, problems: Problems): Promise<TradeSource> {
  const lines = new Map<number, OrderedLine[]>();
  await readTable(folder, tables.purchaseLines, problems, (row) => {
    complainAboutSums(row, problems);
    const line = {
      id: row.PurchaseOrderDetailID,
      product: row.ProductID,
      ordered: row.OrderQty,
      received: row.ReceivedQty,
      rejected: row.RejectedQty,
      price: row.UnitPrice,
      due: row.DueDate,
    };
    const known = lines.get(row.PurchaseOrderID);
    if (known) known.push(line);
    else lines.set(row.PurchaseOrderID, [line]);
  });
  const bought: BoughtOrder[] = [];
  await readTable(folder, tables.purchaseOrders, problems, (row) => {
    const { PurchaseOrderID: id, VendorID: vendor, Status: status, OrderDate: date, SubTotal: subTotal } = row;
    const own = lines.get(id);
    if (own) requireSum(row, own, problems);
    if (own) bought.push({ id, vendor, status, date, subTotal, lines: own.sort((a, b) => a.id - b.id) });
    else problems.add(tables.purchaseOrders.file, row.line, `purchase order ${id} has no line`);
  });
  const sold = new Map<number, SoldOrder>();
  await readTable(folder, tables.salesOrders, problems, (row) => {
    sold.set(row.SalesOrderID, { id: row.SalesOrderID, number: row.SalesOrderNumber, customer: row.CustomerID, date: row.OrderDate, due: row.DueDate });
  });
  return { bought: bought.sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)) || a.id - b.id), sold };
}

/** Money in ten-thousandths, so that nothing is rounded. */
export const amountOf = ({ ordered, price }: Pick<OrderedLine, 'ordered' | 'price'>): bigint => BigInt(ordered) * BigInt(price.replace('.', ''));

function requireSum({ SubTotal, line }: Row<'purchaseOrders'>, lines: readonly OrderedLine[], problems: Problems): void {
  const sum = lines.reduce((total, one) => total + amountOf(one), 0n);
  if (sum !== BigInt(SubTotal.replace('.', ''))) problems.add(tables.purchaseOrders.file, line, `SubTotal ${SubTotal} is not the sum of its lines`);
}

function complainAboutSums(row: Row<'purchaseLines'>, problems: Problems): void {
  const { OrderQty, ReceivedQty, RejectedQty, StockedQty, line } = row;
  if (ReceivedQty - RejectedQty !== StockedQty)
    problems.add(tables.purchaseLines.file, line, `ReceivedQty ${ReceivedQty} - RejectedQty ${RejectedQty} is not StockedQty ${StockedQty}`);
  if (ReceivedQty > OrderQty) problems.add(tables.purchaseLines.file, line, `ReceivedQty ${ReceivedQty} is more than OrderQty ${OrderQty}`);
}
