export { aDock, aPurchaseOrder, aReceipt, inbound } from './inbound/testing';
export {
  aPickedShipment,
  aSalesOrder,
  aShipment,
  aShipmentToPick,
  aShippingStore,
  anAllocatedShipment,
  outbound,
  stocked,
  tasksOf,
  type ShippingStore,
} from './outbound/testing';
