import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { LineEditor } from '../features/documents/LineEditor';
import { OneDocument } from '../features/documents/OneDocument';
import { PageHead } from '../features/PageHead';
import { Forbidden, QueryFailure } from '../features/problems';
import { itemsOf, ORDER_ALIASES } from '../features/purchasing/order-form';
import {
  expectedLines,
  linesBody,
  receiptBody,
  ReceiptHead,
  useReceiveColumns,
  type LinesFields,
  type ReceiptFields,
} from '../features/purchasing/receipt-form';
import type { Receipt } from '../features/purchasing/types';
import { useCan } from '../session';

export function ReceiptNewPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const { purchaseOrder } = useSearch({ from: '/shell/receipts/new' });
  if (!can('receipt.confirm')) return <Forbidden permission="receipt.confirm" />;
  return (
    <>
      <PageHead title={t('receipt.new')} />
      <DocumentForm<ReceiptFields, Receipt>
        initial={purchaseOrder === undefined ? {} : { purchaseOrder }}
        submitLabel={t('receipt.start')}
        request={(fields) => ({ path: '/receipts', body: receiptBody(fields) })}
        onSaved={({ id }) => navigate({ to: '/receipts/$id/receive', params: { id } })}
        onCancel={() => void navigate({ to: '/receipts' })}
        head={<ReceiptHead />}
      />
    </>
  );
}

function ReceiveForm({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useReceiveColumns();
  const items = useQuery({ queryKey: ['items', 'of', receipt.id, receipt.rowVersion], queryFn: () => itemsOf(receipt.expected) });
  if (items.error !== null) return <QueryFailure failure={items.error} retry={() => void items.refetch()} />;
  if (items.data === undefined) return <Skeleton active />;
  const back = () => void navigate({ to: '/receipts/$id', params: { id: receipt.id } });
  return (
    <>
      <PageHead title={`${t('receipt.receive')} · ${receipt.number}`} />
      <Alert className="gap-below" type="info" showIcon title={t(receipt.expected.length > 0 ? 'receipt.expectedHint' : 'receipt.freeHint')} />
      <DocumentForm<LinesFields, Receipt>
        initial={{ lines: expectedLines(receipt.expected, items.data) }}
        submitLabel={t('receipt.confirm')}
        aliases={ORDER_ALIASES}
        request={(fields) => ({ path: `/receipts/${receipt.id}/lines`, body: linesBody(fields) })}
        onSaved={back}
        onCancel={back}
        lines={(disabled) => <LineEditor columns={columns} disabled={disabled} origin="poLineId" />}
      />
    </>
  );
}

export function ReceiptReceivePage() {
  const { id } = useParams({ from: '/shell/receipts/$id/receive' });
  const can = useCan();
  if (!can('receipt.confirm')) return <Forbidden permission="receipt.confirm" />;
  return (
    <OneDocument path="/receipts" id={id} editing>
      {(receipt) => <ReceiveForm receipt={receipt} />}
    </OneDocument>
  );
}
