import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { money } from '../../format';
import { partQuery } from '../documents/queries';
import { QueryFailure } from '../problems';
import type { WorkOrder } from './types';

const PARTS = ['material', 'time', 'total'] as const;

/** What the order was to cost, what it has cost, and what lies between. */
export function Cost({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const query = useQuery(partQuery('/work-orders/{id}/cost', { id: order.id }));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton active />;
  const { standard, actual, variance, perUnit } = query.data;
  const shown = (amount: string | null | undefined) => (amount == null ? '—' : money(amount));
  const over = (amount: string | null | undefined) => (amount != null && !amount.startsWith('-') && Number(amount) !== 0 ? 'number bad-figure' : 'number');
  return (
    <section aria-label={t('workOrder.tab.cost')} className="data-table-frame table-scroll">
      <table className="plain-table cost-table">
        <caption>{t('cost.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('cost.kind')}</th>
            <th scope="col" className="number">
              {t('cost.standard')}
            </th>
            <th scope="col" className="number">
              {t('cost.actual')}
            </th>
            <th scope="col" className="number">
              {t('cost.variance')}
            </th>
          </tr>
        </thead>
        <tbody>
          {PARTS.map((part) => (
            <tr key={part}>
              <th scope="row">{t(`cost.${part}`)}</th>
              <td className="number">{shown(standard[part])}</td>
              <td className="number">{shown(actual[part])}</td>
              <td className={over(variance[part])}>{shown(variance[part])}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('cost.perUnit')}</th>
            <td className="number">{shown(perUnit.standard)}</td>
            <td className="number">{shown(perUnit.actual)}</td>
            <td />
          </tr>
        </tbody>
      </table>
    </section>
  );
}
