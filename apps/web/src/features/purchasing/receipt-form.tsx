import type { Item } from '@anwen/client';
import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { compact } from '../documents/form-fields';
import type { LineColumn, LineFields } from '../documents/LineEditor';
import { documentQuery } from '../documents/queries';
import { DocumentSelect, PartnerSelect, PlaceSelect, WarehouseSelect } from '../documents/selects';
import { SERIAL_SEPARATORS, serialsFrom } from '../stock/posting-form';
import { DECIMAL } from './order-form';
import type { ExpectedLine } from './types';

export interface ReceiptFields {
  purchaseOrder?: string;
  supplier?: string;
  warehouse?: string;
  dock?: string;
  deliveryNote?: string;
  carrier?: string;
}

/** An order brings its supplier and warehouse with it; sent beside it they would be refused. */
export function receiptBody({ supplier, warehouse, ...fields }: ReceiptFields): object {
  return compact(fields.purchaseOrder === undefined ? { supplier, warehouse, ...fields } : fields);
}

export interface LinesFields {
  lines: LineFields[];
}

/** What is still to come, ready to be confirmed or corrected; quantities in the base unit. */
export function expectedLines(expected: readonly ExpectedLine[], items: Map<string, Item>): LineFields[] {
  const lines = expected.map((line) => ({ poLineId: line.id, item: items.get(line.item.id), qty: line.openQty, uom: line.item.uom }));
  return lines.length === 0 ? [{}] : lines;
}

/** Only what the item is tracked by goes out: the rest belonged to an item that was chosen before. */
export function linesBody({ lines }: LinesFields): object {
  return {
    lines: lines.map(({ item, lot, expiresOn, supplierLot, serials, poLineId, ...line }) => ({
      ...compact(poLineId === undefined ? { itemCode: item?.code } : { poLineId }),
      ...compact(line),
      ...compact(item?.tracking === 'lot' ? { lot, expiresOn, supplierLot } : {}),
      ...compact(item?.tracking === 'serial' ? { serials } : {}),
    })),
  };
}

export function ReceiptHead() {
  const { t } = useTranslation();
  const order = Form.useWatch<string | undefined>('purchaseOrder');
  const warehouse = Form.useWatch<string | undefined>('warehouse');
  const ordered = useQuery({ ...documentQuery('/purchase-orders', order ?? ''), enabled: order !== undefined }).data?.warehouse.code;
  const required = { required: true, message: t('form.required') };
  return (
    <>
      <Form.Item name="purchaseOrder" label={t('purchase.one')} extra={t('receipt.orderHint')}>
        <DocumentSelect path="/purchase-orders" />
      </Form.Item>
      {order === undefined && (
        <>
          <Form.Item name="supplier" label={t('doc.supplier')} rules={[required]}>
            <PartnerSelect role="supplier" />
          </Form.Item>
          <Form.Item name="warehouse" label={t('stock.warehouse')} rules={[required]}>
            <WarehouseSelect />
          </Form.Item>
        </>
      )}
      <Form.Item name="dock" label={t('receipt.dock')} rules={[required]}>
        <PlaceSelect warehouse={ordered ?? warehouse} />
      </Form.Item>
      <Form.Item name="deliveryNote" label={t('receipt.deliveryNote')}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item name="carrier" label={t('doc.carrier')}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
    </>
  );
}

/** Lot, expiry and serial numbers, as the item is tracked: empty cells where it is not. */
export function useTrackingColumns({ incoming }: { incoming: boolean }): LineColumn[] {
  const { t } = useTranslation();
  const lot = (line: LineFields) => line.item?.tracking === 'lot';
  const serial = (line: LineFields) => line.item?.tracking === 'serial';
  const expires: LineColumn = {
    name: 'expiresOn',
    label: t('form.expires'),
    width: 'minmax(140px, 1fr)',
    render: (line) => <Input type="date" {...(lot(line) ? {} : { disabled: true })} />,
  };
  return [
    {
      name: 'lot',
      label: t('form.lot'),
      required: (line) => incoming && lot(line),
      render: (line) => <Input maxLength={64} autoComplete="off" {...(lot(line) ? {} : { disabled: true })} />,
    },
    ...(incoming ? [expires] : []),
    {
      name: 'serials',
      label: t('form.serials'),
      required: serial,
      fromEvent: serialsFrom,
      render: (line) => <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={SERIAL_SEPARATORS} {...(serial(line) ? {} : { disabled: true })} />,
    },
  ];
}

export function useReceiveColumns(): LineColumn[] {
  const { t } = useTranslation();
  return [
    ...useTrackingColumns({ incoming: true }),
    {
      name: 'rejectedQty',
      label: t('purchase.rejectedQty'),
      pattern: { regexp: DECIMAL, text: t('doc.decimal') },
      render: () => <Input inputMode="decimal" autoComplete="off" maxLength={24} className="number" />,
    },
  ];
}
