import { Link, useParams } from '@tanstack/react-router';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLink, QtyCell } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { DecimalItem } from '../features/documents/fields';
import { OneDocument } from '../features/documents/OneDocument';
import { ReasonSelect } from '../features/documents/selects';
import { useActions, type DocumentAction } from '../features/documents/use-actions';
import type { Inspection } from '../features/purchasing/types';
import { ItemCell } from '../features/stock/columns';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

const RESULTS = ['passed', 'failed', 'conditional'] as const;
const DISPOSITIONS = ['release', 'return', 'scrap', 'rework'] as const;

function ResultFields({ uom }: { uom: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="result" label={t('inspection.result')} rules={[{ required: true, message: t('form.required') }]}>
        <Select options={RESULTS.map((value) => ({ value, label: t(`docState.${value}`) }))} />
      </Form.Item>
      <DecimalItem name="passedQty" label={t('inspection.passedQty')} suffix={uom} required />
      <DecimalItem name="failedQty" label={t('inspection.failedQty')} suffix={uom} required />
      <DecimalItem name="sampleQty" label={t('inspection.sampleQty')} suffix={uom} />
    </>
  );
}

function DispositionFields({ serials, uom }: { serials: readonly string[]; uom: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="action" label={t('inspection.action')} rules={[{ required: true, message: t('form.required') }]}>
        <Select options={DISPOSITIONS.map((value) => ({ value, label: t(`inspection.${value}`) }))} />
      </Form.Item>
      <DecimalItem name="qty" label={t('form.qty')} suffix={uom} required />
      {serials.length > 0 && (
        <Form.Item name="serials" label={t('form.serials')} rules={[{ required: true, message: t('form.required') }]}>
          <Select mode="multiple" options={serials.map((value) => ({ value, label: value }))} />
        </Form.Item>
      )}
      <Form.Item name="reasonCode" label={t('doc.reasonCode')}>
        <ReasonSelect domain="scrap" />
      </Form.Item>
    </>
  );
}

function useInspectionActions({ item, serialsLeft }: Inspection): DocumentAction[] {
  const { t } = useTranslation();
  return [
    {
      verb: 'record',
      route: 'results',
      label: t('inspection.record'),
      permission: 'inspection.record',
      primary: true,
      confirm: { hint: t('inspection.recordHint'), fields: <ResultFields uom={item.uom} />, reason: 'optional', reasonField: 'note' },
    },
    {
      verb: 'dispose',
      route: 'disposition',
      label: t('inspection.dispose'),
      permission: 'inspection.dispose',
      primary: true,
      confirm: {
        hint: t('inspection.disposeHint'),
        fields: <DispositionFields serials={serialsLeft} uom={item.uom} />,
        reason: 'optional',
        reasonField: 'note',
      },
      body: (line) => ({ lines: [line] }),
    },
    {
      verb: 'cancel',
      label: t('inspection.cancel'),
      permission: 'inspection.dispose',
      danger: true,
      confirm: { hint: t('inspection.cancelHint'), reason: 'required' },
    },
  ];
}

function InspectionView({ inspection }: { inspection: Inspection }) {
  const { t } = useTranslation();
  const { bar, outcome } = useActions({ path: `/inspections/${inspection.id}`, legal: inspection.legal, actions: useInspectionActions(inspection) });
  const timeZone = useTimeZone();
  const { uom } = inspection.item;
  const facts = [
    { key: 'item', label: t('stock.item'), children: <ItemCell item={inspection.item} /> },
    { key: 'receipt', label: t('receipt.one'), children: <DocumentLink to="/receipts" document={inspection.receipt} /> },
    { key: 'lot', label: t('stock.lot'), children: inspection.lot?.code },
    ...(['qty', 'sampleQty', 'passedQty', 'failedQty', 'disposedQty'] as const).map((key) => ({
      key,
      label: t(`inspection.${key}`),
      children: <QtyCell qty={inspection[key]} uom={uom} />,
    })),
    { key: 'inspectedBy', label: t('inspection.inspectedBy'), children: inspection.inspectedBy },
    { key: 'createdAt', label: t('doc.createdAt'), children: dateTime(inspection.createdAt, timeZone) },
    { key: 'note', label: t('form.note'), children: inspection.note },
  ];
  return (
    <>
      <DocumentHead
        back={{ href: '/inspections', label: t('inspection.title') }}
        title={inspection.number}
        state={inspection.state}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      {inspection.dispositions.length > 0 && (
        <section aria-label={t('inspection.dispositions')}>
          <h2>{t('inspection.dispositions')}</h2>
          <ul className="related">
            {inspection.dispositions.map(({ action, qty, postingId }, index) => (
              <li key={index}>
                {t(`inspection.${action}`)} <QtyCell qty={qty} uom={uom} />{' '}
                {postingId !== null && (
                  <Link to="/stock/postings/$id" params={{ id: postingId }}>
                    {t('posting.title')}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

export function InspectionPage() {
  const { id } = useParams({ from: '/shell/inspections/$id' });
  return (
    <OneDocument path="/inspections" id={id}>
      {(inspection) => <InspectionView inspection={inspection} />}
    </OneDocument>
  );
}
