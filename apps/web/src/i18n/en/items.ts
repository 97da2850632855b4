import type { itemHandling as zhItemHandling } from '../zh-Hant/items';

export const itemHandling: typeof zhItemHandling = {
  overReceipt: 'Over-receipt tolerated',
  qcOnReceipt: 'Inspected on receipt',
  minDaysIn: 'Remaining days on receipt, at least',
  minDaysOut: 'Remaining days on shipment, at least',
  defaultLocation: 'Usual place',
  yes: 'Yes',
  no: 'No',
};
