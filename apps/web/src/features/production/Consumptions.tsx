import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime, money } from '../../format';
import { useCan, useTimeZone } from '../../session';
import { QtyCell } from '../documents/cells';
import { DocumentLines } from '../documents/DocumentLines';
import { partPageQuery } from '../documents/queries';
import { usePages } from '../lists';
import { QueryFailure } from '../problems';
import { ItemCell } from '../stock/columns';
import type { Consumption, WorkOrder } from './types';

type Row = Consumption & { id: string };

function useColumns(): NonNullable<TableProps<Row>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const timeZone = useTimeZone();
  const right = { align: 'right', className: 'number' } as const;
  const columns: NonNullable<TableProps<Row>['columns']> = [
    { key: 'at', title: t('consumption.at'), render: (_, row) => <span className="nowrap">{dateTime(row.at, timeZone)}</span> },
    { key: 'kind', title: t('consumption.kind'), render: (_, row) => t(`consumption.kinds.${row.kind}`) },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'lot', title: t('stock.lot'), render: (_, row) => <span className="code">{row.lot}</span> },
    { key: 'serial', title: t('stock.serial'), render: (_, row) => <span className="code">{row.serial}</span> },
    { key: 'location', title: t('stock.location'), render: (_, row) => <span className="code">{row.location}</span> },
    { key: 'qty', title: t('form.qty'), ...right, render: (_, row) => <QtyCell qty={row.qty} uom={row.item.uom} /> },
    { key: 'value', title: t('consumption.value'), ...right, render: (_, row) => (row.value === null ? '—' : money(row.value)) },
    {
      key: 'posting',
      title: t('consumption.posting'),
      render: (_, row) => (
        <Link to="/stock/postings/$id" params={{ id: row.postingId }} aria-label={t('consumption.openOf', { item: row.item.code })}>
          {t('consumption.open')}
        </Link>
      ),
    },
  ];
  const hidden = [!can('stock.cost.read') && 'value', !can('stock.read') && 'posting'];
  return columns.filter(({ key }) => !hidden.includes(String(key)));
}

/** What went into the order and what came back, latest first. */
export function Consumptions({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const columns = useColumns();
  const { cursor, pagerFor } = usePages();
  const query = useQuery(partPageQuery('/work-orders/{id}/consumptions', { id: order.id, limit: '50', cursor }));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined || query.data.items.length === 0) return null;
  const rows = query.data.items.map((row, n) => ({ ...row, id: `${row.postingId}:${n}` }));
  return (
    <DocumentLines
      title={t('consumption.title')}
      rows={rows}
      page={query.data}
      pager={pagerFor(query.data)}
      refreshing={query.isPlaceholderData}
      columns={columns}
    />
  );
}
