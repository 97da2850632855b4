import { DataTable } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { QtyCell } from '../features/documents/cells';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions } from '../features/documents/use-actions';
import { useInstead, useTableTexts } from '../features/lists';
import { PageHead } from '../features/PageHead';
import { balanceKey, useBalanceColumns } from '../features/stock/balance-columns';
import { ItemCell } from '../features/stock/columns';
import { useLedgerColumns } from '../features/stock/movement-columns';
import { balancesQuery, movementsQuery } from '../features/stock/queries';
import { useLotActions } from '../features/tracing/lot-actions';
import { LotStatus } from '../features/tracing/LotStatus';
import type { Lot } from '../features/tracing/types';
import { useCan } from '../session';

function Stock({ lot }: { lot: Lot }) {
  const { t } = useTranslation();
  const query = useQuery(balancesQuery({ itemCode: lot.item.code, lot: lot.code, limit: '200' }));
  const columns = useBalanceColumns(undefined)
    .filter(({ key }) => key !== 'itemCode' && key !== 'lot')
    .map((column) => ({ ...column, sorter: false }));
  const texts = useTableTexts(t('lot.stock'), query.data);
  const instead = useInstead({ query, filtered: false, clear: () => undefined, empty: { title: t('lot.stockNone'), hint: t('lot.stockNoneHint') } });
  return <DataTable columns={columns} rowKey={balanceKey} rows={query.data?.items} instead={instead} texts={texts} />;
}

function Movements({ lot }: { lot: Lot }) {
  const { t } = useTranslation();
  const query = useQuery(movementsQuery({ itemCode: lot.item.code, lot: lot.code, limit: '20' }, false));
  const columns = useLedgerColumns().filter(({ key }) => key !== 'item' && key !== 'lot');
  const texts = useTableTexts(t('lot.movements'), query.data);
  const instead = useInstead({ query, filtered: false, clear: () => undefined, empty: { title: t('ledger.none'), hint: t('ledger.noneHint') } });
  return <DataTable columns={columns} rowKey={(row) => row.id} rows={query.data?.items} instead={instead} texts={texts} />;
}

function LotView({ lot }: { lot: Lot }) {
  const { t } = useTranslation();
  const can = useCan();
  const { bar, outcome } = useActions({ path: `/lots/${lot.id}`, legal: [], actions: useLotActions(lot) });
  const facts = [
    { key: 'item', label: t('stock.item'), children: <ItemCell item={lot.item} /> },
    { key: 'onHand', label: t('stock.onHand'), children: <QtyCell qty={lot.onHand} uom={lot.item.uom} /> },
    { key: 'supplierLot', label: t('lot.supplierLot'), children: lot.supplierLot ?? '—' },
    { key: 'madeOn', label: t('lot.madeOn'), children: lot.madeOn ?? '—' },
    { key: 'expiresOn', label: t('stock.expires'), children: lot.expiresOn ?? '—' },
    { key: 'statusReason', label: t('lot.statusReason'), children: <span className="pre-line">{lot.statusReason ?? '—'}</span> },
  ];
  return (
    <>
      <nav className="breadcrumb" aria-label={t('doc.breadcrumb')}>
        <Link to="/lots">{t('lot.title')}</Link>
        <span aria-hidden="true"> / </span>
        <span aria-current="page">{lot.code}</span>
      </nav>
      <PageHead title={lot.code} note={<LotStatus status={lot.status} />} actions={bar} />
      {outcome}
      <Descriptions className="facts gap-below" size="small" bordered column={{ xs: 1, sm: 1, md: 2, xl: 3 }} items={facts} />
      {can('stock.read') && (
        <>
          <h2>{t('lot.stock')}</h2>
          <Stock lot={lot} />
          <h2>{t('lot.movements')}</h2>
          <Movements lot={lot} />
        </>
      )}
    </>
  );
}

export function LotPage() {
  const { id } = useParams({ from: '/shell/lots/$id' });
  return (
    <OneDocument path="/lots" id={id}>
      {(lot) => <LotView lot={lot} />}
    </OneDocument>
  );
}
