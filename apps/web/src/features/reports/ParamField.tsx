import type { ReportParam } from '@anwen/client';
import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../session';
import { itemSuggestions } from '../items/queries';
import { warehousesQuery } from '../stock/queries';
import { useSettled } from '../stock/selects';
import { lackOf } from './params';

interface FieldProps {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string | undefined) => void;
}

const idOf = (id: string | undefined) => (id === undefined ? {} : { id });

/** An item by code or name; its value is the code. */
function ItemCode({ id, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { data = [], isFetching } = useQuery(itemSuggestions(useSettled(typed)));
  const options = data.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  if (value && !options.some((option) => option.value === value)) options.unshift({ value, label: value });
  return (
    <Select
      {...idOf(id)}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t('form.itemSearch')}
      value={value || null}
      notFoundContent={isFetching ? t('form.searching') : t('form.noMatch')}
      onChange={(code: string | null) => onChange?.(code ?? undefined)}
      options={options}
      popupMatchSelectWidth={false}
    />
  );
}

function Choice({ id, value, onChange, options }: FieldProps & { options: readonly { value: string; label: string }[] }) {
  return (
    <Select
      {...idOf(id)}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value || null}
      onChange={(chosen: string | null) => onChange?.(chosen ?? undefined)}
      options={[...options]}
      popupMatchSelectWidth={false}
    />
  );
}

function Warehouse(props: FieldProps) {
  const warehouses = useQuery(warehousesQuery).data ?? [];
  return <Choice {...props} options={warehouses.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))} />;
}

function Control({ param, ...field }: FieldProps & { param: ReportParam }) {
  const can = useCan();
  const { id, value, onChange } = field;
  if (param.type === 'select') return <Choice {...field} options={param.options ?? []} />;
  // Who may not look up the master data can still type a code.
  if (param.type === 'item' && can('item.read')) return <ItemCode {...field} />;
  if (param.type === 'warehouse' && can('warehouse.read')) return <Warehouse {...field} />;
  return (
    <Input
      {...idOf(id)}
      allowClear={param.type !== 'date'}
      type={param.type === 'date' ? 'date' : 'text'}
      inputMode={param.type === 'int' ? 'numeric' : 'text'}
      maxLength={100}
      autoComplete="off"
      value={value ?? ''}
      onChange={({ target }) => onChange?.(target.value)}
    />
  );
}

/** One condition as a form field; `name` is a path so that a schedule can hold the same fields under `params`. */
export function ParamField({ param, name }: { param: ReportParam; name: string | string[] }) {
  const { t } = useTranslation();
  const check = (_: unknown, value: unknown) => {
    const lack = lackOf(param, value);
    return lack === null ? Promise.resolve() : Promise.reject(new Error(t(`reports.${lack}`)));
  };
  return (
    <Form.Item name={name} label={param.label} required={param.required} rules={[{ validator: check }]}>
      <Control param={param} />
    </Form.Item>
  );
}
