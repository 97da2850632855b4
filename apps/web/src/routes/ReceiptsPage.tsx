import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DocumentList } from '../features/documents/DocumentList';
import { TextFilter } from '../features/FilterBar';
import { useReceiptListColumns } from '../features/purchasing/columns';
import { RECEIPT_STATES } from '../features/purchasing/types';

export function ReceiptsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/receipts' });
  return (
    <DocumentList
      title={t('receipt.title')}
      path="/receipts"
      search={search}
      filters={{ search: t('doc.search'), states: RECEIPT_STATES, partner: 'supplier', warehouse: true }}
      more={(set) => <TextFilter label={t('purchase.one')} value={search.purchaseOrder} onChange={(purchaseOrder) => set({ purchaseOrder })} />}
      columns={useReceiptListColumns()}
      empty={{ title: t('receipt.none'), hint: t('receipt.noneHint') }}
      create={{ href: '/receipts/new', label: t('receipt.new'), permission: 'receipt.confirm' }}
    />
  );
}
