import { Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CodesSelect, DecimalItem } from '../documents/fields';
import { compact } from '../documents/form-fields';
import { WarehouseSelect } from '../documents/selects';

export const TOLERANCES = ['toleranceAbs', 'tolerancePct', 'toleranceValue'] as const;

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

export function FrequencyItem({ initial }: { initial?: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="frequencyDays"
      label={t('countPlan.days')}
      extra={t('countPlan.daysHint')}
      rules={[{ pattern: /^[1-9]\d{0,3}$/, message: t('sales.daysHint') }]}
      {...(initial === undefined ? {} : { initialValue: initial })}
    >
      <Input inputMode="numeric" autoComplete="off" maxLength={4} />
    </Form.Item>
  );
}

/** Which differences are small enough to pass. */
export function Tolerances({ of }: { of?: Partial<Record<(typeof TOLERANCES)[number], string | null>> }) {
  const { t } = useTranslation();
  return TOLERANCES.map((name) => (
    <DecimalItem key={name} name={name} label={t(`count.${name}`)} initial={of?.[name] ?? undefined} {...(name === 'tolerancePct' ? { suffix: '%' } : {})} />
  ));
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
      <Tolerances />
      <Form.Item name="blind" valuePropName="checked" extra={t('count.blindHint')}>
        <Checkbox>{t('count.blind')}</Checkbox>
      </Form.Item>
      <Form.Item name="zeroStock" valuePropName="checked">
        <Checkbox>{t('count.zeroStock')}</Checkbox>
      </Form.Item>
    </>
  );
}
