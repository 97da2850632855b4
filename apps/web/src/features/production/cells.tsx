import { StatusTag } from '@anwen/ui/kit';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { DocumentState } from '../documents/DocumentState';
import { sharesOf } from './progress';
import { orderState } from './states';
import type { WorkOrderRow } from './types';

export const OrderState = ({ state }: { state: string }) => <DocumentState state={orderState(state)} />;

type Quantities = Pick<WorkOrderRow, 'qtyPlanned' | 'qtyGood' | 'qtyScrap'> & { item?: { uom: string } };

/** Good over planned, with what was scrapped as a second part of the bar. */
export function QtyBar({ of }: { of: Quantities }) {
  const { t } = useTranslation();
  const { good, scrap } = sharesOf(of.qtyPlanned, of.qtyGood, of.qtyScrap);
  const text = t('workOrder.made', { good: decimal(of.qtyGood), planned: decimal(of.qtyPlanned), uom: of.item?.uom ?? '' });
  const scrapped = Number(of.qtyScrap) > 0 ? t('workOrder.scrapped', { qty: decimal(of.qtyScrap) }) : '';
  return (
    <span className="qty-bar-cell">
      <span className="qty-bar" role="img" aria-label={`${text} ${scrapped}`.trim()}>
        <span className="qty-bar-good" style={{ width: `${good}%` }} />
        <span className="qty-bar-scrap" style={{ width: `${scrap}%` }} />
      </span>
      <span className="number nowrap" aria-hidden="true">
        {text} {scrapped !== '' && <span className="bad-figure">{scrapped}</span>}
      </span>
    </span>
  );
}

/** Whether all material is there; before the release nobody has looked. */
export function ShortCell({ count }: { count: number | null }) {
  const { t } = useTranslation();
  if (count === null) return <span className="quiet">—</span>;
  return count === 0 ? <StatusTag tone="good" label={t('workOrder.complete')} /> : <StatusTag tone="bad" icon="!" label={t('workOrder.short', { count })} />;
}

export function DueCell({ row }: { row: Pick<WorkOrderRow, 'dueOn' | 'isLate'> }) {
  const { t } = useTranslation();
  if (row.dueOn === null) return <span className="quiet">—</span>;
  return (
    <span className="nowrap">
      {row.dueOn} {row.isLate && <StatusTag tone="bad" icon="!" label={t('workOrder.late')} />}
    </span>
  );
}
