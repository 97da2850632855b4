import type { Item } from '@anwen/client';
import { DataTable, StatusTag } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { FilterBar, TextFilter } from '../features/FilterBar';
import { PageHead } from '../features/PageHead';
import { useKindName, useItemStatusName, useTrackingName } from '../features/items/names';
import { itemsQuery } from '../features/items/queries';
import { PageSize, useInstead, useListSearch, useTableTexts } from '../features/lists';
import { ItemCell } from '../features/stock/columns';
import type { ItemSearch } from '../search';

function useColumns(): NonNullable<TableProps<Item>['columns']> {
  const { t } = useTranslation();
  const [kind, tracking, status] = [useKindName(), useTrackingName(), useItemStatusName()];
  return [
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row} /> },
    { key: 'nameEn', title: t('items.nameEn'), render: (_, row) => row.nameEn },
    { key: 'kind', title: t('items.kind'), render: (_, row) => kind(row.kind) },
    { key: 'baseUom', title: t('items.baseUom'), render: (_, row) => row.baseUom.code },
    { key: 'tracking', title: t('items.tracking'), render: (_, row) => tracking(row.tracking) },
    { key: 'status', title: t('items.status'), render: (_, row) => <StatusTag tone={row.status === 'active' ? 'good' : 'quiet'} label={status(row.status)} /> },
  ];
}

export function ItemsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/items' });
  const query = useQuery(itemsQuery(search));
  const { filtered, set, clear, pagerFor } = useListSearch(search);
  const texts = useTableTexts(t('items.title'), query.data);
  const instead = useInstead({ query, filtered, clear, empty: { title: t('items.none'), hint: t('items.noneHint') } });
  return (
    <>
      <PageHead title={t('items.title')} />
      <FilterBar filtered={filtered} clear={clear} refresh={() => void query.refetch()}>
        <TextFilter wide label={t('items.search')} value={search.q} onChange={(q) => set({ q })} />
        <PageSize value={search.limit} onChange={(limit) => set({ limit: limit as ItemSearch['limit'] })} />
      </FilterBar>
      <DataTable
        columns={useColumns()}
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
