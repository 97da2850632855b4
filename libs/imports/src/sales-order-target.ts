import { CreateSalesOrderDto, SalesOrderService } from '@anwen/trade/outbound';
import { Injectable } from '@nestjs/common';
import { orderColumns } from './order-columns';
import { OrderTarget, type OrderInput } from './order-target';
import { ReferenceStore } from './reference.store';

const ordersOf = (inputs: readonly OrderInput[]): CreateSalesOrderDto[] => inputs as unknown as CreateSalesOrderDto[];

const CUSTOMER = {
  key: 'customer',
  zh: '客戶代碼',
  en: 'Customer code',
  kind: 'code',
  required: true,
  aliases: ['客戶', '客戶編號', 'client'],
  example: 'C-0001',
} as const;
const REMAINING = {
  key: 'minRemainingDays',
  zh: '最少剩餘天數',
  en: 'Days of life left',
  kind: 'int',
  aliases: ['剩餘效期'],
  example: '90',
  helpZh: '空白為品項設定',
  helpEn: "the item's own when blank",
} as const;

/** Open sales orders of another system. */
@Injectable()
export class SalesOrderTarget extends OrderTarget {
  constructor(store: ReferenceStore, orders: SalesOrderService) {
    super(
      {
        key: 'sales_orders',
        zh: '銷售訂單',
        en: 'Sales orders',
        permission: 'sales.write',
        settlePermission: 'sales.confirm',
        table: 'sales_orders',
        partner: 'customer',
        dto: CreateSalesOrderDto,
        columns: orderColumns(CUSTOMER, [REMAINING], { zh: '已確認', en: 'Confirmed', aliases: ['確認'] }),
        check: (tx, actor, inputs) => orders.check(tx, actor, ordersOf(inputs)),
        create: (tx, actor, inputs, { batch, settled }) => orders.createMany(tx, actor, ordersOf(inputs), { batch, confirmed: settled }),
        cancel: (tx, actor, id) => orders.cancel(tx, actor, id, { reason: '取消匯入 Import taken back' }),
      },
      store,
    );
  }
}
