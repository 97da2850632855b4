import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { partQuery } from '../documents/queries';
import { QueryFailure } from '../problems';
import { usePlanningWords } from './names';
import type { Pegging, Suggestion } from './types';

type Row = { source?: string; kind?: string; ref?: unknown; number?: string; qty?: string | null; dueOn?: string | null; on?: string | null };

const refText = (row: Row): string => {
  const { ref = row.number } = row;
  if (ref === null || ref === undefined) return '—';
  return typeof ref === 'object' ? String((ref as { number?: string; code?: string }).number ?? (ref as { code?: string }).code ?? '—') : String(ref as string);
};

function Part({ title, rows, uom }: { title: string; rows: readonly Row[]; uom: string }) {
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
              <td>{words.source(row.source ?? row.kind ?? '')}</td>
              <td className="code">{refText(row)}</td>
              <td className="number nowrap">{row.qty == null ? '—' : `${decimal(row.qty)} ${uom}`}</td>
              <td className="nowrap">{row.dueOn ?? row.on ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Body({ pegging, uom }: { pegging: Pegging; uom: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Part title={t('planning.demands')} rows={pegging.demands as readonly Row[]} uom={uom} />
      <Part title={t('planning.supplies')} rows={pegging.supplies as readonly Row[]} uom={uom} />
      {pegging.above.length > 0 && <Part title={t('planning.above')} rows={pegging.above as readonly Row[]} uom={uom} />}
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
