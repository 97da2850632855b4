import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DocumentList } from '../features/documents/DocumentList';
import { useOrderListColumns } from '../features/purchasing/columns';
import { ORDER_STATES } from '../features/purchasing/types';

export function PurchaseOrdersPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/purchase-orders' });
  return (
    <DocumentList
      title={t('purchase.title')}
      path="/purchase-orders"
      search={search}
      filters={{ search: t('doc.search'), states: ORDER_STATES, partner: 'supplier', warehouse: true }}
      columns={useOrderListColumns()}
      empty={{ title: t('purchase.none'), hint: t('purchase.noneHint') }}
      create={{ href: '/purchase-orders/new', label: t('purchase.new'), permission: 'purchase.write' }}
    />
  );
}
