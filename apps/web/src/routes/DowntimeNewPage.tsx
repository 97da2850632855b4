import { useNavigate } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { CodeSelect, SelectItem, TextItem } from '../features/documents/fields';
import { compact } from '../features/documents/form-fields';
import { DocumentSelect, ReasonSelect } from '../features/documents/selects';
import { PlannedItem } from '../features/floor/downtime-actions';
import { PageHead } from '../features/PageHead';
import { Forbidden } from '../features/problems';
import { ON_THE_FLOOR } from '../features/production/states';
import { instantIn } from '../format';
import { useCan, useTimeZone } from '../session';

interface Fields {
  planned?: boolean;
  startedAt?: string;
}

/** A machine stands still: which one, since when and, when it is known already, why. */
export function DowntimeNewPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const timeZone = useTimeZone();
  if (!can('downtime.report')) return <Forbidden permission="downtime.report" />;
  const back = () => void navigate({ to: '/downtime' });
  return (
    <>
      <PageHead title={t('downtime.new')} />
      <DocumentForm<Fields, unknown>
        initial={{}}
        submitLabel={t('downtime.start')}
        aliases={{}}
        request={({ planned, startedAt, ...fields }) => ({
          path: '/downtime-events',
          body: { ...compact({ ...fields, startedAt: instantIn(startedAt, timeZone) }), planned: planned === true },
        })}
        onSaved={back}
        onCancel={back}
        head={
          <>
            <SelectItem name="workCenter" label={t('workCenter.one')} required>
              <CodeSelect path="/work-centers" placeholder={t('workCenter.search')} />
            </SelectItem>
            <Form.Item name="startedAt" label={t('downtime.startedAt')} extra={t('downtime.nowHint')}>
              <Input type="datetime-local" />
            </Form.Item>
            <SelectItem name="reasonCode" label={t('doc.reasonCode')}>
              <ReasonSelect domain="downtime" />
            </SelectItem>
            <SelectItem name="workOrder" label={t('workOrder.one')}>
              <DocumentSelect path="/work-orders" query={{ state: ON_THE_FLOOR.join(',') }} />
            </SelectItem>
            <TextItem name="note" label={t('form.note')} max={500} />
            <PlannedItem initial={false} />
          </>
        }
      />
    </>
  );
}
