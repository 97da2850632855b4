import type { Movement } from '@anwen/client';
import { Link } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime, decimal } from '../../format';
import { useTimeZone } from '../../session';
import { DocumentRef } from '../documents/DocumentRef';
import { ItemCell, LotCell, SideCell, useEventName } from './columns';

type Columns = NonNullable<TableProps<Movement>['columns']>;

/** What moved where: the columns that the ledger and one posting share. */
export function useLineColumns(): Columns {
  const { t } = useTranslation();
  return [
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'lot', title: `${t('stock.lot')} / ${t('stock.serial')}`, render: (_, row) => <LotCell lot={row.lot} serial={row.serial} /> },
    { key: 'from', title: t('ledger.from'), render: (_, row) => <SideCell side={row.from} /> },
    { key: 'to', title: t('ledger.to'), render: (_, row) => <SideCell side={row.to} /> },
    {
      key: 'qty',
      title: t('ledger.qty'),
      align: 'right',
      className: 'number',
      render: (_, row) => (
        <span className="two-lines">
          <span>
            {decimal(row.qty)} {row.uom}
          </span>
          {row.enteredUom !== row.uom && (
            <span className="quiet">
              {decimal(row.enteredQty)} {row.enteredUom}
            </span>
          )}
        </span>
      ),
    },
    { key: 'after', title: t('ledger.after'), align: 'right', className: 'number', render: (_, row) => <After row={row} /> },
  ];
}

/** The balances that this movement left behind; a virtual place keeps none. */
function After({ row }: { row: Movement }) {
  const sides = [row.from, row.to].filter(({ after }) => after !== null);
  return (
    <span className="two-lines">
      {sides.map(({ location, after }, index) => (
        <span key={index} className="quiet">
          {location?.code ?? ''} → {decimal(after ?? '')}
        </span>
      ))}
    </span>
  );
}

/** The ledger's own columns, newest first: the one order that the ledger has. */
export function useLedgerColumns(): Columns {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const nameOf = useEventName();
  const posted = {
    key: 'postedAt',
    title: t('ledger.postedAt'),
    render: (_: unknown, row: Movement) => (
      <Link className="nowrap" to="/stock/postings/$id" params={{ id: row.posting.id }} title={t('ledger.open')}>
        {dateTime(row.postedAt, timeZone)}
      </Link>
    ),
  };
  return [
    posted,
    { key: 'effectiveOn', title: t('ledger.effectiveOn'), render: (_, row) => <span className="nowrap">{row.effectiveOn}</span> },
    { key: 'type', title: t('ledger.type'), render: (_, row) => <span className="nowrap">{nameOf(row.posting.type)}</span> },
    ...useLineColumns(),
    { key: 'document', title: t('ledger.document'), render: (_, row) => <DocumentRef type={row.posting.docType} of={row.posting.docRef} /> },
  ];
}
