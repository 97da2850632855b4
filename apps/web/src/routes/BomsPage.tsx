import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DocumentList } from '../features/documents/DocumentList';
import { CodeSelect } from '../features/documents/fields';
import { useBomListColumns } from '../features/engineering/bom-columns';
import { BOM_STATES } from '../features/engineering/types';

export function BomsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/boms' });
  return (
    <DocumentList
      title={t('bom.title')}
      path="/boms"
      search={search}
      filters={{ states: BOM_STATES }}
      more={(set) => (
        <>
          <CodeSelect path="/items" label={t('bom.item')} placeholder={t('bom.item')} value={search.item} onChange={(item) => set({ item })} />
          <CodeSelect path="/items" label={t('bom.uses')} placeholder={t('bom.uses')} value={search.component} onChange={(component) => set({ component })} />
        </>
      )}
      columns={useBomListColumns()}
      empty={{ title: t('bom.none'), hint: t('bom.noneHint') }}
      create={{ href: '/boms/new', label: t('bom.new'), permission: 'bom.write' }}
    />
  );
}
