import { DataTable } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { namedText } from '../documents/cells';
import { DocumentRef } from '../documents/DocumentRef';
import { partQuery } from '../documents/queries';
import { QueryFailure } from '../problems';
import { ItemCell } from '../stock/columns';
import { LotStatus } from './LotStatus';
import { useNodeKind } from './names';
import type { AffectedRow } from './types';

function Parts({ parts }: { parts: readonly { readonly place: ReactNode; readonly qty: string }[] }) {
  return (
    <ul className="allocations">
      {parts.map(({ place, qty }, index) => (
        <li key={index}>
          {place} <strong className="number">{decimal(qty)}</strong>
        </li>
      ))}
    </ul>
  );
}

/** Ways out of the house (and back in) besides a shipment. */
const OTHERWISE = ['cameBack', 'returned', 'scrapped', 'adjusted'] as const;
type Gone = Pick<AffectedRow, 'shipped'> & Partial<Record<(typeof OTHERWISE)[number], AffectedRow['shipped']>>;

const goneTo = ({ docType, docRef, partner }: AffectedRow['shipped'][number]): ReactNode => (
  <>
    <DocumentRef type={docType} of={docRef} /> {partner === null ? '' : namedText(partner)}
  </>
);

function useColumns(): NonNullable<TableProps<AffectedRow>['columns']> {
  const { t } = useTranslation();
  const kindOf = useNodeKind();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'depth', title: t('trace.level'), ...right, render: (_, row) => (row.depth > 0 ? `+${row.depth}` : row.depth) },
    { key: 'kind', title: t('trace.kind'), render: (_, row) => <span className="nowrap">{kindOf(row.kind)}</span> },
    {
      key: 'code',
      title: t('trace.code'),
      render: (_, row) =>
        row.kind === 'lot' ? (
          <Link className="code nowrap" to="/lots/$id" params={{ id: row.id }}>
            {row.code}
          </Link>
        ) : (
          <span className="code nowrap">{row.code}</span>
        ),
    },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'status', title: t('stock.status'), render: (_, row) => <LotStatus status={row.status} /> },
    {
      key: 'stands',
      title: t('recall.stands'),
      render: (_, row) => <Parts parts={row.stock.map(({ location, qty }) => ({ place: location?.code ?? t('ledger.hidden'), qty }))} />,
    },
    { key: 'went', title: t('recall.went'), render: (_, row) => <Parts parts={row.shipped.map((one) => ({ place: goneTo(one), qty: one.qty }))} /> },
    {
      key: 'otherwise',
      title: t('recall.otherwise'),
      render: (_, row: Gone) => (
        <Parts
          parts={OTHERWISE.flatMap((kind) =>
            (row[kind] ?? []).map((one) => ({
              place: (
                <>
                  {t(`recall.${kind}`)} {goneTo(one)}
                </>
              ),
              qty: one.qty,
            })),
          )}
        />
      ),
    },
  ];
}

/** What a recall has found, page by page. */
export function Affected({ id }: { id: string }) {
  const { t } = useTranslation();
  const [trail, setTrail] = useState<string[]>([]);
  const columns = useColumns();
  const query = useQuery(partQuery('/recalls/{id}/affected', { id, limit: '100', cursor: trail.at(-1) }));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  const next = query.data?.nextCursor;
  const rows = query.data?.items;
  const shown = t('table.shown', { shown: rows?.length ?? 0 });
  const texts = { caption: t('recall.affected'), first: t('table.first'), previous: t('table.previous'), next: t('table.next'), summary: shown };
  const pager = {
    first: trail.length === 0 ? undefined : () => setTrail([]),
    previous: trail.length === 0 ? undefined : () => setTrail(trail.slice(0, -1)),
    next: next == null ? undefined : () => setTrail([...trail, next]),
  };
  return (
    <section aria-label={t('recall.affected')}>
      <h2>{t('recall.affected')}</h2>
      <DataTable columns={columns} rowKey={(row) => `${row.kind} ${row.id}`} rows={rows} texts={texts} pager={pager} />
    </section>
  );
}
