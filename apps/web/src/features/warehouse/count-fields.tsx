import { Checkbox, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CodesSelect, DecimalItem } from '../documents/fields';
import { compact } from '../documents/form-fields';
import { WarehouseSelect } from '../documents/selects';

export interface CountFields {
  warehouse?: string;
  locations?: string[];
  items?: string[];
  abcClass?: string;
  zeroStock?: boolean;
  blind?: boolean;
  toleranceAbs?: string;
  tolerancePct?: string;
  toleranceValue?: string;
}

/** An empty list means all: the scope names only what restricts it. */
export function countBody({ locations = [], items = [], abcClass, zeroStock, ...fields }: CountFields): object {
  const scope = compact({
    locations: locations.length === 0 ? undefined : locations,
    items: items.length === 0 ? undefined : items,
    abcClass,
    zeroStock: zeroStock === true ? true : undefined,
  });
  return { ...compact(fields), scope };
}

/** What is counted, how, and which difference is small enough. */
export function CountScope() {
  const { t } = useTranslation();
  const warehouse = Form.useWatch<string | undefined>('warehouse');
  return (
    <>
      <Form.Item name="warehouse" label={t('stock.warehouse')} rules={[{ required: true, message: t('form.required') }]}>
        <WarehouseSelect />
      </Form.Item>
      <Form.Item name="locations" label={t('count.locations')} extra={t('count.allHint')}>
        <CodesSelect path="/locations" warehouse={warehouse} placeholder={t('form.locationSearch')} />
      </Form.Item>
      <Form.Item name="items" label={t('count.items')} extra={t('count.allHint')}>
        <CodesSelect path="/items" placeholder={t('form.itemSearch')} />
      </Form.Item>
      <Form.Item name="abcClass" label={t('countPlan.abc')} extra={t('count.allHint')}>
        <Select allowClear options={['A', 'B', 'C'].map((value) => ({ value, label: value }))} />
      </Form.Item>
      <DecimalItem name="toleranceAbs" label={t('count.toleranceAbs')} />
      <DecimalItem name="tolerancePct" label={t('count.tolerancePct')} suffix="%" />
      <DecimalItem name="toleranceValue" label={t('count.toleranceValue')} />
      <Form.Item name="blind" valuePropName="checked" extra={t('count.blindHint')}>
        <Checkbox>{t('count.blind')}</Checkbox>
      </Form.Item>
      <Form.Item name="zeroStock" valuePropName="checked">
        <Checkbox>{t('count.zeroStock')}</Checkbox>
      </Form.Item>
    </>
  );
}
