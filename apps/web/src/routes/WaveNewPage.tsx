import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { suggestionsQuery } from '../features/documents/queries';
import { WarehouseSelect } from '../features/documents/selects';
import { PageHead } from '../features/PageHead';
import { Forbidden } from '../features/problems';
import type { Wave } from '../features/sales/types';
import { useSettled } from '../features/stock/selects';
import { useCan } from '../session';

const STRATEGIES = ['single', 'batch', 'zone', 'cluster'] as const;

interface Fields {
  warehouse?: string;
  strategy?: string;
  shipments?: string[];
  cutOffAt?: string;
}

interface Field {
  readonly id?: string;
  readonly value?: string[];
  readonly onChange?: (ids: string[]) => void;
  readonly warehouse: string | undefined;
}

/** The allocated shipments of the warehouse; their ids are the value. */
function ShipmentsSelect({ id, value = [], onChange, warehouse }: Field) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = useQuery({
    ...suggestionsQuery('/shipments', { state: 'allocated', warehouse, q: useSettled(typed) || undefined }),
    enabled: warehouse !== undefined,
  });
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      // `disabled={false}` would unlock a form that is being sent.
      {...(warehouse === undefined ? { disabled: true } : {})}
      placeholder={t('wave.shipmentSearch')}
      value={value}
      onChange={(ids: string[]) => onChange?.(ids)}
      notFoundContent={found.isFetching ? t('form.searching') : t('form.noMatch')}
      options={(found.data ?? []).map(({ id: value, number, customer }) => ({ value, label: `${number} ${customer.name}` }))}
      popupMatchSelectWidth={false}
    />
  );
}

function Head() {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const warehouse = Form.useWatch<string | undefined>('warehouse');
  const required = { required: true, message: t('form.required') };
  // Shipments of another warehouse cannot be picked in the same walk.
  const changed = (code: string | undefined) => {
    form.setFieldValue('shipments', []);
    return code;
  };
  return (
    <>
      <Form.Item name="warehouse" label={t('stock.warehouse')} rules={[required]} getValueFromEvent={changed}>
        <WarehouseSelect />
      </Form.Item>
      <Form.Item name="strategy" label={t('wave.strategy')} rules={[required]}>
        <Select options={STRATEGIES.map((value) => ({ value, label: t(`wave.${value}`) }))} />
      </Form.Item>
      <Form.Item name="cutOffAt" label={t('wave.cutOff')}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item
        className="form-wide"
        name="shipments"
        label={t('wave.shipments')}
        extra={t('wave.shipmentsHint')}
        rules={[{ ...required, type: 'array', min: 1 }]}
      >
        <ShipmentsSelect warehouse={warehouse} />
      </Form.Item>
    </>
  );
}

/** The server wants an instant; the field gives the wall clock of the place where it is read. */
const bodyOf = ({ cutOffAt, ...fields }: Fields): object => ({
  ...fields,
  ...(cutOffAt === undefined || cutOffAt === '' ? {} : { cutOffAt: new Date(cutOffAt).toISOString() }),
});

export function WaveNewPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  if (!can('wave.release')) return <Forbidden permission="wave.release" />;
  return (
    <>
      <PageHead title={t('wave.new')} />
      <DocumentForm<Fields, Wave>
        initial={{ strategy: 'batch', shipments: [] }}
        submitLabel={t('doc.save')}
        request={(fields) => ({ path: '/waves', body: bodyOf(fields) })}
        onSaved={({ id }) => navigate({ to: '/waves/$id', params: { id } })}
        onCancel={() => void navigate({ to: '/waves' })}
        head={<Head />}
      />
    </>
  );
}
