import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { compact } from '../features/documents/form-fields';
import { LineEditor, type LineFields } from '../features/documents/LineEditor';
import { documentQuery } from '../features/documents/queries';
import { DocumentSelect, PartnerSelect, PlaceSelect, WarehouseSelect } from '../features/documents/selects';
import { PageHead } from '../features/PageHead';
import { Forbidden } from '../features/problems';
import { ORDER_ALIASES } from '../features/purchasing/order-form';
import type { Shipment } from '../features/sales/types';
import { useCan } from '../session';

interface Fields {
  salesOrder?: string;
  customer?: string;
  warehouse?: string;
  stage?: string;
  shipBy?: string;
  carrier?: string;
  lines?: LineFields[];
}

/** An order brings its customer, warehouse and open lines with it. */
function bodyOf({ customer, warehouse, lines = [], ...fields }: Fields): object {
  if (fields.salesOrder !== undefined) return compact(fields);
  return { ...compact({ customer, warehouse, ...fields }), lines: lines.map(({ item, ...line }) => compact({ itemCode: item?.code, ...line })) };
}

function Head() {
  const { t } = useTranslation();
  const order = Form.useWatch<string | undefined>('salesOrder');
  const warehouse = Form.useWatch<string | undefined>('warehouse');
  const ordered = useQuery({ ...documentQuery('/sales-orders', order ?? ''), enabled: order !== undefined }).data?.warehouse.code;
  const required = { required: true, message: t('form.required') };
  return (
    <>
      <Form.Item name="salesOrder" label={t('sales.one')} extra={t('shipment.orderHint')}>
        <DocumentSelect path="/sales-orders" />
      </Form.Item>
      {order === undefined && (
        <>
          <Form.Item name="customer" label={t('doc.customer')} rules={[required]}>
            <PartnerSelect role="customer" />
          </Form.Item>
          <Form.Item name="warehouse" label={t('stock.warehouse')} rules={[required]}>
            <WarehouseSelect />
          </Form.Item>
        </>
      )}
      <Form.Item name="stage" label={t('shipment.stage')} extra={t('shipment.stageHint')}>
        <PlaceSelect warehouse={ordered ?? warehouse} kind="staging_out" />
      </Form.Item>
      <Form.Item name="shipBy" label={t('shipment.shipBy')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="carrier" label={t('doc.carrier')}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
    </>
  );
}

/** Lines are typed for a shipment without an order only. */
function FreeLines({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation();
  const order = Form.useWatch<string | undefined>('salesOrder');
  return order === undefined ? <LineEditor disabled={disabled} /> : <p className="quiet">{t('shipment.openLines')}</p>;
}

export function ShipmentNewPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const { salesOrder } = useSearch({ from: '/shell/shipments/new' });
  if (!can('shipment.allocate')) return <Forbidden permission="shipment.allocate" />;
  return (
    <>
      <PageHead title={t('shipment.new')} />
      <DocumentForm<Fields, Shipment>
        initial={{ ...(salesOrder === undefined ? {} : { salesOrder }), lines: [{}] }}
        submitLabel={t('doc.save')}
        aliases={ORDER_ALIASES}
        request={(fields) => ({ path: '/shipments', body: bodyOf(fields) })}
        onSaved={({ id }) => navigate({ to: '/shipments/$id', params: { id } })}
        onCancel={() => void navigate({ to: '/shipments' })}
        head={<Head />}
        lines={(disabled) => <FreeLines disabled={disabled} />}
      />
    </>
  );
}
