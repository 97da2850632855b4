import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../documents/ActionDialog';
import { DateItem, DecimalItem, SelectItem, TextItem } from '../documents/fields';
import { compact } from '../documents/form-fields';
import { PlaceSelect, ReasonSelect } from '../documents/selects';
import type { DocumentAction } from '../documents/use-actions';
import { itemQuery } from '../items/queries';
import { serialsFrom } from '../stock/posting-form';
import { lastOf, remainingOf, reportable } from './progress';
import type { Operation, ProductionReport, WorkOrder } from './types';

/** Where the next pieces are expected: the first that is behind the plan. */
function expected(order: WorkOrder): Operation | undefined {
  const open = reportable(order.operations);
  return open.find(({ good, scrap }) => remainingOf(order.qtyPlanned, good, scrap) !== '0') ?? open.at(-1);
}

function Output({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const tracking = useQuery(itemQuery(order.item.id)).data?.tracking ?? 'none';
  const opNo = Form.useWatch<number | undefined>('opNo');
  const last = lastOf(order.operations)?.opNo;
  // Only what leaves the last operation that is left becomes stock.
  if (opNo !== undefined && opNo !== last) return null;
  return (
    <>
      {tracking === 'lot' && (
        <>
          <TextItem name="lot" label={t('report.lot')} hint={t('report.lotHint')} initial={order.targetLot ?? undefined} />
          <DateItem name="expiresOn" label={t('form.expires')} />
        </>
      )}
      {tracking === 'serial' && (
        <Form.Item name="serials" label={t('form.serials')} extra={t('form.serialsHint')}>
          <Input.TextArea rows={2} />
        </Form.Item>
      )}
      <SelectItem name="location" label={t('workOrder.outputLocation')} hint={t('workOrder.outputHint')}>
        <PlaceSelect warehouse={order.warehouse.code} />
      </SelectItem>
    </>
  );
}

/** How many were good, scrapped and must be worked again; what was not good says why. */
function Amounts({ rest, uom }: { rest: string | undefined; uom: string }) {
  const { t } = useTranslation();
  const positive = (value: string | undefined) => value !== undefined && Number(value) > 0;
  const scrap = Form.useWatch<string | undefined>('scrap');
  const rework = Form.useWatch<string | undefined>('rework');
  return (
    <>
      <div className="form-grid">
        <DecimalItem name="good" label={t('report.good')} suffix={uom} initial={rest} autoFocus />
        <DecimalItem name="scrap" label={t('report.scrap')} suffix={uom} />
        <DecimalItem name="rework" label={t('report.rework')} suffix={uom} />
      </div>
      {positive(scrap) && (
        <SelectItem name="scrapReason" label={t('report.scrapReason')} required>
          <ReasonSelect domain="scrap" />
        </SelectItem>
      )}
      {positive(rework) && (
        <SelectItem name="reworkReason" label={t('report.reworkReason')} required>
          <ReasonSelect domain="scrap" />
        </SelectItem>
      )}
    </>
  );
}

function ReportFields({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const operations = reportable(order.operations);
  const first = expected(order);
  const rest = (done: Pick<Operation, 'good' | 'scrap'>) => remainingOf(order.qtyPlanned, done.good, done.scrap);
  const form = Form.useFormInstance();
  // What is still expected differs from operation to operation: the proposal of another one would be a wrong number.
  const chosen = (opNo: number) => {
    const operation = operations.find((one) => one.opNo === opNo);
    if (operation !== undefined && !form.isFieldTouched('good')) form.setFieldValue('good', rest(operation));
  };
  return (
    <>
      {operations.length > 0 && (
        <Form.Item name="opNo" label={t('workOrder.operation')} initialValue={first?.opNo} rules={[{ required: true, message: t('form.required') }]}>
          <Select
            onChange={chosen}
            options={operations.map(({ opNo, name, workCenter }) => ({ value: opNo, label: `${opNo} ${name} · ${workCenter.code}` }))}
            popupMatchSelectWidth={false}
          />
        </Form.Item>
      )}
      <Amounts rest={rest(first ?? { good: order.qtyGood, scrap: order.qtyScrap })} uom={order.item.uom} />
      <Output order={order} />
      <TextItem name="note" label={t('form.note')} max={500} />
    </>
  );
}

const reportBody = ({ serials, ...answers }: Answers): object =>
  compact({ ...answers, serials: typeof serials === 'string' ? serialsFrom([serials]) : undefined });

/** One press and what was made is stock, and what it took is used up. */
export function useReportAction(order: WorkOrder): DocumentAction {
  const { t } = useTranslation();
  return {
    verb: 'report',
    route: 'production-reports',
    label: t('report.one'),
    permission: 'production.report',
    confirm: { hint: t('report.hint', { number: order.number }), fields: <ReportFields order={order} /> },
    body: (answers) => ({ workOrder: order.number, ...reportBody(answers) }),
  };
}

/** A report is never edited: a second one takes its place. */
export function useCorrectAction(): (of: ProductionReport, uom: string) => DocumentAction {
  const { t } = useTranslation();
  return ({ good, scrap, rework, scrapReason, reworkReason, lot, serials }, uom) => ({
    verb: 'supersede',
    label: t('report.correct'),
    permission: 'production.supersede',
    confirm: {
      hint: t('report.correctHint'),
      reason: 'required',
      fields: (
        <>
          <div className="form-grid">
            <DecimalItem name="good" label={t('report.good')} suffix={uom} initial={good} required />
            <DecimalItem name="scrap" label={t('report.scrap')} suffix={uom} initial={scrap} required />
            <DecimalItem name="rework" label={t('report.rework')} suffix={uom} initial={rework} required />
          </div>
          <SelectItem name="scrapReason" label={t('report.scrapReason')} initial={scrapReason ?? undefined}>
            <ReasonSelect domain="scrap" />
          </SelectItem>
          <SelectItem name="reworkReason" label={t('report.reworkReason')} initial={reworkReason ?? undefined}>
            <ReasonSelect domain="scrap" />
          </SelectItem>
          <TextItem name="note" label={t('form.note')} max={500} />
          {lot !== null && <TextItem name="lot" label={t('report.lot')} initial={lot} />}
          {serials.length > 0 && (
            <Form.Item name="serials" label={t('form.serials')} extra={t('form.serialsHint')} initialValue={serials.join(' ')}>
              <Input.TextArea rows={2} />
            </Form.Item>
          )}
        </>
      ),
    },
    body: reportBody,
  });
}
