import { FileSearchOutlined } from '@ant-design/icons';
import { StateView } from '@anwen/ui/kit';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { Skeleton, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../format';
import { useCan, useTimeZone } from '../../session';
import { QtyCell } from '../documents/cells';
import { DocumentLines } from '../documents/DocumentLines';
import { listQuery } from '../documents/queries';
import { RowActions } from '../documents/RowActions';
import { useActionRunner } from '../documents/use-actions';
import { usePages } from '../lists';
import { QueryFailure } from '../problems';
import { useCorrectAction } from './report-dialog';
import type { ProductionReport, WorkOrder } from './types';

const right = { align: 'right', className: 'number' } as const;

function useColumns(order: WorkOrder, runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<ProductionReport>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const timeZone = useTimeZone();
  const correct = useCorrectAction();
  const struck = (row: ProductionReport, qty: string) => {
    const amount = <QtyCell qty={qty} uom={order.item.uom} />;
    return row.supersededBy === null ? amount : <del>{amount}</del>;
  };
  return [
    { key: 'at', title: t('report.at'), render: (_, row) => <span className="nowrap">{dateTime(row.occurredAt, timeZone)}</span> },
    { key: 'op', title: t('operation.no'), ...right, render: (_, row) => row.opNo },
    { key: 'good', title: t('report.good'), ...right, render: (_, row) => struck(row, row.good) },
    { key: 'scrap', title: t('report.scrap'), ...right, render: (_, row) => struck(row, row.scrap) },
    { key: 'rework', title: t('report.rework'), ...right, render: (_, row) => struck(row, row.rework) },
    { key: 'reason', title: t('doc.reason'), render: (_, row) => [row.scrapReason, row.reworkReason, row.reason].filter(Boolean).join(' · ') },
    {
      key: 'lot',
      title: `${t('stock.lot')} / ${t('stock.serial')}`,
      render: (_, row) => (
        <span className="two-lines">
          <span className="code">{row.lot}</span>
          <span className="code ellipsis" title={row.serials.join('\n')}>
            {row.serials.join(', ')}
          </span>
        </span>
      ),
    },
    { key: 'operator', title: t('report.operator'), render: (_, row) => row.operator },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) => (
        <span className="row-actions">
          {row.outputPostingId !== null && (
            <Link to="/stock/postings/$id" params={{ id: row.outputPostingId }}>
              {t('posting.title')}
            </Link>
          )}
          {row.supersededBy === null && row.legal.includes('supersede') && can('production.supersede') && (
            <RowActions
              actions={[correct(row, order.item.uom)]}
              busy={runner.busy}
              start={(action) => runner.start(`/production-reports/${row.id}`, action)}
              of={dateTime(row.occurredAt, timeZone)}
            />
          )}
        </span>
      ),
    },
  ];
}

/** Everything that was ever reported on the order; what a later report replaced stays, struck through. */
export function Reports({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const runner = useActionRunner();
  const columns = useColumns(order, runner);
  const { cursor, pagerFor } = usePages();
  const query = useQuery(listQuery('/production-reports', { workOrder: order.number, cursor }));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton active />;
  const { items } = query.data;
  const none = <StateView icon={<FileSearchOutlined />} title={t('report.none')} explanation={t('report.noneHint')} />;
  return (
    <>
      {runner.outcome}
      <DocumentLines
        title={t('workOrder.tab.reports')}
        rows={items}
        page={query.data}
        pager={pagerFor(query.data)}
        refreshing={query.isPlaceholderData}
        columns={columns}
        instead={items.length === 0 ? none : undefined}
      />
    </>
  );
}
