import { Link, useSearch } from '@tanstack/react-router';
import { Select, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { QtyCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DateFilter, TextFilter } from '../features/FilterBar';
import { ItemCell } from '../features/stock/columns';
import { LotStatus } from '../features/tracing/LotStatus';
import { LOT_STATUSES, type Lot } from '../features/tracing/types';

function useColumns(): NonNullable<TableProps<Lot>['columns']> {
  const { t } = useTranslation();
  return [
    {
      key: 'code',
      title: t('stock.lot'),
      render: (_, row) => (
        <Link className="code nowrap" to="/lots/$id" params={{ id: row.id }}>
          {row.code}
        </Link>
      ),
    },
    { key: 'status', title: t('stock.status'), render: (_, row) => <LotStatus status={row.status} /> },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'supplierLot', title: t('lot.supplierLot'), render: (_, row) => <span className="code">{row.supplierLot}</span> },
    { key: 'madeOn', title: t('lot.madeOn'), render: (_, row) => <span className="nowrap">{row.madeOn ?? '—'}</span> },
    { key: 'expiresOn', title: t('stock.expires'), render: (_, row) => <span className="nowrap">{row.expiresOn ?? '—'}</span> },
    { key: 'onHand', title: t('stock.onHand'), align: 'right', className: 'number', render: (_, row) => <QtyCell qty={row.onHand} uom={row.item.uom} /> },
  ];
}

export function LotsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/lots' });
  return (
    <DocumentList
      title={t('lot.title')}
      path="/lots"
      search={search}
      filters={{ search: t('lot.search') }}
      more={(set) => (
        <>
          <TextFilter label={t('stock.itemCode')} value={search.itemCode} onChange={(itemCode) => set({ itemCode })} />
          <Select
            className="filter"
            aria-label={t('stock.status')}
            placeholder={t('stock.status')}
            allowClear
            value={search.status ?? null}
            onChange={(status: string | null) => set({ status: status ?? undefined })}
            options={LOT_STATUSES.map((value) => ({ value, label: t(`lot.statuses.${value}`) }))}
          />
          <DateFilter label={t('lot.expiresBy')} value={search.expiresBy} onChange={(expiresBy) => set({ expiresBy })} />
        </>
      )}
      columns={useColumns()}
      empty={{ title: t('lot.none'), hint: t('lot.noneHint') }}
    />
  );
}
