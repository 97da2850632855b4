import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DocumentList } from '../features/documents/DocumentList';
import { useSalesListColumns } from '../features/sales/columns';
import { SALES_STATES } from '../features/sales/types';

export function SalesOrdersPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/sales-orders' });
  return (
    <DocumentList
      title={t('sales.title')}
      path="/sales-orders"
      search={search}
      filters={{ search: t('doc.search'), states: SALES_STATES, partner: 'customer', warehouse: true }}
      columns={useSalesListColumns()}
      empty={{ title: t('sales.none'), hint: t('sales.noneHint') }}
      create={{ href: '/sales-orders/new', label: t('sales.new'), permission: 'sales.write' }}
    />
  );
}
