import type { DocumentAt, RowAt } from '@anwen/client';

export const SALES_STATES = ['draft', 'confirmed', 'partially_shipped', 'shipped', 'closed', 'cancelled'] as const;
export const SHIPMENT_STATES = ['draft', 'partially_allocated', 'allocated', 'picking', 'picked', 'packed', 'shipped', 'delivered', 'cancelled'] as const;
export const TASK_STATES = ['open', 'claimed', 'done', 'short', 'cancelled'] as const;
export const WAVE_STATES = ['draft', 'released', 'done', 'cancelled'] as const;
export const RETURN_STATES = ['draft', 'received', 'cancelled'] as const;

export type SalesOrderRow = RowAt<'/sales-orders'>;
export type SalesOrder = DocumentAt<'/sales-orders'>;
export type SalesOrderLine = SalesOrder['lines'][number];
export type ShipmentRow = RowAt<'/shipments'>;
export type Shipment = DocumentAt<'/shipments'>;
export type ShipmentLine = Shipment['lines'][number];
export type Allocation = ShipmentLine['allocations'][number];
export type ShipmentPackage = Shipment['packages'][number];
export type PackageContent = ShipmentPackage['contents'][number];
export type PickTask = RowAt<'/pick-tasks'>;
export type Wave = DocumentAt<'/waves'>;
export type WaveRow = RowAt<'/waves'>;
export type CustomerReturnRow = RowAt<'/customer-returns'>;
export type CustomerReturn = DocumentAt<'/customer-returns'>;
