/** How the warehouse treats an item. */
export const itemHandling = {
  overReceipt: '超收容許',
  qcOnReceipt: '收貨後檢驗',
  minDaysIn: '收貨最少剩餘天數',
  minDaysOut: '出貨最少剩餘天數',
  defaultLocation: '預設儲位',
  yes: '是',
  no: '否',
};
