export {
  aBill,
  aFactoryFloor,
  aReleasedOrder,
  aWorkCenter,
  aWorkOrder,
  supplied,
  workOrders,
  workOrdersWith,
  type FactoryFloor,
  type FloorOptions,
} from './orders/testing';
export { performance } from './performance/testing';
export { production } from './production/testing';
