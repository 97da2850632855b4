import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime, decimal } from '../../format';
import { useTimeZone } from '../../session';
import { DocumentLink, NamedCell, Progress, QtyCell } from '../documents/cells';
import { DocumentState } from '../documents/DocumentState';
import { ItemCell } from '../stock/columns';
import type { SalesOrderLine, SalesOrderRow, ShipmentLine, ShipmentRow } from './types';

type Columns<T> = NonNullable<TableProps<T>['columns']>;

const right = { align: 'right', className: 'number' } as const;

export function useSalesListColumns(): Columns<SalesOrderRow> {
  const { t } = useTranslation();
  return [
    { key: 'number', title: t('doc.number'), render: (_, row) => <DocumentLink to="/sales-orders" document={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'customer', title: t('doc.customer'), render: (_, row) => <NamedCell of={row.customer} /> },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    { key: 'orderedOn', title: t('doc.orderedOn'), render: (_, row) => <span className="nowrap">{row.orderedOn}</span> },
    { key: 'dueOn', title: t('sales.dueOn'), render: (_, row) => <span className="nowrap">{row.dueOn ?? '—'}</span> },
    { key: 'lines', title: t('doc.lineCount'), ...right, render: (_, row) => row.lineCount },
    { key: 'shipped', title: t('sales.shipped'), render: (_, row) => <Progress percent={row.shippedPct} label={t('sales.shipped')} /> },
    {
      key: 'total',
      title: t('doc.total'),
      ...right,
      render: (_, row) => (row.total === null ? <span className="quiet">—</span> : `${decimal(row.total)} ${row.currency}`),
    },
    { key: 'externalRef', title: t('doc.externalRef'), render: (_, row) => row.externalRef },
  ];
}

export function useSalesLineColumns(): Columns<SalesOrderLine> {
  const { t } = useTranslation();
  const base = (key: 'allocatedQty' | 'shippedQty' | 'openQty') => ({
    key,
    title: t(`sales.${key}`),
    ...right,
    render: (_: unknown, row: SalesOrderLine) => <QtyCell qty={row[key]} uom={row.item.uom} />,
  });
  return [
    { key: 'lineNo', title: t('form.lineNumber'), ...right, render: (_, row) => row.lineNo },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'qty', title: t('form.qty'), ...right, render: (_, row) => <QtyCell qty={row.qty} uom={row.uom} /> },
    base('allocatedQty'),
    base('shippedQty'),
    base('openQty'),
    { key: 'price', title: t('doc.price'), ...right, render: (_, row) => (row.price === null ? <span className="quiet">—</span> : decimal(row.price)) },
    { key: 'days', title: t('sales.minRemainingDays'), ...right, render: (_, row) => row.minRemainingDays ?? '—' },
  ];
}

export function useShipmentListColumns(): Columns<ShipmentRow> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  return [
    { key: 'number', title: t('doc.number'), render: (_, row) => <DocumentLink to="/shipments" document={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'customer', title: t('doc.customer'), render: (_, row) => <NamedCell of={row.customer} /> },
    { key: 'order', title: t('sales.one'), render: (_, row) => <DocumentLink to="/sales-orders" document={row.salesOrder} /> },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    { key: 'shipBy', title: t('shipment.shipBy'), render: (_, row) => <span className="nowrap">{row.shipBy ?? '—'}</span> },
    { key: 'carrier', title: t('doc.carrier'), render: (_, row) => row.carrier },
    { key: 'lines', title: t('doc.lineCount'), ...right, render: (_, row) => row.lineCount },
    { key: 'shippedAt', title: t('shipment.shippedAt'), render: (_, row) => <span className="nowrap">{dateTime(row.shippedAt, timeZone)}</span> },
  ];
}

/** Under each line, the places its goods are reserved in. */
export function useShipmentLineColumns(): Columns<ShipmentLine> {
  const { t } = useTranslation();
  const qty = (key: 'qty' | 'allocatedQty' | 'pickedQty' | 'shippedQty' | 'shortQty') => ({
    key,
    title: t(`shipment.${key}`),
    ...right,
    render: (_: unknown, row: ShipmentLine) => <QtyCell qty={row[key]} uom={row.item.uom} />,
  });
  return [
    { key: 'lineNo', title: t('form.lineNumber'), ...right, render: (_, row) => row.lineNo },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    qty('qty'),
    qty('allocatedQty'),
    qty('pickedQty'),
    qty('shippedQty'),
    qty('shortQty'),
    {
      key: 'allocations',
      title: t('shipment.allocations'),
      render: (_, row) => (
        <ul className="allocations">
          {row.allocations.map(({ reservationId, location, lot, serial, expiresOn, qty: part }) => (
            <li key={reservationId}>
              <span className="code">{location.code}</span>
              {lot !== null && <span className="code"> · {lot.code}</span>}
              {serial !== null && <span className="code"> · {serial.code}</span>}
              {expiresOn !== null && <span className="quiet"> · {expiresOn}</span>}
              <strong className="number"> {decimal(part)}</strong>
            </li>
          ))}
        </ul>
      ),
    },
  ];
}
