import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Checkbox, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateIn } from '../../format';
import { useTimeZone } from '../../session';
import { NamedCell, QtyCell } from '../documents/cells';
import { DocumentLines } from '../documents/DocumentLines';
import { partQuery } from '../documents/queries';
import { DateFilter, TextFilter } from '../FilterBar';
import { QueryFailure } from '../problems';
import { DECIMAL } from '../purchasing/order-form';
import { useTreeColumns } from './bom-columns';
import { depthOf, openTo, treeOf } from './tree';
import type { Bom, Explosion } from './types';

export interface TreeSearch {
  readonly qty?: string | undefined;
  readonly day?: string | undefined;
  readonly flat?: 'true' | undefined;
}

/** More levels than any bill has that people draw up; the server cuts where it must and says so. */
const LEVELS = '99';
/** Open at first: a deep bill is read from the top. */
const FIRST_LEVELS = 2;

function Totals({ totals }: { totals: Explosion['totals'] }) {
  const { t } = useTranslation();
  const columns = [
    { key: 'item', title: t('bom.component'), render: (_: unknown, row: Explosion['totals'][number]) => <NamedCell of={row.item} /> },
    {
      key: 'qty',
      title: t('bom.qtyTotal'),
      align: 'right' as const,
      className: 'number',
      render: (_: unknown, row: Explosion['totals'][number]) => <QtyCell qty={row.qty} uom={row.uom} />,
    },
  ];
  return <DocumentLines title={t('bom.totals')} rows={totals.map((row) => ({ ...row, id: row.item.id }))} columns={columns} />;
}

function Tree({ lines }: { lines: Explosion['lines'] }) {
  const { t } = useTranslation();
  const columns = useTreeColumns();
  const rows = useMemo(() => treeOf(lines), [lines]);
  const [open, setOpen] = useState(() => openTo(rows, FIRST_LEVELS));
  const depth = depthOf(lines);
  return (
    <>
      <p className="toolbar">
        <span className="quiet">{t('bom.openTo')}</span>
        {Array.from({ length: Math.min(depth, 6) }, (_, index) => (
          <Button key={index} size="small" onClick={() => setOpen(openTo(rows, index + 1))}>
            {t('bom.levelOf', { level: index + 1 })}
          </Button>
        ))}
        {depth > 6 && (
          <Button size="small" onClick={() => setOpen(openTo(rows, depth))}>
            {t('bom.allLevels')}
          </Button>
        )}
      </p>
      <DocumentLines title={t('bom.tree')} rows={rows} columns={columns} tree={{ open, onChange: setOpen }} />
    </>
  );
}

/** What a quantity of the product needs on a day, down to what is bought: as a tree, or summed up. */
export function BomTree({ bom, search }: { bom: Bom; search: TreeSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const today = dateIn(new Date(), useTimeZone());
  const qty = search.qty !== undefined && DECIMAL.test(search.qty) ? search.qty : '1';
  const day = search.day ?? today;
  const query = useQuery(partQuery('/boms/{id}/explode', { id: bom.id, qty, day, levels: LEVELS }));
  const set = (change: TreeSearch) => void navigate({ to: '.', search: (before) => ({ ...before, ...change }) as never, replace: true, resetScroll: false });
  return (
    <>
      <search className="filter-bar" aria-label={t('bom.explodeFor')}>
        <TextFilter label={t('bom.explodeQty')} value={search.qty ?? '1'} onChange={(value) => set({ qty: value === '1' ? undefined : value })} />
        <DateFilter label={t('bom.explodeDay')} value={day} onChange={(value) => set({ day: value === today ? undefined : value })} />
        <Checkbox checked={search.flat === 'true'} onChange={({ target }) => set({ flat: target.checked ? 'true' : undefined })}>
          {t('bom.flat')}
        </Checkbox>
      </search>
      {query.data?.truncated === true && <Alert className="gap-below" type="warning" showIcon title={t('bom.truncated')} />}
      {query.error !== null && <QueryFailure failure={query.error} retry={() => void query.refetch()} />}
      {query.data === undefined && query.error === null && <Skeleton active />}
      {query.data !== undefined &&
        (search.flat === 'true' ? <Totals totals={query.data.totals} /> : <Tree key={`${bom.id} ${day}`} lines={query.data.lines} />)}
    </>
  );
}
