import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { documentQuery, suggestionsQuery } from '../features/documents/queries';
import { PageHead } from '../features/PageHead';
import { Forbidden } from '../features/problems';
import { useSettled } from '../features/stock/selects';
import type { Recall } from '../features/tracing/types';
import { useCan } from '../session';

interface Fields {
  lots?: string[];
  reason?: string;
  direction?: string;
  mock?: boolean;
}

/** The lots that the recall starts from; their ids are the value. */
function LotsSelect({ id, value = [], onChange, first }: { id?: string; value?: string[]; onChange?: (ids: string[]) => void; first: string | undefined }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed);
  const { data = [], isFetching } = useQuery(suggestionsQuery('/lots', { q: q || undefined }));
  const given = useQuery({ ...documentQuery('/lots', first ?? ''), enabled: first !== undefined }).data;
  const known = given === undefined || data.some((lot) => lot.id === given.id) ? data : [given, ...data];
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t('lot.search')}
      value={value}
      onChange={(ids: string[]) => onChange?.(ids)}
      notFoundContent={isFetching ? t('form.searching') : t('form.noMatch')}
      options={known.map((lot) => ({ value: lot.id, label: `${lot.code} · ${lot.item.code} ${lot.item.name}` }))}
      popupMatchSelectWidth={false}
    />
  );
}

function Head({ first }: { first: string | undefined }) {
  const { t } = useTranslation();
  const required = { required: true, message: t('form.required') };
  return (
    <>
      <Form.Item className="form-wide" name="lots" label={t('stock.lot')} rules={[required]}>
        <LotsSelect first={first} />
      </Form.Item>
      <Form.Item name="direction" label={t('trace.direction')} extra={t('recall.directionHint')}>
        <Select options={(['down', 'both'] as const).map((value) => ({ value, label: t(`trace.${value}`) }))} />
      </Form.Item>
      <Form.Item className="form-wide" name="reason" label={t('doc.reason')} rules={[{ required: true, whitespace: true, message: t('doc.reasonRequired') }]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="mock" valuePropName="checked" extra={t('recall.mockHint')}>
        <Checkbox>{t('recall.mock')}</Checkbox>
      </Form.Item>
    </>
  );
}

export function RecallNewPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const { lot } = useSearch({ from: '/shell/recalls/new' });
  if (!can('recall.manage')) return <Forbidden permission="recall.manage" />;
  return (
    <>
      <PageHead title={t('recall.open')} />
      <DocumentForm<Fields, Recall>
        initial={{ direction: 'down', mock: false, ...(lot === undefined ? {} : { lots: [lot] }) }}
        submitLabel={t('recall.open')}
        request={(fields) => ({ path: '/recalls', body: fields })}
        onSaved={({ id }) => navigate({ to: '/recalls/$id', params: { id } })}
        onCancel={() => void navigate({ to: '/recalls' })}
        head={<Head first={lot} />}
      />
    </>
  );
}
