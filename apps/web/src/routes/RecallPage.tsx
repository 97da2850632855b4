import { StatusTag } from '@anwen/ui/kit';
import { Link, useParams } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentHead } from '../features/documents/DocumentHead';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions, type DocumentAction } from '../features/documents/use-actions';
import { JOBS_KEY } from '../features/jobs/queries';
import { Affected } from '../features/tracing/Affected';
import type { Recall } from '../features/tracing/types';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

function OutcomeField() {
  const { t } = useTranslation();
  return (
    <Form.Item name="outcome" label={t('recall.outcome')} rules={[{ required: true, message: t('form.required') }]}>
      <Select options={(['release', 'scrap', 'keep_held'] as const).map((value) => ({ value, label: t(`recall.${value}`) }))} />
    </Form.Item>
  );
}

function useRecallActions(): DocumentAction[] {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const evidence = (format: 'xlsx' | 'pdf', primary: boolean): DocumentAction => ({
    verb: `evidence-${format}`,
    route: 'evidence',
    label: t(`recall.${format}`),
    permission: 'recall.read',
    when: true,
    primary,
    body: () => ({ format }),
    // The file comes as a job: the tray in the header tells when it is there.
    done: () => void cache.invalidateQueries({ queryKey: JOBS_KEY }),
  });
  return [
    evidence('pdf', true),
    evidence('xlsx', false),
    {
      verb: 'close',
      label: t('recall.close'),
      permission: 'recall.manage',
      danger: true,
      confirm: { hint: t('recall.closeHint'), fields: <OutcomeField />, reason: 'required' },
    },
  ];
}

function RecallView({ recall }: { recall: Recall }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const { bar, outcome } = useActions({ path: `/recalls/${recall.id}`, legal: recall.legal, actions: useRecallActions() });
  const { counts } = recall;
  const facts = [
    {
      key: 'roots',
      label: t('stock.lot'),
      children: recall.roots.map(({ id, code }) => (
        <Link key={id} className="code related-link" to="/lots/$id" params={{ id }}>
          {code}
        </Link>
      )),
    },
    { key: 'lots', label: t('recall.lots'), children: `${counts.lots} · ${t('recall.serials', { serials: counts.serials })}` },
    { key: 'customers', label: t('recall.customers'), children: counts.customers },
    { key: 'onHand', label: t('recall.onHand'), children: counts.onHand },
    { key: 'shipped', label: t('recall.shipped'), children: counts.shipped },
    { key: 'took', label: t('recall.took'), children: `${recall.tookMs} ms` },
    { key: 'openedBy', label: t('recall.openedBy'), children: `${recall.openedBy} · ${dateTime(recall.openedAt, timeZone)}` },
    { key: 'closedAt', label: t('recall.closedAt'), children: dateTime(recall.closedAt, timeZone) || null },
    { key: 'outcome', label: t('recall.outcome'), children: recall.outcome == null ? null : t(`recall.${recall.outcome}`) },
    { key: 'reason', label: t('doc.reason'), children: <span className="pre-line">{recall.reason}</span> },
  ];
  return (
    <>
      <DocumentHead
        back={{ href: '/recalls', label: t('recall.title') }}
        title={recall.number}
        state={recall.state}
        note={<StatusTag tone={recall.mock ? 'quiet' : 'bad'} label={t(recall.mock ? 'recall.mock' : 'recall.real')} />}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      <Affected id={recall.id} />
    </>
  );
}

export function RecallPage() {
  const { id } = useParams({ from: '/shell/recalls/$id' });
  return (
    <OneDocument path="/recalls" id={id}>
      {(recall) => <RecallView recall={recall} />}
    </OneDocument>
  );
}
