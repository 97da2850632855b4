import type { DocumentAt, DocumentPath, ListPath, RowAt } from '@anwen/client';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { warehousesQuery } from '../stock/queries';
import { useSettled } from '../stock/selects';
import { documentQuery, suggestionsQuery } from './queries';
import { stateOf, useStateLook } from './states';

interface Field {
  readonly id?: string;
  readonly value?: string | undefined;
  readonly onChange?: (value: string | undefined) => void;
  readonly label?: string;
  readonly disabled?: boolean;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface SearchedProps extends Field {
  readonly options: readonly Option[];
  readonly searching: boolean;
  readonly onSearch: (typed: string) => void;
  readonly placeholder: string;
  readonly clearable?: boolean;
}

/** A select that the server searches; a value that is not among the answers shows as its code. */
function Searched({ id, value, onChange, label, disabled, options, searching, onSearch, placeholder, clearable }: SearchedProps) {
  const { t } = useTranslation();
  const all = value === undefined || options.some((option) => option.value === value) ? options : [{ value, label: value }, ...options];
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label, className: 'filter' })}
      {...(disabled === true ? { disabled } : {})}
      showSearch={{ filterOption: false, onSearch }}
      allowClear={clearable === true}
      placeholder={placeholder}
      value={value ?? null}
      notFoundContent={searching ? t('form.searching') : t('form.noMatch')}
      onChange={(code: string | null) => onChange?.(code ?? undefined)}
      options={[...all]}
      popupMatchSelectWidth={false}
    />
  );
}

const named = ({ code, name = '' }: { code: string; name?: string }): Option => ({ value: code, label: `${code} ${name}`.trim() });

/** Finds a supplier or customer by code or name; its value is the code. With `label` it is a filter of a list. */
export function PartnerSelect({ role, ...field }: Field & { role: 'supplier' | 'customer' }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed);
  const { data = [], isFetching } = useQuery(suggestionsQuery('/partners', { role, status: 'active', q: q || undefined }));
  return (
    <Searched
      {...field}
      options={data.map(named)}
      searching={isFetching}
      onSearch={setTyped}
      placeholder={field.label ?? t('doc.partnerSearch')}
      clearable={field.label !== undefined}
    />
  );
}

/** One of the warehouses; few enough to be read at once. */
export function WarehouseSelect(field: Field) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const warehouses = useQuery(warehousesQuery);
  const options = (warehouses.data ?? []).map(named).filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
  return (
    <Searched
      {...field}
      options={options}
      searching={warehouses.isFetching}
      onSearch={setTyped}
      placeholder={field.label ?? t('doc.warehouseSearch')}
      clearable={field.label !== undefined}
    />
  );
}

/** Finds a place by code or name, of one warehouse or one kind where the document asks for that. */
export function PlaceSelect({ warehouse, kind, ...field }: Field & { warehouse?: string | undefined; kind?: string }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed);
  const { data = [], isFetching } = useQuery(suggestionsQuery('/locations', { q: q || undefined, warehouse, kind, status: 'active' }));
  const options = data.filter((place) => place.kind !== 'virtual').map(named);
  return <Searched {...field} options={options} searching={isFetching} onSearch={setTyped} placeholder={t('form.locationSearch')} clearable />;
}

interface Numbered {
  readonly id: string;
  readonly number: string;
  readonly state: string;
}

type NumberedPath = { [P in ListPath & DocumentPath]: RowAt<P> & DocumentAt<P> extends Numbered ? P : never }[ListPath & DocumentPath];

/** Finds a document by its number; its value is the id. */
export function DocumentSelect({ path, query, ...field }: Field & { path: NumberedPath; query?: Readonly<Record<string, string | undefined>> }) {
  const { t } = useTranslation();
  const look = useStateLook();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed);
  const found = useQuery(suggestionsQuery(path, { ...query, q: q || undefined }));
  const data: readonly Numbered[] = found.data ?? [];
  // One that an address names is not among the answers to what was typed.
  const given: Numbered | undefined = useQuery({
    ...documentQuery(path, field.value ?? ''),
    enabled: field.value !== undefined && !data.some(({ id }) => id === field.value),
  }).data;
  const known = given === undefined || data.some(({ id }) => id === given.id) ? data : [given, ...data];
  const options = known.map(({ id, number, state }) => ({ value: id, label: `${number} ${look(stateOf(path, state)).label}` }));
  return <Searched {...field} options={options} searching={found.isFetching} onSearch={setTyped} placeholder={t('doc.numberSearch')} clearable />;
}

/** Why it is done, from the list that the factory keeps. */
export function ReasonSelect({ domain, ...field }: Field & { domain: string }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { data = [], isFetching } = useQuery(suggestionsQuery('/reason-codes', { domain, active: 'true', q: useSettled(typed) || undefined }));
  const options = data.map(({ code, label }) => ({ value: code, label: `${code} ${label}` }));
  return <Searched {...field} options={options} searching={isFetching} onSearch={setTyped} placeholder={t('doc.reasonCode')} clearable />;
}
