import type { Item } from '@anwen/client';
import { useNavigate } from '@tanstack/react-router';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { DateItem, IntegerItem, QtyItem, SelectItem, TextItem } from '../features/documents/fields';
import { compact } from '../features/documents/form-fields';
import { WarehouseSelect } from '../features/documents/selects';
import { PageHead } from '../features/PageHead';
import { DEMAND_SOURCES } from '../features/planning/types';
import { Forbidden } from '../features/problems';
import { ItemSelect } from '../features/stock/selects';
import { useCan } from '../session';

interface Fields {
  product?: Item;
  priority?: string;
  source?: string;
}

export function DemandNewPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  if (!can('demand.write')) return <Forbidden permission="demand.write" />;
  const back = () => void navigate({ to: '/demands' });
  return (
    <>
      <PageHead title={t('demand.new')} />
      <DocumentForm<Fields, unknown>
        initial={{ source: 'manual', priority: '5' }}
        submitLabel={t('doc.save')}
        aliases={{ item: 'product' }}
        request={({ product, priority, ...fields }) => ({
          path: '/demands',
          body: compact({ item: product?.code, ...fields, priority: priority === undefined || priority === '' ? undefined : Number(priority) }),
        })}
        onSaved={back}
        onCancel={back}
        head={
          <>
            <Form.Item name="product" label={t('stock.item')} rules={[{ required: true, message: t('form.required') }]}>
              <ItemSelect />
            </Form.Item>
            <QtyItem label={t('form.qty')} />
            <DateItem name="dueOn" label={t('doc.dueOn')} required />
            <SelectItem name="warehouse" label={t('stock.warehouse')} required>
              <WarehouseSelect />
            </SelectItem>
            <SelectItem name="source" label={t('demand.source')}>
              <Select options={DEMAND_SOURCES.map((value) => ({ value, label: t(`demandSource.${value}`) }))} />
            </SelectItem>
            <IntegerItem name="priority" label={t('workOrder.priority')} hint={t('workOrder.priorityHint')} />
            <TextItem name="note" label={t('form.note')} max={500} />
          </>
        }
      />
    </>
  );
}
