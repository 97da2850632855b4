import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../session';
import type { LineColumn } from '../documents/LineEditor';
import { PartnerSelect, WarehouseSelect } from '../documents/selects';
import { DECIMAL } from '../purchasing/order-form';

export function useSalesColumns(): LineColumn[] {
  const { t } = useTranslation();
  const can = useCan();
  const price: LineColumn = {
    name: 'price',
    label: t('doc.price'),
    pattern: { regexp: DECIMAL, text: t('doc.decimal') },
    render: () => <Input inputMode="decimal" autoComplete="off" maxLength={24} className="number" />,
  };
  return [
    ...(can('stock.cost.read') ? [price] : []),
    { name: 'dueOn', label: t('doc.dueOn'), width: 'minmax(140px, 1fr)', render: () => <Input type="date" /> },
    {
      name: 'minRemainingDays',
      label: t('sales.minRemainingDays'),
      pattern: { regexp: /^\d{1,5}$/, text: t('sales.daysHint') },
      render: () => <Input inputMode="numeric" autoComplete="off" maxLength={5} className="number" />,
    },
  ];
}

export function SalesHead() {
  const { t } = useTranslation();
  const required = { required: true, message: t('form.required') };
  return (
    <>
      <Form.Item name="customer" label={t('doc.customer')} rules={[required]}>
        <PartnerSelect role="customer" />
      </Form.Item>
      <Form.Item name="warehouse" label={t('stock.warehouse')} rules={[required]}>
        <WarehouseSelect />
      </Form.Item>
      <Form.Item name="orderedOn" label={t('doc.orderedOn')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="dueOn" label={t('sales.dueOn')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="currency" label={t('doc.currency')} rules={[{ pattern: /^[A-Z]{3}$/, message: t('doc.currencyHint') }]}>
        <Input maxLength={3} autoComplete="off" />
      </Form.Item>
      <Form.Item name="backorderPolicy" label={t('sales.policy')}>
        <Select options={(['backorder', 'cancel_rest'] as const).map((value) => ({ value, label: t(`sales.${value}`) }))} />
      </Form.Item>
      <Form.Item name="externalRef" label={t('doc.externalRef')}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item className="form-wide" name="note" label={t('form.note')}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
    </>
  );
}
