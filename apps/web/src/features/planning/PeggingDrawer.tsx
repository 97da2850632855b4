import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { partQuery } from '../documents/queries';
import { QueryFailure } from '../problems';
import { usePlanningWords } from './names';
import type { Pegging, Suggestion } from './types';

interface Row {
  readonly source: string;
  readonly ref: string;
  readonly item?: string;
  readonly qty: string;
  readonly on: string | null;
}

function Part({ title, rows }: { title: string; rows: readonly Row[] }) {
  const { t } = useTranslation();
  const words = usePlanningWords();
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('demand.source')}</th>
            <th scope="col">{t('doc.number')}</th>
            <th scope="col" className="number">
              {t('form.qty')}
            </th>
            <th scope="col">{t('workOrder.dueOn')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && (
            <tr>
              <td colSpan={4} className="quiet">
                {t('planning.nothing')}
              </td>
            </tr>
          )}
          {rows.map((row, index) => (
            <tr key={index}>
              <td>{words.source(row.source)}</td>
              <td className="code">{[row.item, row.ref].filter(Boolean).join(' · ') || '—'}</td>
              <td className="number nowrap">{row.qty}</td>
              <td className="nowrap">{row.on ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Body({ pegging, uom }: { pegging: Pegging; uom: string }) {
  const { t } = useTranslation();
  const amount = (qty: string, uom: string) => `${decimal(qty)} ${uom}`;
  return (
    <>
      <Part title={t('planning.demands')} rows={pegging.demands.map(({ dueOn, qty, ...row }) => ({ ...row, qty: amount(qty, uom), on: dueOn }))} />
      <Part
        title={t('planning.supplies')}
        rows={pegging.supplies.map(({ kind, ref, item, qty, availableOn }) => ({
          source: kind,
          ref,
          item: item.code,
          qty: amount(qty, item.baseUom),
          on: availableOn,
        }))}
      />
      {pegging.above.length > 0 && (
        <Part
          title={t('planning.above')}
          rows={pegging.above.map(({ source, ref, item, qty, dueOn }) => ({ source, ref, item: item.code, qty: amount(qty, item.baseUom), on: dueOn }))}
        />
      )}
    </>
  );
}

/** For whom a suggestion is, and what else covers that need: without leaving the table. */
export function PeggingDrawer({ of, close }: { of: Suggestion | null; close: () => void }) {
  const { t } = useTranslation();
  const words = usePlanningWords();
  const query = useQuery({ ...partQuery('/planning/suggestions/{id}/pegging', { id: of?.id }), enabled: of !== null });
  return (
    <Drawer
      open={of !== null}
      onClose={close}
      size={560}
      title={of === null ? '' : t('planning.peggingOf', { item: of.item.code, qty: decimal(of.qty), uom: of.uom })}
    >
      {of !== null && (
        <ol className="reasons">
          {of.trace.map((step, index) => (
            <li key={index}>{words.said(step)}</li>
          ))}
        </ol>
      )}
      {query.error !== null && <QueryFailure failure={query.error} retry={() => void query.refetch()} />}
      {query.data === undefined ? query.error === null && <Skeleton active /> : <Body pegging={query.data} uom={of?.uom ?? ''} />}
    </Drawer>
  );
}
