export { aDock, aPurchaseOrder, aReceipt, inbound } from './inbound/testing';
export { outbound } from './outbound/testing';
