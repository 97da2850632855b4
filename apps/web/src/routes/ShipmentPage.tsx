import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DocumentLink, namedText } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { DocumentLines } from '../features/documents/DocumentLines';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions } from '../features/documents/use-actions';
import { useShipmentLineColumns } from '../features/sales/columns';
import { Packages } from '../features/sales/Packages';
import { useShipmentActions } from '../features/sales/shipment-actions';
import type { Shipment } from '../features/sales/types';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

function ShipmentView({ shipment }: { shipment: Shipment }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const columns = useShipmentLineColumns();
  const { bar, outcome } = useActions({ path: `/shipments/${shipment.id}`, legal: shipment.legal, actions: useShipmentActions(shipment) });
  const { open, claimed, done, short } = shipment.tasks;
  const total = open + claimed + done + short;
  const facts = [
    { key: 'customer', label: t('doc.customer'), children: namedText(shipment.customer) },
    { key: 'order', label: t('sales.one'), children: <DocumentLink to="/sales-orders" document={shipment.salesOrder} /> },
    { key: 'warehouse', label: t('stock.warehouse'), children: namedText(shipment.warehouse) },
    { key: 'stage', label: t('shipment.stage'), children: namedText(shipment.stage) },
    { key: 'wave', label: t('wave.one'), children: <DocumentLink to="/waves" document={shipment.wave} /> },
    ...(shipment.backorderOf === null
      ? []
      : [{ key: 'backorderOf', label: t('shipment.backorderOf'), children: <DocumentLink to="/shipments" document={shipment.backorderOf} /> }]),
    { key: 'shipBy', label: t('shipment.shipBy'), children: shipment.shipBy },
    {
      key: 'tasks',
      label: t('pick.title'),
      children:
        total === 0 ? null : (
          <Link to="/pick-tasks" search={{ shipment: shipment.number }}>
            {t('pick.progress', { done, total, short })}
          </Link>
        ),
    },
    { key: 'carrier', label: t('doc.carrier'), children: shipment.carrier },
    { key: 'tracking', label: t('shipment.tracking'), children: shipment.tracking },
    { key: 'shippedAt', label: t('shipment.shippedAt'), children: dateTime(shipment.shippedAt, timeZone) || null },
    { key: 'createdBy', label: t('doc.createdBy'), children: `${shipment.createdBy} · ${dateTime(shipment.createdAt, timeZone)}` },
  ];
  return (
    <>
      <DocumentHead
        back={{ href: '/shipments', label: t('shipment.title') }}
        title={shipment.number}
        state={shipment.state}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      <DocumentLines title={t('doc.lines')} rows={shipment.lines} columns={columns} />
      <Packages shipment={shipment} />
    </>
  );
}

export function ShipmentPage() {
  const { id } = useParams({ from: '/shell/shipments/$id' });
  return (
    <OneDocument path="/shipments" id={id}>
      {(shipment) => <ShipmentView shipment={shipment} />}
    </OneDocument>
  );
}
