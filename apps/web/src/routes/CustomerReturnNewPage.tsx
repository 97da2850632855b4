import { useNavigate } from '@tanstack/react-router';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { compact } from '../features/documents/form-fields';
import { LineEditor, type LineFields } from '../features/documents/LineEditor';
import { DocumentSelect, PartnerSelect, PlaceSelect, WarehouseSelect } from '../features/documents/selects';
import { PageHead } from '../features/PageHead';
import { Forbidden } from '../features/problems';
import { ORDER_ALIASES } from '../features/purchasing/order-form';
import { useTrackingColumns } from '../features/purchasing/receipt-form';
import { returnLines, useReturnColumns } from '../features/returns/line-fields';
import type { CustomerReturn } from '../features/sales/types';
import { useCan } from '../session';

interface Fields {
  customer?: string;
  warehouse?: string;
  location?: string;
  shipment?: string;
  lines: LineFields[];
}

function Head() {
  const { t } = useTranslation();
  const warehouse = Form.useWatch<string | undefined>('warehouse');
  const partner = Form.useWatch<string | undefined>('customer');
  const required = { required: true, message: t('form.required') };
  return (
    <>
      <Form.Item name="customer" label={t('doc.customer')} rules={[required]}>
        <PartnerSelect role="customer" />
      </Form.Item>
      <Form.Item name="warehouse" label={t('stock.warehouse')} rules={[required]}>
        <WarehouseSelect />
      </Form.Item>
      <Form.Item name="location" label={t('customerReturn.location')} rules={[required]}>
        <PlaceSelect warehouse={warehouse} />
      </Form.Item>
      <Form.Item name="shipment" label={t('customerReturn.shipment')} extra={t('customerReturn.shipmentHint')}>
        <DocumentSelect path="/shipments" query={{ customer: partner }} />
      </Form.Item>
    </>
  );
}

function Lines({ disabled }: { disabled: boolean }) {
  const { status, reason } = useReturnColumns('return');
  return <LineEditor columns={[...useTrackingColumns({ incoming: false }), status, reason]} disabled={disabled} />;
}

export function CustomerReturnNewPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  if (!can('customer_return.receive')) return <Forbidden permission="customer_return.receive" />;
  return (
    <>
      <PageHead title={t('customerReturn.new')} />
      <DocumentForm<Fields, CustomerReturn>
        initial={{ lines: [{}] }}
        submitLabel={t('doc.save')}
        aliases={ORDER_ALIASES}
        request={({ lines, ...head }) => ({ path: '/customer-returns', body: { ...compact(head), lines: returnLines(lines) } })}
        onSaved={({ id }) => navigate({ to: '/customer-returns/$id', params: { id } })}
        onCancel={() => void navigate({ to: '/customer-returns' })}
        head={<Head />}
        lines={(disabled) => <Lines disabled={disabled} />}
      />
    </>
  );
}
