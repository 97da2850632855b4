import type { Item } from '@anwen/client';
import { Form, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { DECIMAL } from '../purchasing/order-form';
import { useSettled } from '../stock/selects';
import { suggestionsQuery } from './queries';

interface NamedField {
  readonly name: string | (string | number)[];
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: string;
  readonly initial?: string | undefined;
}

const itemProps = ({ name, label, hint, initial }: NamedField) => ({
  name,
  label,
  ...(hint === undefined ? {} : { extra: hint }),
  ...(initial === undefined ? {} : { initialValue: initial }),
});

function useRequired(required: boolean | undefined) {
  const { t } = useTranslation();
  return required === true ? [{ required: true, message: t('form.required') }] : [];
}

/** A decimal as text: it never passes through a float. */
export function DecimalItem({ suffix, autoFocus, ...field }: NamedField & { suffix?: string; autoFocus?: boolean }) {
  const { t } = useTranslation();
  const rules = [...useRequired(field.required), { pattern: DECIMAL, message: t('doc.decimal') }];
  return (
    <Form.Item {...itemProps(field)} rules={rules}>
      <Input
        inputMode="decimal"
        autoComplete="off"
        maxLength={24}
        className="number"
        {...(suffix === undefined ? {} : { suffix })}
        {...(autoFocus === true ? { autoFocus } : {})}
      />
    </Form.Item>
  );
}

/** How much of the form's `product`, in its base unit. */
export function QtyItem({ label }: { label: string }) {
  const product = Form.useWatch<Item | undefined>('product');
  return <DecimalItem name="qty" label={label} required {...(product === undefined ? {} : { suffix: product.baseUom.code })} />;
}

export function DateItem(field: NamedField) {
  return (
    <Form.Item {...itemProps(field)} rules={useRequired(field.required)}>
      <Input type="date" />
    </Form.Item>
  );
}

export function TextItem({ max = 64, ...field }: NamedField & { max?: number }) {
  return (
    <Form.Item {...itemProps(field)} rules={useRequired(field.required)}>
      <Input maxLength={max} autoComplete="off" />
    </Form.Item>
  );
}

/** A whole number; sent as a number by whoever builds the body. */
export function IntegerItem(field: NamedField) {
  const { t } = useTranslation();
  const rules = [...useRequired(field.required), { pattern: /^\d{1,6}$/, message: t('doc.integer') }];
  return (
    <Form.Item {...itemProps(field)} rules={rules}>
      <Input inputMode="numeric" autoComplete="off" maxLength={6} className="number" />
    </Form.Item>
  );
}

/** One of the searching selects of the documents. */
export function SelectItem({ children, ...field }: NamedField & { children: ReactNode }) {
  return (
    <Form.Item {...itemProps(field)} rules={useRequired(field.required)}>
      {children}
    </Form.Item>
  );
}

interface CodeProps {
  readonly id?: string;
  readonly value?: string | undefined;
  readonly onChange?: (code: string | undefined) => void;
  readonly path: '/items' | '/work-centers' | '/calendars';
  readonly label?: string;
  readonly placeholder: string;
}

/** Finds an item or a work centre by code or name; its value is the code. With `label` it is a filter of a list. */
export function CodeSelect({ id, value, onChange, path, label, placeholder }: CodeProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = useQuery(suggestionsQuery(path, { q: useSettled(typed) || undefined }));
  const data: readonly { code: string; name: string }[] = found.data ?? [];
  const options = data.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  if (value !== undefined && !options.some((option) => option.value === value)) options.unshift({ value, label: value });
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label, className: 'filter' })}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      placeholder={placeholder}
      value={value ?? null}
      notFoundContent={found.isFetching ? t('form.searching') : t('form.noMatch')}
      onChange={(code: string | null) => onChange?.(code ?? undefined)}
      options={options}
      popupMatchSelectWidth={false}
    />
  );
}

interface CodesProps {
  readonly id?: string;
  readonly value?: string[];
  readonly onChange?: (codes: string[]) => void;
  readonly path: '/items' | '/warehouses' | '/locations';
  /** Of which warehouse the places are. */
  readonly warehouse?: string | undefined;
  readonly placeholder: string;
}

/** Several of them. */
export function CodesSelect({ id, value = [], onChange, path, warehouse, placeholder }: CodesProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = useQuery(suggestionsQuery(path, { q: useSettled(typed) || undefined, warehouse }));
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
