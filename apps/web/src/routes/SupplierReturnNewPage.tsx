import { useNavigate } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { compact } from '../features/documents/form-fields';
import { LineEditor, type LineColumn, type LineFields } from '../features/documents/LineEditor';
import { DocumentSelect, PartnerSelect, PlaceSelect, WarehouseSelect } from '../features/documents/selects';
import { PageHead } from '../features/PageHead';
import { Forbidden } from '../features/problems';
import { ORDER_ALIASES } from '../features/purchasing/order-form';
import { useTrackingColumns } from '../features/purchasing/receipt-form';
import { returnLines, useReturnColumns } from '../features/returns/line-fields';
import type { SupplierReturn } from '../features/purchasing/types';
import { useCan } from '../session';

interface Fields {
  supplier?: string;
  warehouse?: string;
  note?: string;
  receipt?: string;
  lines: LineFields[];
}

function Head() {
  const { t } = useTranslation();

  const partner = Form.useWatch<string | undefined>('supplier');
  const required = { required: true, message: t('form.required') };
  return (
    <>
      <Form.Item name="supplier" label={t('doc.supplier')} rules={[required]}>
        <PartnerSelect role="supplier" />
      </Form.Item>
      <Form.Item name="warehouse" label={t('stock.warehouse')} rules={[required]}>
        <WarehouseSelect />
      </Form.Item>
      <Form.Item name="receipt" label={t('supplierReturn.receipt')}>
        <DocumentSelect path="/receipts" query={{ supplier: partner }} />
      </Form.Item>
      <Form.Item className="form-wide" name="note" label={t('form.note')}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
    </>
  );
}

function Lines({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation();
  const warehouse = Form.useWatch<string | undefined>('warehouse');
  const { status, reason } = useReturnColumns('return');
  const place: LineColumn = {
    name: 'location',
    label: t('stock.location'),
    width: 'minmax(140px, 1.5fr)',
    required: true,
    render: () => <PlaceSelect warehouse={warehouse} />,
  };
  return <LineEditor columns={[place, ...useTrackingColumns({ incoming: false }), status, reason]} disabled={disabled} />;
}

export function SupplierReturnNewPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  if (!can('supplier_return.write')) return <Forbidden permission="supplier_return.write" />;
  return (
    <>
      <PageHead title={t('supplierReturn.new')} />
      <DocumentForm<Fields, SupplierReturn>
        initial={{ lines: [{}] }}
        submitLabel={t('doc.save')}
        aliases={ORDER_ALIASES}
        request={({ lines, ...head }) => ({ path: '/supplier-returns', body: { ...compact(head), lines: returnLines(lines) } })}
        onSaved={({ id }) => navigate({ to: '/supplier-returns/$id', params: { id } })}
        onCancel={() => void navigate({ to: '/supplier-returns' })}
        head={<Head />}
        lines={(disabled) => <Lines disabled={disabled} />}
      />
    </>
  );
}
