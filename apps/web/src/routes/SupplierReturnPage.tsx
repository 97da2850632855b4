import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DocumentLink, NamedCell, namedText } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { DocumentLines } from '../features/documents/DocumentLines';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions, type DocumentAction } from '../features/documents/use-actions';
import { useReturnLineColumns } from '../features/returns/columns';
import type { SupplierReturn } from '../features/purchasing/types';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

function useReturnActions(): DocumentAction[] {
  const { t } = useTranslation();
  const permission = 'supplier_return.write';
  return [
    { verb: 'ship', label: t('supplierReturn.ship'), permission, primary: true, confirm: { hint: t('supplierReturn.shipHint') }, body: () => ({}) },
    { verb: 'cancel', label: t('doc.cancel'), permission, danger: true, confirm: { hint: t('supplierReturn.cancelHint') } },
  ];
}

function ReturnView({ document }: { document: SupplierReturn }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const place = { key: 'location', title: t('stock.location'), render: (_: unknown, row: SupplierReturn['lines'][number]) => <NamedCell of={row.location} /> };
  const columns = [...useReturnLineColumns<SupplierReturn['lines'][number]>(), place];
  const { bar, outcome } = useActions({ path: `/supplier-returns/${document.id}`, legal: document.legal, actions: useReturnActions() });
  const { postingId } = document;
  const facts = [
    { key: 'supplier', label: t('doc.supplier'), children: namedText(document.supplier) },
    { key: 'warehouse', label: t('stock.warehouse'), children: namedText(document.warehouse) },
    { key: 'receipt', label: t('supplierReturn.receipt'), children: <DocumentLink to="/receipts" document={document.receipt} /> },
    { key: 'note', label: t('form.note'), children: document.note },
    { key: 'createdBy', label: t('doc.createdBy'), children: `${document.createdBy} · ${dateTime(document.createdAt, timeZone)}` },
    { key: 'shippedAt', label: t('supplierReturn.shippedAt'), children: dateTime(document.shippedAt, timeZone) || null },
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
        back={{ href: '/supplier-returns', label: t('supplierReturn.title') }}
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

export function SupplierReturnPage() {
  const { id } = useParams({ from: '/shell/supplier-returns/$id' });
  return (
    <OneDocument path="/supplier-returns" id={id}>
      {(document) => <ReturnView document={document} />}
    </OneDocument>
  );
}
