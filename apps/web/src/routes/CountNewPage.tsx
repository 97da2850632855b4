import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { PageHead } from '../features/PageHead';
import { Forbidden } from '../features/problems';
import { countBody, CountScope, type CountFields } from '../features/warehouse/count-fields';
import type { CountSession } from '../features/warehouse/types';
import { useCan } from '../session';

export function CountNewPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  if (!can('count.manage')) return <Forbidden permission="count.manage" />;
  return (
    <>
      <PageHead title={t('count.new')} />
      <DocumentForm<CountFields, CountSession>
        initial={{ blind: true }}
        submitLabel={t('doc.save')}
        request={(fields) => ({ path: '/count-sessions', body: countBody(fields) })}
        onSaved={({ id }) => navigate({ to: '/counts/$id', params: { id } })}
        onCancel={() => void navigate({ to: '/counts' })}
        head={<CountScope />}
      />
    </>
  );
}
