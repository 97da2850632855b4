import type { ReportColumn, ReportParam, Texts } from '../report-definition';

/** Columns and parameters that several reports share, so that the same thing has the same name everywhere. */
export const itemCode: ReportColumn = { key: 'itemCode', label: ['料號', 'Item'], type: 'text', width: 18 };
export const itemName: ReportColumn = { key: 'itemName', label: ['品名', 'Item name'], type: 'text', width: 28 };
export const uom: ReportColumn = { key: 'uom', label: ['單位', 'Unit'], type: 'text', width: 8 };
export const warehouse: ReportColumn = { key: 'warehouse', label: ['倉別', 'Warehouse'], type: 'text', width: 12 };
export const location: ReportColumn = { key: 'location', label: ['儲位', 'Location'], type: 'text', width: 14 };
export const lot: ReportColumn = { key: 'lot', label: ['批號', 'Lot'], type: 'text', width: 16 };
export const expiresOn: ReportColumn = { key: 'expiresOn', label: ['效期', 'Expires'], type: 'date', width: 12 };
export const onHand: ReportColumn = { key: 'onHand', label: ['現有量', 'On hand'], type: 'number', width: 14 };
export const unitCost: ReportColumn = { key: 'unitCost', label: ['平均單位成本', 'Average unit cost'], type: 'money', width: 14, isCost: true };
export const value: ReportColumn = { key: 'value', label: ['金額', 'Value'], type: 'money', width: 16, isCost: true };

export const STOCK: Texts = ['庫存', 'Stock'];
export const LOTS: Texts = ['批號', 'Lots'];
export const PRODUCTION: Texts = ['生產', 'Production'];

export const itemParam: ReportParam = { key: 'item', label: ['料號', 'Item'], type: 'item' };
export const warehouseParam: ReportParam = { key: 'warehouse', label: ['倉別', 'Warehouse'], type: 'warehouse' };
export const lotParam: ReportParam = { key: 'lot', label: ['批號', 'Lot'], type: 'lot' };
export const locationParam: ReportParam = { key: 'location', label: ['儲位', 'Location'], type: 'text' };
export const fromParam: ReportParam = { key: 'from', label: ['起日', 'From'], type: 'date' };
export const toParam: ReportParam = { key: 'to', label: ['迄日', 'To'], type: 'date' };

export const stockStatus: ReportColumn = {
  key: 'status',
  label: ['狀態', 'Status'],
  type: 'text',
  width: 10,
  meanings: { 0: ['可用', 'Available'], 1: ['待驗', 'In inspection'], 2: ['隔離', 'On hold'], 3: ['損壞', 'Damaged'] },
};

export const EVENTS: Readonly<Record<string, Texts>> = {
  RECEIPT: ['收貨', 'Receipt'],
  PUTAWAY: ['上架', 'Put-away'],
  TRANSFER: ['調撥', 'Transfer'],
  PICK: ['揀貨', 'Pick'],
  SHIP: ['出貨', 'Shipment'],
  ISSUE: ['領料', 'Issue'],
  BACKFLUSH: ['倒扣領料', 'Backflush'],
  PRODUCE: ['生產入庫', 'Output'],
  SCRAP: ['報廢', 'Scrap'],
  ADJUST: ['調整', 'Adjustment'],
  COUNT: ['盤點', 'Count'],
  STATUS: ['狀態變更', 'Status change'],
  SPLIT: ['拆分', 'Split'],
  OPENING: ['期初', 'Opening'],
  REVERSAL: ['沖銷', 'Reversal'],
};
