import { CreatePurchaseOrderDto, PurchaseOrderService } from '@anwen/trade/inbound';
import { Injectable } from '@nestjs/common';
import { orderColumns } from './order-columns';
import { OrderTarget, type OrderInput } from './order-target';
import { ReferenceStore } from './reference.store';

const ordersOf = (inputs: readonly OrderInput[]): CreatePurchaseOrderDto[] => inputs as unknown as CreatePurchaseOrderDto[];

const SUPPLIER = {
  key: 'supplier',
  zh: '供應商代碼',
  en: 'Supplier code',
  kind: 'code',
  required: true,
  aliases: ['供應商', '廠商編號', 'vendor'],
  example: 'V-0001',
} as const;
const TOLERANCE = {
  key: 'tolerance',
  zh: '超收容許 %',
  en: 'Over-receipt %',
  kind: 'decimal',
  aliases: ['容許超收'],
  example: '5',
  helpZh: '空白為品項設定',
  helpEn: "the item's own when blank",
} as const;

/** Open purchase orders of another system. */
@Injectable()
export class PurchaseOrderTarget extends OrderTarget {
  constructor(store: ReferenceStore, orders: PurchaseOrderService) {
    super(
      {
        key: 'purchase_orders',
        zh: '採購單',
        en: 'Purchase orders',
        permission: 'purchase.write',
        settlePermission: 'purchase.approve',
        table: 'purchase_orders',
        partner: 'supplier',
        dto: CreatePurchaseOrderDto,
        columns: orderColumns(SUPPLIER, [TOLERANCE], { zh: '已核准', en: 'Approved', aliases: ['核准'] }),
        check: (tx, actor, inputs) => orders.check(tx, actor, ordersOf(inputs)),
        create: (tx, actor, inputs, { batch, settled }) => orders.createMany(tx, actor, ordersOf(inputs), { batch, approved: settled }),
        cancel: (tx, actor, id) => orders.cancel(tx, actor, id, { reason: '取消匯入 Import taken back' }),
      },
      store,
    );
  }
}
