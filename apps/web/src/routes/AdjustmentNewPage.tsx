import { useNavigate } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { compact } from '../features/documents/form-fields';
import { LineEditor, type LineColumn, type LineFields } from '../features/documents/LineEditor';
import { PlaceSelect, ReasonSelect } from '../features/documents/selects';
import { PageHead } from '../features/PageHead';
import { Forbidden } from '../features/problems';
import { ORDER_ALIASES } from '../features/purchasing/order-form';
import { useTrackingColumns } from '../features/purchasing/receipt-form';
import type { Adjustment } from '../features/warehouse/types';
import { useCan } from '../session';

interface Fields {
  reasonCode?: string;
  note?: string;
  lines: LineFields[];
}

function Head() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="reasonCode" label={t('doc.reasonCode')} rules={[{ required: true, message: t('form.required') }]}>
        <ReasonSelect domain="adjust" />
      </Form.Item>
      <Form.Item className="form-wide" name="note" label={t('form.note')}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
    </>
  );
}

export function AdjustmentNewPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const tracking = useTrackingColumns({ incoming: false });
  if (!can('adjustment.create')) return <Forbidden permission="adjustment.create" />;
  const place: LineColumn = { name: 'location', label: t('stock.location'), width: 'minmax(160px, 1.5fr)', required: true, render: () => <PlaceSelect /> };
  return (
    <>
      <PageHead title={t('adjustment.new')} />
      <DocumentForm<Fields, Adjustment>
        initial={{ lines: [{}] }}
        submitLabel={t('adjustment.submit')}
        aliases={ORDER_ALIASES}
        request={({ lines, ...head }) => ({
          path: '/adjustments',
          body: { ...compact(head), lines: lines.map(({ item, uom: _uom, ...line }) => compact({ itemCode: item?.code, ...line })) },
        })}
        onSaved={({ id }) => navigate({ to: '/adjustments/$id', params: { id } })}
        onCancel={() => void navigate({ to: '/adjustments' })}
        head={<Head />}
        lines={(disabled) => <LineEditor columns={[place, ...tracking]} disabled={disabled} qtyField="qtyChange" withUom={false} />}
      />
    </>
  );
}
