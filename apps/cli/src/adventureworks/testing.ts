import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How many work orders the cut has; every one has an issue, a production and a sale. */
export const WORK_ORDERS = 30;

const day = (n: number): string => new Date(Date.UTC(2013, 0, 1 + n)).toISOString().slice(0, 10);
const csv = (header: string, rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;
const numbers = Array.from({ length: WORK_ORDERS }, (_, i) => i + 1);

/**
 * A factory in the form of the AdventureWorks folder, made up here: a lamp (1) of a frame (2) and paint (3, in ounces).
 * From 2013-01-16 on a lamp takes three ounces instead of two. Work order 5 scraps one lamp of ten.
 */
export const cut: Readonly<Record<string, string>> = {
  'unit_measure.csv': csv('UnitMeasureCode,Name', ['EA,Each', 'OZ,Ounces']),
  'product_category.csv': csv('ProductCategoryID,Name', ['1,Lamps']),
  'product_subcategory.csv': csv('ProductSubcategoryID,ProductCategoryID,Name', ['1,1,"Lamps, small"']),
  'product.csv': csv('ProductID,Name,ProductNumber,MakeFlag,FinishedGoodsFlag,SafetyStockLevel,StandardCost,ProductSubcategoryID', [
    '1,"Lamp, red",LA-1,true,true,5,20.0000,1',
    '2,Frame,FR-1,false,false,100,0.0000,',
    '3,Paint,PT-1,false,false,60,0.0000,',
  ]),
  'location.csv': csv('LocationID,Name,CostRate,Availability', ['1,Tool Crib,0.0000,0.00', '10,Assembly,12.5000,40.00']),
  'product_inventory.csv': csv('ProductID,LocationID,Shelf,Bin,Quantity', ['1,1,A,1,7', '2,10,N/A,0,40', '3,1,A,2,0']),
  'bill_of_materials.csv': csv('BillOfMaterialsID,ProductAssemblyID,ComponentID,StartDate,EndDate,UnitMeasureCode,PerAssemblyQty', [
    '1,,1,2012-01-01,,EA,1.00',
    '2,1,2,2012-01-01,,EA,1.00',
    '3,1,3,2012-01-01,2013-01-15,OZ,2.00',
    '4,1,3,2013-01-16,,OZ,3.00',
  ]),
  'vendor.csv': csv('BusinessEntityID,AccountNumber,Name,ActiveFlag', ['50,FRAMES01,Frames & Sons,true', '51,OLD01,Gone Ltd.,false']),
  'product_vendor.csv': csv('ProductID,BusinessEntityID,StandardPrice', ['2,50,4.5000']),
  'store.csv': csv('BusinessEntityID,Name', ['70,Light House']),
  'customer.csv': csv('CustomerID,StoreID,AccountNumber', ['900,70,AW900', '901,,AW901']),
  'scrap_reason.csv': csv('ScrapReasonID,Name', ['1,Colour wrong']),
  'purchase_order_header.csv': csv('PurchaseOrderID,Status,VendorID,OrderDate,SubTotal', [
    `1,4,50,${day(3)},426.0000`,
    `2,1,50,${day(4)},38.2500`,
    `3,3,51,${day(5)},9.0000`,
  ]),
  'purchase_order_detail.csv': csv('PurchaseOrderID,PurchaseOrderDetailID,DueDate,OrderQty,ProductID,UnitPrice,ReceivedQty,RejectedQty,StockedQty', [
    `1,1,${day(9)},100,2,4.2500,100.00,0.00,100.00`,
    `1,2,${day(2)},10,3,0.1000,10.00,10.00,0.00`,
    `2,3,${day(9)},9,2,4.2500,7.00,3.00,4.00`,
    `3,4,${day(9)},2,2,4.5000,0.00,0.00,0.00`,
  ]),
  'work_order.csv': csv(
    'WorkOrderID,ProductID,OrderQty,StockedQty,ScrappedQty,StartDate,EndDate,DueDate,ScrapReasonID',
    numbers.map((n) => (n === 5 ? `5,1,10,9,1,${day(5)},${day(7)},${day(6)},1` : `${n},1,10,10,0,${day(n)},${day(n + 2)},${day(n + 3)},`)),
  ),
  'work_order_routing.csv': csv(
    'WorkOrderID,ProductID,OperationSequence,LocationID,ScheduledStartDate,ScheduledEndDate,ActualStartDate,ActualEndDate,ActualResourceHrs,PlannedCost',
    numbers.flatMap((n) =>
      n % 2 === 0 ? [] : [6, 7].map((op) => `${n},1,${op},10,${day(n)},${day(n + 2)},${day(n)},${day(n + 1)},${op === 6 ? '3.5000,43.7500' : '0.5004,6.2550'}`),
    ),
  ),
  'sales_order_header.csv': csv(
    'SalesOrderID,SalesOrderNumber,CustomerID,OrderDate,DueDate',
    numbers.map((n) => `${n},SO${n},${n === 3 ? 901 : 900},${day(n + 1)},${day(n + 9)}`),
  ),
  'transaction_history_archive.csv': csv('TransactionID,ProductID,ReferenceOrderID,ReferenceOrderLineID,TransactionDate,TransactionType,Quantity', [
    ...numbers.map((n) => `${n},1,${n},1,${day(n + 1)},S,9`),
    `500,1,1,0,${day(1)},W,10`,
  ]),
  'transaction_history.csv': csv('TransactionID,ProductID,ReferenceOrderID,ReferenceOrderLineID,TransactionDate,TransactionType,Quantity', [
    `1000,2,1,1,${day(3)},P,100`,
  ]),
};

/** What the cut must become: 2 balances, the openings of lamp, frame and paint, and its documents. */
export const expected = { balances: 2, openings: 3, documents: 1 + 3 * WORK_ORDERS, movements: 1 + 4 * WORK_ORDERS } as const;

/** Writes the cut to a fresh folder; `change` replaces a piece of one file. */
export function writeCut(change?: { file: string; find: string; replace: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'anwen-cut-'));
  for (const [file, content] of Object.entries(cut)) {
    const changed = file === change?.file ? content.replace(change.find, change.replace) : content;
    if (file === change?.file && changed === content) throw new Error(`${change.find} is not in ${file}`);
    writeFileSync(join(folder, file), changed);
  }
  return folder;
}
