import type { Item } from '@anwen/client';
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { itemSuggestions } from '../items/queries';
import { balancesQuery, locationSuggestions } from './queries';

const TYPING_MS = 250;

/** The text once typing has paused. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

interface Field<T> {
  readonly id?: string;
  readonly value?: T;
  readonly onChange?: (value: T | undefined) => void;
}

function useWaiting(loading: boolean): string {
  const { t } = useTranslation();
  return loading ? t('form.searching') : t('form.noMatch');
}

/** Finds an item by code or name on the server; its value is the whole item, so that the line knows units and tracking. */
export function ItemSelect({ id, value, onChange, disabled }: Field<Item> & { disabled?: boolean }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { data = [], isFetching } = useQuery(itemSuggestions(useSettled(typed)));
  const known = value === undefined || data.some((item) => item.id === value.id) ? data : [value, ...data];
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(disabled === true ? { disabled } : {})}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t('form.itemSearch')}
      value={value?.id ?? null}
      notFoundContent={useWaiting(isFetching)}
      onChange={(chosen: string) => onChange?.(known.find((item) => item.id === chosen))}
      options={known.map((item) => ({ value: item.id, label: `${item.code} ${item.name}` }))}
      popupMatchSelectWidth={false}
    />
  );
}

/** Finds a real location by code or name; its value is the code. */
export function LocationSelect({ id, value, onChange }: Field<string>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { data = [], isFetching } = useQuery(locationSuggestions(useSettled(typed)));
  const options = data.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  if (value !== undefined && !options.some((option) => option.value === value)) options.unshift({ value, label: value });
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t('form.locationSearch')}
      value={value ?? null}
      notFoundContent={useWaiting(isFetching)}
      onChange={(code: string) => onChange?.(code)}
      options={options}
      popupMatchSelectWidth={false}
    />
  );
}

/** A lot code; for stock that leaves, the lots that are there are offered with what is free. */
export function LotInput({ id, value, onChange, item, location }: Field<string> & { item: Item; location: string | undefined }) {
  const { t } = useTranslation();
  const search = { itemCode: item.code, status: 'available', limit: '50', ...(location === undefined ? {} : { location }) } as const;
  const { data } = useQuery({ ...balancesQuery(search), enabled: location !== undefined });
  const lots = location === undefined ? [] : (data?.items ?? []).filter(({ lot }) => lot !== null);
  return (
    <AutoComplete
      {...(id === undefined ? {} : { id })}
      allowClear
      placeholder={location === undefined ? '' : t('form.lotHint')}
      value={value ?? ''}
      onChange={(code: string) => onChange?.(code || undefined)}
      options={lots.map((row) => ({
        value: row.lot!.code,
        label: `${row.lot!.code} · ${row.lot!.expiresOn ?? '—'} · ${t('form.freeIn', { location: row.location.code, qty: decimal(row.available) })}`,
      }))}
      popupMatchSelectWidth={false}
    />
  );
}
