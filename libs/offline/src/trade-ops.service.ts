import { ConfirmLinesDto, ConfirmPutawayDto, PutawayService, ReceiptDto, ReceiptService } from '@anwen/trade/inbound';
import { ConfirmPickDto, PickService, PickTaskService, ShortPickDto } from '@anwen/trade/outbound';
import { Injectable } from '@nestjs/common';
import { opHandler, type OpHandler } from './op-handler';

/** Receiving, putting away and picking that may be done offline. */
@Injectable()
export class TradeOps {
  readonly rows: readonly OpHandler[];

  constructor(receipts: ReceiptService, putaway: PutawayService, picks: PickService, pickTasks: PickTaskService) {
    const pick = {
      permission: 'pick.confirm',
      idField: 'taskId',
      status: 200,
      look: { permission: 'pick.read', current: pickTasks.get.bind(pickTasks) },
    } as const;
    this.rows = [
      opHandler({
        route: 'POST /api/v1/receipts/{id}/lines',
        ...{ type: 'receipt.lines', permission: 'receipt.confirm', idField: 'receiptId', dto: ConfirmLinesDto, status: 201 },
        run: async (tx, actor, { id, body, occurredAt }) => headOf(await receipts.confirmLines(tx, actor, id, { ...body, occurredAt })),
        look: { permission: 'receipt.read', current: (tx, _actor, id) => receipts.get(tx, id) },
      }),
      opHandler({
        route: 'POST /api/v1/putaway-tasks/{id}/confirm',
        ...{ type: 'putaway.confirm', permission: 'putaway.confirm', idField: 'taskId', dto: ConfirmPutawayDto, status: 200 },
        run: (tx, actor, { id, body, occurredAt }) => putaway.confirm(tx, actor, id, { ...body, occurredAt }),
        look: { permission: 'putaway.read', current: putaway.get.bind(putaway) },
      }),
      opHandler({
        ...pick,
        type: 'pick.confirm',
        route: 'POST /api/v1/pick-tasks/{id}/confirm',
        dto: ConfirmPickDto,
        run: (tx, actor, { id, body, occurredAt }) => picks.confirm(tx, actor, id, { ...body, occurredAt }),
      }),
      opHandler({
        ...pick,
        type: 'pick.short',
        route: 'POST /api/v1/pick-tasks/{id}/short',
        dto: ShortPickDto,
        run: (tx, actor, { id, body, occurredAt }) => picks.short(tx, actor, id, { ...body, occurredAt }),
      }),
    ];
  }
}

/** The answer is kept for 90 days with each operation, and a receipt grows with each: its lines the device has sent itself. */
function headOf({ lines: _lines, expected: _expected, inspections: _inspections, ...head }: ReceiptDto): object {
  return head;
}
