import { StatusTag } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decimal, money } from '../../format';
import { NamedCell, QtyCell } from '../documents/cells';
import { DocumentLines } from '../documents/DocumentLines';
import { partPageQuery } from '../documents/queries';
import { usePages } from '../lists';
import { QueryFailure } from '../problems';
import { ItemCell } from '../stock/columns';
import type { CountSession, Variance } from './types';

const isZero = (qty: string): boolean => /^-?0*(\.0*)?$/.test(qty);

/** A difference with its sign: more in the place than in the books is plus. */
function Difference({ row }: { row: Variance }) {
  if (isZero(row.varianceQty)) return <span className="quiet">0</span>;
  const sign = row.varianceQty.startsWith('-') ? '' : '+';
  return (
    <strong className={row.withinTolerance ? '' : 'bad-figure'}>
      {sign}
      {decimal(row.varianceQty)}
    </strong>
  );
}

/** Why a line was left unposted; what the stock core refuses besides is told with its code. */
const CONFLICTS = ['moved_late', 'serial_elsewhere', 'below_zero', 'reserved'] as const;

function Conflict({ code }: { code: string }) {
  const { t } = useTranslation();
  const known = CONFLICTS.find((one) => one === code);
  return <span className="bad-figure">{known ? t(`count.conflicts.${known}`) : t('count.conflicts.other', { code })}</span>;
}

/** Whether the difference may pass as it is, and what stands against it. */
function Marks({ row }: { row: Variance }) {
  const { t } = useTranslation();
  return (
    <span className="two-lines">
      <StatusTag tone={row.withinTolerance ? 'good' : 'warn'} label={t(row.withinTolerance ? 'count.within' : 'count.beyond')} />
      {row.needsRecount && <StatusTag tone="warn" icon="↻" label={t('count.needsRecount')} />}
      {row.moved && <StatusTag tone="warn" label={t('count.moved')} />}
      {row.uncertain && <StatusTag tone="quiet" label={t('count.uncertain')} />}
      {row.conflict !== null && <Conflict code={row.conflict} />}
    </span>
  );
}

function useColumns(): NonNullable<TableProps<Variance>['columns']> {
  const { t } = useTranslation();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'location', title: t('stock.location'), render: (_, row) => <NamedCell of={row.location} /> },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    {
      key: 'lot',
      title: `${t('stock.lot')} / ${t('stock.serial')}`,
      render: (_, row) => <span className="code nowrap">{[row.lot, row.serial].filter(Boolean).join(' · ')}</span>,
    },
    { key: 'expected', title: t('count.expected'), ...right, render: (_, row) => <QtyCell qty={row.expectedQty} uom={row.item.uom} /> },
    { key: 'counted', title: t('count.counted'), ...right, render: (_, row) => <QtyCell qty={row.countedQty} uom={row.item.uom} /> },
    { key: 'variance', title: t('count.variance'), ...right, render: (_, row) => <Difference row={row} /> },
    { key: 'value', title: t('count.value'), ...right, render: (_, row) => (row.varianceValue === null ? '—' : money(row.varianceValue)) },
    { key: 'tolerance', title: t('count.tolerance'), render: (_, row) => <Marks row={row} /> },
    { key: 'counter', title: t('count.counter'), render: (_, row) => row.counter },
    { key: 'recounts', title: t('count.recounts'), ...right, render: (_, row) => row.recounts },
  ];
}

/** What was counted beside what the books said at that moment; for who approves. */
export function Variances({ session }: { session: CountSession }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const columns = useColumns();
  const { cursor, restart, pagerFor } = usePages();
  const query = useQuery(partPageQuery('/count-sessions/{id}/variances', { id: session.id, limit: '200', differing: all ? undefined : 'true', cursor }));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  const show = (checked: boolean) => {
    restart();
    setAll(checked);
  };
  return (
    <>
      <DocumentLines
        title={t('count.variances')}
        rows={query.data?.items ?? []}
        page={query.data}
        pager={pagerFor(query.data)}
        refreshing={query.isPlaceholderData}
        columns={columns}
      />
      <Checkbox className="gap-above" checked={all} onChange={({ target }) => show(target.checked)}>
        {t('count.showAll')}
      </Checkbox>
    </>
  );
}
