import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as search from './document-search';
import { readSearch } from './search';
import { page } from './shell-route';

const purchaseOrders = createRoute({
  ...page('/purchase-orders'),
  validateSearch: readSearch(search.purchaseOrderSearch),
  component: lazyRouteComponent(() => import('./routes/PurchaseOrdersPage'), 'PurchaseOrdersPage'),
});
const orderForm = () => import('./routes/PurchaseOrderFormPage');
const purchaseOrderNew = createRoute({ ...page('/purchase-orders/new'), component: lazyRouteComponent(orderForm, 'PurchaseOrderNewPage') });
const purchaseOrderEdit = createRoute({ ...page('/purchase-orders/$id/edit'), component: lazyRouteComponent(orderForm, 'PurchaseOrderEditPage') });
const purchaseOrder = createRoute({
  ...page('/purchase-orders/$id'),
  component: lazyRouteComponent(() => import('./routes/PurchaseOrderPage'), 'PurchaseOrderPage'),
});

const receipts = createRoute({
  ...page('/receipts'),
  validateSearch: readSearch(search.receiptSearch),
  component: lazyRouteComponent(() => import('./routes/ReceiptsPage'), 'ReceiptsPage'),
});
const receiptForm = () => import('./routes/ReceiptFormPage');
const receiptNew = createRoute({
  ...page('/receipts/new'),
  validateSearch: readSearch(search.receiptNewSearch),
  component: lazyRouteComponent(receiptForm, 'ReceiptNewPage'),
});
const receiptReceive = createRoute({ ...page('/receipts/$id/receive'), component: lazyRouteComponent(receiptForm, 'ReceiptReceivePage') });
const receipt = createRoute({ ...page('/receipts/$id'), component: lazyRouteComponent(() => import('./routes/ReceiptPage'), 'ReceiptPage') });
const putaway = createRoute({
  ...page('/putaway-tasks'),
  validateSearch: readSearch(search.putawaySearch),
  component: lazyRouteComponent(() => import('./routes/PutawayTasksPage'), 'PutawayTasksPage'),
});
const inspections = createRoute({
  ...page('/inspections'),
  validateSearch: readSearch(search.inspectionSearch),
  component: lazyRouteComponent(() => import('./routes/InspectionsPage'), 'InspectionsPage'),
});
const inspection = createRoute({ ...page('/inspections/$id'), component: lazyRouteComponent(() => import('./routes/InspectionPage'), 'InspectionPage') });

const salesOrders = createRoute({
  ...page('/sales-orders'),
  validateSearch: readSearch(search.salesOrderSearch),
  component: lazyRouteComponent(() => import('./routes/SalesOrdersPage'), 'SalesOrdersPage'),
});
const salesForm = () => import('./routes/SalesOrderFormPage');
const salesOrderNew = createRoute({ ...page('/sales-orders/new'), component: lazyRouteComponent(salesForm, 'SalesOrderNewPage') });
const salesOrderEdit = createRoute({ ...page('/sales-orders/$id/edit'), component: lazyRouteComponent(salesForm, 'SalesOrderEditPage') });
const salesOrder = createRoute({ ...page('/sales-orders/$id'), component: lazyRouteComponent(() => import('./routes/SalesOrderPage'), 'SalesOrderPage') });
const shipments = createRoute({
  ...page('/shipments'),
  validateSearch: readSearch(search.shipmentSearch),
  component: lazyRouteComponent(() => import('./routes/ShipmentsPage'), 'ShipmentsPage'),
});
const shipmentNew = createRoute({
  ...page('/shipments/new'),
  validateSearch: readSearch(search.shipmentNewSearch),
  component: lazyRouteComponent(() => import('./routes/ShipmentNewPage'), 'ShipmentNewPage'),
});
const shipment = createRoute({ ...page('/shipments/$id'), component: lazyRouteComponent(() => import('./routes/ShipmentPage'), 'ShipmentPage') });
const pickTasks = createRoute({
  ...page('/pick-tasks'),
  validateSearch: readSearch(search.pickTaskSearch),
  component: lazyRouteComponent(() => import('./routes/PickTasksPage'), 'PickTasksPage'),
});
const waves = createRoute({
  ...page('/waves'),
  validateSearch: readSearch(search.waveSearch),
  component: lazyRouteComponent(() => import('./routes/WavesPage'), 'WavesPage'),
});
const waveNew = createRoute({ ...page('/waves/new'), component: lazyRouteComponent(() => import('./routes/WaveNewPage'), 'WaveNewPage') });
const wave = createRoute({ ...page('/waves/$id'), component: lazyRouteComponent(() => import('./routes/WavePage'), 'WavePage') });
const customerReturns = createRoute({
  ...page('/customer-returns'),
  validateSearch: readSearch(search.customerReturnSearch),
  component: lazyRouteComponent(() => import('./routes/CustomerReturnsPage'), 'CustomerReturnsPage'),
});
const customerReturnNew = createRoute({
  ...page('/customer-returns/new'),
  component: lazyRouteComponent(() => import('./routes/CustomerReturnNewPage'), 'CustomerReturnNewPage'),
});
const customerReturn = createRoute({
  ...page('/customer-returns/$id'),
  component: lazyRouteComponent(() => import('./routes/CustomerReturnPage'), 'CustomerReturnPage'),
});
const supplierReturns = createRoute({
  ...page('/supplier-returns'),
  validateSearch: readSearch(search.supplierReturnSearch),
  component: lazyRouteComponent(() => import('./routes/SupplierReturnsPage'), 'SupplierReturnsPage'),
});
const supplierReturnNew = createRoute({
  ...page('/supplier-returns/new'),
  component: lazyRouteComponent(() => import('./routes/SupplierReturnNewPage'), 'SupplierReturnNewPage'),
});
const supplierReturn = createRoute({
  ...page('/supplier-returns/$id'),
  component: lazyRouteComponent(() => import('./routes/SupplierReturnPage'), 'SupplierReturnPage'),
});

const counts = createRoute({
  ...page('/counts'),
  validateSearch: readSearch(search.countSearch),
  component: lazyRouteComponent(() => import('./routes/CountsPage'), 'CountsPage'),
});
const countNew = createRoute({ ...page('/counts/new'), component: lazyRouteComponent(() => import('./routes/CountNewPage'), 'CountNewPage') });
const count = createRoute({ ...page('/counts/$id'), component: lazyRouteComponent(() => import('./routes/CountPage'), 'CountPage') });
const countTask = createRoute({ ...page('/count-tasks/$id'), component: lazyRouteComponent(() => import('./routes/CountTaskPage'), 'CountTaskPage') });
const countPlans = createRoute({
  ...page('/count-plans'),
  validateSearch: readSearch(search.countPlanSearch),
  component: lazyRouteComponent(() => import('./routes/CountPlansPage'), 'CountPlansPage'),
});
const countPlanNew = createRoute({ ...page('/count-plans/new'), component: lazyRouteComponent(() => import('./routes/CountPlanNewPage'), 'CountPlanNewPage') });
const replenishmentTasks = createRoute({
  ...page('/replenishment-tasks'),
  validateSearch: readSearch(search.replenishmentTaskSearch),
  component: lazyRouteComponent(() => import('./routes/ReplenishmentTasksPage'), 'ReplenishmentTasksPage'),
});
const replenishmentRules = createRoute({
  ...page('/replenishment-rules'),
  validateSearch: readSearch(search.replenishmentRuleSearch),
  component: lazyRouteComponent(() => import('./routes/ReplenishmentRulesPage'), 'ReplenishmentRulesPage'),
});
const transfers = createRoute({
  ...page('/transfers'),
  validateSearch: readSearch(search.transferSearch),
  component: lazyRouteComponent(() => import('./routes/TransfersPage'), 'TransfersPage'),
});
const transferForm = () => import('./routes/TransferFormPage');
const transferNew = createRoute({ ...page('/transfers/new'), component: lazyRouteComponent(transferForm, 'TransferNewPage') });
const transferReceive = createRoute({ ...page('/transfers/$id/receive'), component: lazyRouteComponent(transferForm, 'TransferReceivePage') });
const transfer = createRoute({ ...page('/transfers/$id'), component: lazyRouteComponent(() => import('./routes/TransferPage'), 'TransferPage') });
const adjustments = createRoute({
  ...page('/adjustments'),
  validateSearch: readSearch(search.adjustmentSearch),
  component: lazyRouteComponent(() => import('./routes/AdjustmentsPage'), 'AdjustmentsPage'),
});
const adjustmentNew = createRoute({
  ...page('/adjustments/new'),
  component: lazyRouteComponent(() => import('./routes/AdjustmentNewPage'), 'AdjustmentNewPage'),
});
const adjustment = createRoute({ ...page('/adjustments/$id'), component: lazyRouteComponent(() => import('./routes/AdjustmentPage'), 'AdjustmentPage') });
const conflicts = createRoute({
  ...page('/conflicts'),
  validateSearch: readSearch(search.conflictSearch),
  component: lazyRouteComponent(() => import('./routes/ConflictsPage'), 'ConflictsPage'),
});
const conflict = createRoute({ ...page('/conflicts/$id'), component: lazyRouteComponent(() => import('./routes/ConflictPage'), 'ConflictPage') });

const lots = createRoute({
  ...page('/lots'),
  validateSearch: readSearch(search.lotSearch),
  component: lazyRouteComponent(() => import('./routes/LotsPage'), 'LotsPage'),
});
const lot = createRoute({ ...page('/lots/$id'), component: lazyRouteComponent(() => import('./routes/LotPage'), 'LotPage') });
const lotTrace = createRoute({
  ...page('/lots/$id/trace'),
  validateSearch: readSearch(search.traceSearch),
  component: lazyRouteComponent(() => import('./routes/LotTracePage'), 'LotTracePage'),
});
const recalls = createRoute({
  ...page('/recalls'),
  validateSearch: readSearch(search.recallSearch),
  component: lazyRouteComponent(() => import('./routes/RecallsPage'), 'RecallsPage'),
});
const recallNew = createRoute({
  ...page('/recalls/new'),
  validateSearch: readSearch(search.recallNewSearch),
  component: lazyRouteComponent(() => import('./routes/RecallNewPage'), 'RecallNewPage'),
});
const recall = createRoute({ ...page('/recalls/$id'), component: lazyRouteComponent(() => import('./routes/RecallPage'), 'RecallPage') });

/** The pages of the warehouse's documents, by the groups of the menu. */
export const documentRoutes = [
  ...[purchaseOrders, purchaseOrderNew, purchaseOrderEdit, purchaseOrder, receipts, receiptNew, receiptReceive, receipt, putaway, inspections, inspection],
  ...[salesOrders, salesOrderNew, salesOrderEdit, salesOrder, shipments, shipmentNew, shipment, pickTasks],
  ...[waves, waveNew, wave, customerReturns, customerReturnNew, customerReturn, supplierReturns, supplierReturnNew, supplierReturn],
  ...[
    counts,
    countNew,
    count,
    countTask,
    countPlans,
    countPlanNew,
    replenishmentTasks,
    replenishmentRules,
    transfers,
    transferNew,
    transferReceive,
    transfer,
    adjustments,
    adjustmentNew,
    adjustment,
    conflicts,
    conflict,
  ],
  ...[lots, lot, lotTrace, recalls, recallNew, recall],
];
