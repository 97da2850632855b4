import { Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { compact } from '../documents/form-fields';
import { suggestionsQuery } from '../documents/queries';
import { WarehouseSelect } from '../documents/selects';
import { DECIMAL } from '../purchasing/order-form';
import { useSettled } from '../stock/selects';

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

interface CodesProps {
  readonly id?: string;
  readonly value?: string[];
  readonly onChange?: (codes: string[]) => void;
  readonly path: '/locations' | '/items';
  readonly warehouse?: string | undefined;
  readonly placeholder: string;
}

/** Several places or items, found by code or name. */
function Codes({ id, value = [], onChange, path, warehouse, placeholder }: CodesProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed);
  const found = useQuery(suggestionsQuery(path, { q: q || undefined, warehouse }));
  const data: readonly { code: string; name: string; kind?: string }[] = found.data ?? [];
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={placeholder}
      value={value}
      onChange={(codes: string[]) => onChange?.(codes)}
      notFoundContent={found.isFetching ? t('form.searching') : t('form.noMatch')}
      options={data.filter(({ kind }) => kind !== 'virtual').map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
      popupMatchSelectWidth={false}
    />
  );
}

function Tolerance({ name, label, suffix }: { name: string; label: string; suffix?: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={label} rules={[{ pattern: DECIMAL, message: t('doc.decimal') }]}>
      <Input inputMode="decimal" autoComplete="off" maxLength={24} {...(suffix === undefined ? {} : { suffix })} />
    </Form.Item>
  );
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
        <Codes path="/locations" warehouse={warehouse} placeholder={t('form.locationSearch')} />
      </Form.Item>
      <Form.Item name="items" label={t('count.items')} extra={t('count.allHint')}>
        <Codes path="/items" placeholder={t('form.itemSearch')} />
      </Form.Item>
      <Form.Item name="abcClass" label={t('countPlan.abc')} extra={t('count.allHint')}>
        <Select allowClear options={['A', 'B', 'C'].map((value) => ({ value, label: value }))} />
      </Form.Item>
      <Tolerance name="toleranceAbs" label={t('count.toleranceAbs')} />
      <Tolerance name="tolerancePct" label={t('count.tolerancePct')} suffix="%" />
      <Tolerance name="toleranceValue" label={t('count.toleranceValue')} />
      <Form.Item name="blind" valuePropName="checked" extra={t('count.blindHint')}>
        <Checkbox>{t('count.blind')}</Checkbox>
      </Form.Item>
      <Form.Item name="zeroStock" valuePropName="checked">
        <Checkbox>{t('count.zeroStock')}</Checkbox>
      </Form.Item>
    </>
  );
}
