import { WorkOrderService } from '@anwen/work-orders/orders';
import { IssueMaterialDto, MaterialService, OrderPiecesDto, ProductionReportService } from '@anwen/work-orders/production';
import { Injectable } from '@nestjs/common';
import { opHandler, type OpHandler } from './op-handler';

/** Reporting and issuing at a machine that may be done offline. */
@Injectable()
export class ProductionOps {
  readonly rows: readonly OpHandler[];

  constructor(reports: ProductionReportService, material: MaterialService, orders: WorkOrderService) {
    const ofOrder = { idField: 'workOrder', status: 201, look: { permission: 'wo.read', current: orders.get.bind(orders) } } as const;
    this.rows = [
      opHandler({
        route: 'POST /api/v1/production-reports',
        ...{ ...ofOrder, type: 'production.report', permission: 'production.report', dto: OrderPiecesDto },
        run: (tx, actor, { id, body }) => reports.report(tx, actor, { ...body, workOrder: id }),
      }),
      opHandler({
        route: 'POST /api/v1/work-orders/{id}/issue',
        ...{ ...ofOrder, type: 'material.issue', permission: 'material.issue', dto: IssueMaterialDto },
        run: (tx, actor, { id, body }) => material.issue(tx, actor, id, body),
      }),
    ];
  }
}
