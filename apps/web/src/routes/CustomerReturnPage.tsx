import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DocumentLink, namedText } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { DocumentLines } from '../features/documents/DocumentLines';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions, type DocumentAction } from '../features/documents/use-actions';
import { useReturnLineColumns } from '../features/returns/columns';
import type { CustomerReturn } from '../features/sales/types';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

function useReturnActions(): DocumentAction[] {
  const { t } = useTranslation();
  const permission = 'customer_return.receive';
  return [
    { verb: 'receive', label: t('customerReturn.receive'), permission, primary: true, confirm: { hint: t('customerReturn.receiveHint') }, body: () => ({}) },
    { verb: 'cancel', label: t('doc.cancel'), permission, danger: true, confirm: { hint: t('customerReturn.cancelHint') } },
  ];
}

function ReturnView({ document }: { document: CustomerReturn }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const note = { key: 'note', title: t('form.note'), render: (_: unknown, row: CustomerReturn['lines'][number]) => row.note };
  const columns = [...useReturnLineColumns<CustomerReturn['lines'][number]>(), note];
  const { bar, outcome } = useActions({ path: `/customer-returns/${document.id}`, legal: document.legal, actions: useReturnActions() });
  const { postingId } = document;
  const facts = [
    { key: 'customer', label: t('doc.customer'), children: namedText(document.customer) },
    { key: 'warehouse', label: t('stock.warehouse'), children: namedText(document.warehouse) },
    { key: 'shipment', label: t('customerReturn.shipment'), children: <DocumentLink to="/shipments" document={document.shipment} /> },
    { key: 'location', label: t('customerReturn.location'), children: namedText(document.location) },
    { key: 'createdBy', label: t('doc.createdBy'), children: `${document.createdBy} · ${dateTime(document.createdAt, timeZone)}` },
    { key: 'receivedAt', label: t('customerReturn.receivedAt'), children: dateTime(document.receivedAt, timeZone) || null },
    {
      key: 'posting',
      label: t('posting.title'),
      children:
        postingId === null ? null : (
          <Link to="/stock/postings/$id" params={{ id: postingId }}>
            {t('form.openPosting')}
          </Link>
        ),
    },
  ];
  return (
    <>
      <DocumentHead
        back={{ href: '/customer-returns', label: t('customerReturn.title') }}
        title={document.number}
        state={document.state}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      <DocumentLines title={t('doc.lines')} rows={document.lines} columns={columns} />
    </>
  );
}

export function CustomerReturnPage() {
  const { id } = useParams({ from: '/shell/customer-returns/$id' });
  return (
    <OneDocument path="/customer-returns" id={id}>
      {(document) => <ReturnView document={document} />}
    </OneDocument>
  );
}
