import type { Balance } from '@anwen/client';
import { Link } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime, decimal } from '../../format';
import { useTimeZone } from '../../session';
import { sortOrder } from '../lists';
import { ItemCell, LotCell, StockStatusTag } from './columns';

/** Keys are the server's sort keys. */
export function useBalanceColumns(sort: string | undefined): NonNullable<TableProps<Balance>['columns']> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const number = (key: 'onHand' | 'reserved' | 'available') => ({
    key,
    title: t(`stock.${key}`),
    align: 'right' as const,
    className: 'number',
    render: (_: unknown, row: Balance) => decimal(row[key]),
  });
  const sorted = (key: string) => ({ sorter: true, sortOrder: sortOrder(sort, key) });
  return [
    { key: 'itemCode', title: t('stock.item'), ...sorted('itemCode'), render: (_, row) => <ItemCell item={row.item} /> },
    {
      key: 'warehouse',
      title: t('stock.warehouse'),
      render: (_, row) => (
        <span className="two-lines">
          <span className="code">{row.warehouse.code}</span>
          <span className="quiet ellipsis" title={row.warehouse.name}>
            {row.warehouse.name}
          </span>
        </span>
      ),
    },
    {
      key: 'location',
      title: t('stock.location'),
      ...sorted('location'),
      render: (_, row) => (
        <span className="two-lines">
          <span className="code">{row.location.code}</span>
          <span className="quiet ellipsis" title={row.location.name}>
            {row.location.name}
          </span>
        </span>
      ),
    },
    { key: 'lot', title: `${t('stock.lot')} / ${t('stock.serial')}`, render: (_, row) => <LotCell lot={row.lot} serial={row.serial} /> },
    { key: 'status', title: t('stock.status'), render: (_, row) => <StockStatusTag status={row.status} /> },
    { ...number('onHand'), ...sorted('onHand') },
    number('reserved'),
    number('available'),
    { key: 'unit', title: t('stock.unit'), render: (_, row) => row.item.uom },
    {
      key: 'lastMovementAt',
      title: t('stock.lastMovement'),
      ...sorted('lastMovementAt'),
      render: (_, row) => (
        <Link to="/stock/ledger" search={{ itemCode: row.item.code, location: row.location.code }} title={t('stock.movementsOf')}>
          {dateTime(row.lastMovementAt, timeZone) || t('stock.movementsOf')}
        </Link>
      ),
    },
  ];
}

/** One stock key, as the ledger keeps it. */
export function balanceKey(row: Balance): string {
  return [row.item.id, row.location.id, row.lot?.id, row.serial?.id, row.status].join('|');
}
