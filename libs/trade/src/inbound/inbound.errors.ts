import { defineErrors, type ErrorData } from '@anwen/kernel';
import { stateInWords } from '../state-words';

const refused = (status: 403 | 404 | 409 | 422, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

const declared = defineErrors('trade', {
  receipts_open: refused(409, '還有進行中的收貨單，請先完成或取消。', 'Receipts against this order are still going on; finish or cancel them first.'),
  order_not_open: refused(409, '採購單目前為「{stateZh}」，不能收貨。', 'The order is {state}; nothing can be received against it.'),
  dock_out_of_reach: refused(404, '收貨儲位不在您的範圍內。', 'The dock of the receipt lies outside your scope.'),
  receipt_line_not_found: refused(404, '收貨單沒有這一行。', 'The receipt has no such line.'),
  line_reversed_already: refused(409, '這一行已經沖銷過。', 'The line has been reversed already.'),
  line_moved_on: refused(409, '貨品已上架或已檢驗處置，不能沖銷；請改用退貨。', 'The goods have been put away or disposed of; send them back instead.'),
});

/** What the inbound documents may answer besides `tradeErrors`. */
export const inboundErrors = {
  ...declared,
  order_not_open: (data: ErrorData = {}) => declared.order_not_open({ ...data, stateZh: stateInWords(data.state) }),
};
