import { existsSync } from 'node:fs';
import { readTable } from './csv';
import { FolderRefused, type Problems } from './problems';
import { tables, type Row } from './tables';

/** One stocked line of a complete purchase order. */
export interface PurchaseLine {
  readonly order: number;
  readonly line: number;
  readonly product: number;
  readonly qty: number;
  readonly price: string;
  readonly date: string;
}

export interface WorkOrder {
  readonly id: number;
  readonly product: number;
  readonly ordered: number;
  readonly stocked: number;
  readonly scrapped: number;
  readonly scrapReason: number | null;
  readonly start: string;
  readonly end: string;
}

/** One line of a shipped sales order: a ledger row with the type S. */
export interface Sale {
  readonly order: number;
  readonly transaction: number;
  readonly product: number;
  readonly qty: number;
  readonly date: string;
}

/** The small files row by row, and of the big ones only what the replay needs: some 30 MB for the whole folder. */
export interface Source {
  readonly units: Row<'units'>[];
  readonly categories: Row<'categories'>[];
  readonly subcategories: Row<'subcategories'>[];
  readonly products: Row<'products'>[];
  readonly locations: Row<'locations'>[];
  readonly inventory: Row<'inventory'>[];
  readonly bills: Row<'bills'>[];
  readonly vendors: Row<'vendors'>[];
  readonly offers: Row<'offers'>[];
  readonly stores: Row<'stores'>[];
  readonly customers: Row<'customers'>[];
  readonly scrapReasons: Row<'scrapReasons'>[];
  readonly purchases: PurchaseLine[];
  readonly workOrders: WorkOrder[];
  readonly sales: Sale[];
}

/** A purchase order that has been received completely; only its lines went to stock. */
const COMPLETE = 4;

/** Reads the folder and checks every row and every reference. What is wrong goes to `problems`; nothing is written anywhere. */
export async function readSource(folder: string, problems: Problems): Promise<Source> {
  if (!existsSync(folder)) throw new FolderRefused(`the folder ${folder} does not exist`);
  const lists = await readLists(folder, problems);
  const check = new References(lists, problems);
  check.masterData(lists);
  const purchases = await readPurchases(folder, check, problems);
  const workOrders = await readWorkOrders(folder, check, problems);
  const sales = await readLedgers(folder, check, problems);
  return { ...lists, purchases, workOrders, sales };
}

type Lists = Omit<Source, 'purchases' | 'workOrders' | 'sales'>;

async function readLists(folder: string, problems: Problems): Promise<Lists> {
  const all = async <N extends keyof Lists>(name: N): Promise<Lists[N]> => {
    const rows: unknown[] = [];
    await readTable(folder, tables[name] as never, problems, (row) => rows.push(row));
    return rows as unknown as Lists[N];
  };
  return {
    units: await all('units'),
    categories: await all('categories'),
    subcategories: await all('subcategories'),
    products: await all('products'),
    locations: await all('locations'),
    inventory: await all('inventory'),
    bills: await all('bills'),
    vendors: await all('vendors'),
    offers: await all('offers'),
    stores: await all('stores'),
    customers: await all('customers'),
    scrapReasons: await all('scrapReasons'),
  };
}

async function readPurchases(folder: string, check: References, problems: Problems): Promise<PurchaseLine[]> {
  const orders = new Map<number, Row<'purchaseOrders'>>();
  await readTable(folder, tables.purchaseOrders, problems, (row) => {
    orders.set(row.PurchaseOrderID, row);
    check.known('vendor', row.VendorID, tables.purchaseOrders.file, row.line);
  });
  check.learn('purchase order', orders.keys());
  const lines: PurchaseLine[] = [];
  await readTable(folder, tables.purchaseLines, problems, (row) => {
    check.known('product', row.ProductID, tables.purchaseLines.file, row.line);
    check.known('purchase order', row.PurchaseOrderID, tables.purchaseLines.file, row.line);
    const order = orders.get(row.PurchaseOrderID);
    if (order?.Status !== COMPLETE || row.StockedQty === 0) return;
    lines.push({
      order: row.PurchaseOrderID,
      line: row.PurchaseOrderDetailID,
      product: row.ProductID,
      qty: row.StockedQty,
      price: row.UnitPrice,
      date: order.OrderDate,
    });
  });
  return lines;
}

async function readWorkOrders(folder: string, check: References, problems: Problems): Promise<WorkOrder[]> {
  const file = tables.workOrders.file;
  const orders: WorkOrder[] = [];
  await readTable(folder, tables.workOrders, problems, (row) => {
    check.known('product', row.ProductID, file, row.line);
    if (row.ScrapReasonID !== null) check.known('scrap reason', row.ScrapReasonID, file, row.line);
    if (row.EndDate < row.StartDate) problems.add(file, row.line, `EndDate ${row.EndDate} is before StartDate ${row.StartDate}`);
    if (row.StockedQty + row.ScrappedQty !== row.OrderQty)
      problems.add(file, row.line, `StockedQty ${row.StockedQty} + ScrappedQty ${row.ScrappedQty} is not OrderQty ${row.OrderQty}`);
    orders.push({
      id: row.WorkOrderID,
      product: row.ProductID,
      ordered: row.OrderQty,
      stocked: row.StockedQty,
      scrapped: row.ScrappedQty,
      scrapReason: row.ScrapReasonID,
      start: row.StartDate,
      end: row.EndDate,
    });
  });
  check.learn(
    'work order',
    orders.map((o) => o.id),
  );
  return orders;
}

async function readLedgers(folder: string, check: References, problems: Problems): Promise<Sale[]> {
  const known: Record<'P' | 'S' | 'W', 'purchase order' | 'sales order' | 'work order'> = { P: 'purchase order', S: 'sales order', W: 'work order' };
  const orders: number[] = [];
  await readTable(folder, tables.salesOrders, problems, (row) => {
    orders.push(row.SalesOrderID);
    check.known('customer', row.CustomerID, tables.salesOrders.file, row.line);
  });
  check.learn('sales order', orders);
  const sales: Sale[] = [];
  const transactions = new Set<number>();
  const shipped = new Map<number, string>();
  for (const source of [tables.archive, tables.ledger]) {
    await readTable(folder, source, problems, (row) => {
      check.known('product', row.ProductID, source.file, row.line);
      check.known(known[row.TransactionType], row.ReferenceOrderID, source.file, row.line);
      if (transactions.has(row.TransactionID)) problems.add(source.file, row.line, `TransactionID ${row.TransactionID} is already in the other ledger file`);
      transactions.add(row.TransactionID);
      if (row.TransactionType !== 'S') return;
      // One sales order leaves as one shipment; rows on two days would be two, and the data has none.
      const date = shipped.get(row.ReferenceOrderID) ?? row.TransactionDate;
      shipped.set(row.ReferenceOrderID, date);
      if (date !== row.TransactionDate)
        problems.add(source.file, row.line, `sales order ${row.ReferenceOrderID} has rows of ${date} and of ${row.TransactionDate}`);
      sales.push({ order: row.ReferenceOrderID, transaction: row.TransactionID, product: row.ProductID, qty: row.Quantity, date: row.TransactionDate });
    });
  }
  return sales;
}

/** Knows the ids of every file and reports a reference that leads nowhere. */
class References {
  private readonly ids = new Map<string, Set<number | string>>();

  constructor(
    lists: Lists,
    private readonly problems: Problems,
  ) {
    const ids: Record<string, readonly (number | string)[]> = {
      unit: lists.units.map((r) => r.UnitMeasureCode),
      category: lists.categories.map((r) => r.ProductCategoryID),
      subcategory: lists.subcategories.map((r) => r.ProductSubcategoryID),
      product: lists.products.map((r) => r.ProductID),
      location: lists.locations.map((r) => r.LocationID),
      vendor: lists.vendors.map((r) => r.BusinessEntityID),
      store: lists.stores.map((r) => r.BusinessEntityID),
      customer: lists.customers.map((r) => r.CustomerID),
      'scrap reason': lists.scrapReasons.map((r) => r.ScrapReasonID),
    };
    for (const [kind, known] of Object.entries(ids)) this.learn(kind, known);
  }

  learn(kind: string, ids: Iterable<number | string>): void {
    this.ids.set(kind, new Set(ids));
  }

  known(kind: string, id: number | string, file: string, line: number): void {
    if (!this.ids.get(kind)?.has(id)) this.problems.add(file, line, `refers to ${kind} ${id}, which does not exist`);
  }

  masterData(lists: Lists): void {
    for (const r of lists.subcategories) this.known('category', r.ProductCategoryID, tables.subcategories.file, r.line);
    for (const r of lists.products) if (r.ProductSubcategoryID !== null) this.known('subcategory', r.ProductSubcategoryID, tables.products.file, r.line);
    for (const r of lists.customers) if (r.StoreID !== null) this.known('store', r.StoreID, tables.customers.file, r.line);
    for (const r of lists.inventory) {
      this.known('product', r.ProductID, tables.inventory.file, r.line);
      this.known('location', r.LocationID, tables.inventory.file, r.line);
    }
    for (const r of lists.offers) {
      this.known('product', r.ProductID, tables.offers.file, r.line);
      this.known('vendor', r.BusinessEntityID, tables.offers.file, r.line);
    }
    for (const r of lists.bills) this.billLine(r);
  }

  private billLine(r: Row<'bills'>): void {
    const { file } = tables.bills;
    if (r.ProductAssemblyID !== null) this.known('product', r.ProductAssemblyID, file, r.line);
    this.known('product', r.ComponentID, file, r.line);
    this.known('unit', r.UnitMeasureCode, file, r.line);
    if (r.PerAssemblyQty === 0) this.problems.add(file, r.line, 'PerAssemblyQty must be above zero');
    if (r.EndDate !== null && r.EndDate < r.StartDate) this.problems.add(file, r.line, `EndDate ${r.EndDate} is before StartDate ${r.StartDate}`);
  }
}
