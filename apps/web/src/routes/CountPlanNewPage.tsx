import { useNavigate } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { PageHead } from '../features/PageHead';
import { Forbidden } from '../features/problems';
import { countBody, CountScope, FrequencyItem, type CountFields } from '../features/warehouse/count-fields';
import type { CountPlan } from '../features/warehouse/types';
import { useCan } from '../session';

interface Fields extends CountFields {
  name?: string;
  frequencyDays?: string;
}

function Head() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="name" label={t('countPlan.name')} rules={[{ required: true, whitespace: true, message: t('form.required') }]}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <FrequencyItem />
      <CountScope />
    </>
  );
}

const bodyOf = ({ frequencyDays, ...fields }: Fields): object => ({
  ...countBody(fields),
  ...(frequencyDays === undefined || frequencyDays === '' ? {} : { frequencyDays: Number(frequencyDays) }),
});

export function CountPlanNewPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  if (!can('count.manage')) return <Forbidden permission="count.manage" />;
  const back = () => void navigate({ to: '/count-plans' });
  return (
    <>
      <PageHead title={t('countPlan.new')} />
      <DocumentForm<Fields, CountPlan>
        initial={{ blind: true }}
        submitLabel={t('doc.save')}
        request={(fields) => ({ path: '/count-plans', body: bodyOf(fields) })}
        onSaved={back}
        onCancel={back}
        head={<Head />}
      />
    </>
  );
}
