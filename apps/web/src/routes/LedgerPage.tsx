import { DataTable } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Alert, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DateFilter, FilterBar, TextFilter } from '../features/FilterBar';
import { PageHead } from '../features/PageHead';
import { PageSize, useInstead, useListSearch, useTableTexts } from '../features/lists';
import { useLedgerColumns } from '../features/stock/movement-columns';
import { movementsQuery } from '../features/stock/queries';
import { EVENT_TYPES, type LedgerSearch } from '../search';

type Filters = { search: LedgerSearch; set: (change: Partial<LedgerSearch>) => void };

function LedgerFilters({ search, set }: Filters) {
  const { t } = useTranslation();
  return (
    <>
      <TextFilter label={t('stock.itemCode')} value={search.itemCode} onChange={(itemCode) => set({ itemCode })} />
      <TextFilter label={t('stock.location')} value={search.location} onChange={(location) => set({ location })} />
      <TextFilter label={t('stock.lot')} value={search.lot} onChange={(lot) => set({ lot })} />
      <Select
        className="filter"
        aria-label={t('ledger.type')}
        placeholder={t('ledger.type')}
        allowClear
        value={search.type ?? null}
        onChange={(type: LedgerSearch['type'] | null) => set({ type: type ?? undefined })}
        options={EVENT_TYPES.map((value) => ({ value, label: t(`event.${value}`) }))}
      />
      <DateFilter label={t('ledger.dateFrom')} value={search.from} onChange={(from) => set({ from })} />
      <DateFilter label={t('ledger.dateTo')} value={search.to} onChange={(to) => set({ to })} />
      <PageSize value={search.limit} onChange={(limit) => set({ limit: limit as LedgerSearch['limit'] })} />
    </>
  );
}

export function LedgerPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/stock/ledger' });
  const query = useQuery(movementsQuery(search));
  const { filtered, set, clear, pagerFor } = useListSearch(search);
  const columns = useLedgerColumns();
  const texts = useTableTexts(t('ledger.title'), query.data);
  const instead = useInstead({ query, filtered, clear, empty: { title: t('ledger.none'), hint: t('ledger.noneHint') } });
  return (
    <>
      <PageHead title={t('ledger.title')} />
      <FilterBar filtered={filtered} clear={clear} refresh={() => void query.refetch()}>
        <LedgerFilters search={search} set={set} />
      </FilterBar>
      {query.data?.archivedThrough !== undefined && (
        <Alert className="gap-below" type="info" showIcon title={t('ledger.archivedThrough', { date: query.data.archivedThrough })} />
      )}
      <DataTable
        columns={columns}
        rowKey={(row) => row.id}
        rows={query.data?.items}
        refreshing={query.isPlaceholderData}
        instead={instead}
        texts={texts}
        pager={pagerFor(query.data)}
      />
    </>
  );
}
