import { DataTable } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FilterBar, TextFilter } from '../features/FilterBar';
import { PageHead } from '../features/PageHead';
import { PageSize, useInstead, useListSearch, useTableTexts } from '../features/lists';
import { balanceKey, useBalanceColumns } from '../features/stock/balance-columns';
import { PERMISSIONS } from '../features/stock/posting-form';
import { balancesQuery, warehousesQuery } from '../features/stock/queries';
import { STOCK_STATUSES, type BalanceSearch } from '../search';
import { useCan } from '../session';

type Filters = { search: BalanceSearch; set: (change: Partial<BalanceSearch>) => void };

function BalanceFilters({ search, set }: Filters) {
  const { t } = useTranslation();
  const warehouses = useQuery(warehousesQuery).data ?? [];
  return (
    <>
      <TextFilter wide label={t('stock.search')} value={search.q} onChange={(q) => set({ q })} />
      <Select
        className="filter"
        aria-label={t('stock.warehouse')}
        placeholder={t('stock.warehouse')}
        allowClear
        value={search.warehouse ?? null}
        onChange={(warehouse: string | null) => set({ warehouse: warehouse ?? undefined })}
        options={warehouses.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
        popupMatchSelectWidth={false}
      />
      <TextFilter label={t('stock.location')} value={search.location} onChange={(location) => set({ location })} />
      <TextFilter label={t('stock.lot')} value={search.lot} onChange={(lot) => set({ lot })} />
      <Select
        className="filter"
        aria-label={t('stock.status')}
        placeholder={t('stock.status')}
        allowClear
        value={search.status ?? null}
        onChange={(status: BalanceSearch['status'] | null) => set({ status: status ?? undefined })}
        options={STOCK_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
      />
      <Checkbox checked={search.includeZero === 'true'} onChange={({ target }) => set({ includeZero: target.checked ? 'true' : undefined })}>
        {t('stock.includeZero')}
      </Checkbox>
      <PageSize value={search.limit} onChange={(limit) => set({ limit: limit as BalanceSearch['limit'] })} />
    </>
  );
}

export function BalancesPage() {
  const { t } = useTranslation();
  const can = useCan();
  const search = useSearch({ from: '/shell/stock' });
  const query = useQuery(balancesQuery(search));
  const { filtered, set, clear, pagerFor } = useListSearch(search);
  const columns = useBalanceColumns(search.sort ?? 'itemCode');
  const texts = useTableTexts(t('stock.title'), query.data);
  const instead = useInstead({ query, filtered, clear, empty: { title: t('stock.none'), hint: t('stock.noneHint') } });
  const receive = PERMISSIONS.receipt.every(can) ? (
    <Link className="button-link" to="/stock/post/$type" params={{ type: 'receipt' }}>
      {t('form.receipt')}
    </Link>
  ) : undefined;
  return (
    <>
      <PageHead title={t('stock.title')} actions={receive} />
      <FilterBar filtered={filtered} clear={clear} refresh={() => void query.refetch()}>
        <BalanceFilters search={search} set={set} />
      </FilterBar>
      <DataTable
        columns={columns}
        rowKey={balanceKey}
        rows={query.data?.items}
        refreshing={query.isPlaceholderData}
        instead={instead}
        texts={texts}
        onSort={(sort) => set({ sort: sort as BalanceSearch['sort'] })}
        pager={pagerFor(query.data)}
      />
    </>
  );
}
