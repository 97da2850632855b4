import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DocumentList } from '../features/documents/DocumentList';
import { TextFilter } from '../features/FilterBar';
import { useShipmentListColumns } from '../features/sales/columns';
import { SHIPMENT_STATES } from '../features/sales/types';

export function ShipmentsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/shipments' });
  return (
    <DocumentList
      title={t('shipment.title')}
      path="/shipments"
      search={search}
      filters={{ search: t('doc.search'), states: SHIPMENT_STATES, partner: 'customer', warehouse: true }}
      more={(set) => <TextFilter label={t('sales.one')} value={search.salesOrder} onChange={(salesOrder) => set({ salesOrder })} />}
      columns={useShipmentListColumns()}
      empty={{ title: t('shipment.none'), hint: t('shipment.noneHint') }}
      create={{ href: '/shipments/new', label: t('shipment.new'), permission: 'shipment.allocate' }}
    />
  );
}
