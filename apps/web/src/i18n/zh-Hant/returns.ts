/** Goods that customers send back. */
export const customerReturn = {
  title: '客戶退貨',
  new: '新增客戶退貨',
  none: '尚無客戶退貨',
  noneHint: '客戶退回貨品時建立，收貨後依判定的狀態入庫。',
  location: '收貨儲位',
  shipment: '原出貨單',
  shipmentHint: '填寫後，退回數量不得超過當時出貨的數量。',
  status: '入庫狀態',
  receive: '收貨',
  receiveHint: '收貨後立即過帳，貨品依各行的狀態入庫。',
  receivedAt: '收貨時間',
  cancelHint: '取消後不能恢復。',
};

/** Goods that go back to suppliers. */
export const supplierReturn = {
  title: '供應商退貨',
  new: '新增供應商退貨',
  none: '尚無供應商退貨',
  noneHint: '將不合格或送錯的貨品退回供應商時建立。',
  receipt: '原收貨單',
  ship: '退貨出庫',
  shipHint: '過帳後庫存即扣除。',
  shippedAt: '退貨時間',
  cancelHint: '取消後不能恢復。',
};
