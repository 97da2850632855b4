import { table, type RowOf } from './csv';
import { count, day, decimal, flag, oneOf, optional, positive, tenThousandths, text, whole, wholeDecimal } from './fields';

/** The files of the AdventureWorks folder that the import reads, with what each column must hold (DICTIONARY.csv). */
export const tables = {
  units: table('unit_measure.csv', { UnitMeasureCode: text, Name: text }, ['UnitMeasureCode']),
  categories: table('product_category.csv', { ProductCategoryID: count, Name: text }, ['ProductCategoryID']),
  subcategories: table('product_subcategory.csv', { ProductSubcategoryID: count, ProductCategoryID: count, Name: text }, ['ProductSubcategoryID']),
  products: table(
    'product.csv',
    {
      ProductID: count,
      Name: text,
      ProductNumber: text,
      MakeFlag: flag,
      FinishedGoodsFlag: flag,
      SafetyStockLevel: count,
      StandardCost: decimal,
      ProductSubcategoryID: optional(count),
    },
    ['ProductID'],
  ),
  locations: table('location.csv', { LocationID: count, Name: text, CostRate: decimal, Availability: decimal }, ['LocationID']),
  inventory: table('product_inventory.csv', { ProductID: count, LocationID: count, Shelf: text, Bin: count, Quantity: count }, [
    'ProductID',
    'LocationID',
    'Shelf',
    'Bin',
  ]),
  bills: table(
    'bill_of_materials.csv',
    {
      BillOfMaterialsID: count,
      ProductAssemblyID: optional(count),
      ComponentID: count,
      StartDate: day,
      EndDate: optional(day),
      UnitMeasureCode: text,
      PerAssemblyQty: wholeDecimal,
    },
    ['BillOfMaterialsID'],
  ),
  vendors: table('vendor.csv', { BusinessEntityID: count, AccountNumber: text, Name: text, ActiveFlag: flag }, ['BusinessEntityID']),
  offers: table('product_vendor.csv', { ProductID: count, BusinessEntityID: count, StandardPrice: decimal }, ['ProductID', 'BusinessEntityID']),
  stores: table('store.csv', { BusinessEntityID: count, Name: text }, ['BusinessEntityID']),
  customers: table('customer.csv', { CustomerID: count, StoreID: optional(count), AccountNumber: text }, ['CustomerID']),
  scrapReasons: table('scrap_reason.csv', { ScrapReasonID: count, Name: text }, ['ScrapReasonID']),
  purchaseOrders: table('purchase_order_header.csv', { PurchaseOrderID: count, Status: whole, VendorID: count, OrderDate: day, SubTotal: decimal }, [
    'PurchaseOrderID',
  ]),
  purchaseLines: table(
    'purchase_order_detail.csv',
    {
      PurchaseOrderID: count,
      PurchaseOrderDetailID: count,
      DueDate: day,
      OrderQty: positive,
      ProductID: count,
      UnitPrice: decimal,
      ReceivedQty: wholeDecimal,
      RejectedQty: wholeDecimal,
      StockedQty: wholeDecimal,
    },
    ['PurchaseOrderDetailID'],
  ),
  workOrders: table(
    'work_order.csv',
    {
      WorkOrderID: count,
      ProductID: count,
      OrderQty: positive,
      StockedQty: count,
      ScrappedQty: count,
      StartDate: day,
      EndDate: day,
      ScrapReasonID: optional(count),
    },
    ['WorkOrderID'],
  ),
  /** The same file: what only the documents need. */
  workOrderDues: table('work_order.csv', { WorkOrderID: count, DueDate: day }),
  routing: table(
    'work_order_routing.csv',
    {
      WorkOrderID: count,
      ProductID: count,
      OperationSequence: positive,
      LocationID: count,
      ScheduledStartDate: day,
      ScheduledEndDate: day,
      ActualStartDate: day,
      ActualEndDate: day,
      ActualResourceHrs: tenThousandths,
      PlannedCost: tenThousandths,
    },
    ['WorkOrderID', 'OperationSequence'],
  ),
  salesOrders: table('sales_order_header.csv', { SalesOrderID: count, SalesOrderNumber: text, CustomerID: count, OrderDate: day, DueDate: day }, [
    'SalesOrderID',
  ]),
  archive: ledgerTable('transaction_history_archive.csv'),
  ledger: ledgerTable('transaction_history.csv'),
} as const;

export type Row<N extends keyof typeof tables> = RowOf<(typeof tables)[N]>;

function ledgerTable<const F extends string>(file: F) {
  return table(
    file,
    {
      TransactionID: count,
      ProductID: count,
      ReferenceOrderID: count,
      ReferenceOrderLineID: count,
      TransactionDate: day,
      TransactionType: oneOf('W', 'P', 'S'),
      Quantity: positive,
    },
    ['TransactionID'],
  );
}
