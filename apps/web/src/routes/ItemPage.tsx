import type { Item } from '@anwen/client';
import { DataTable, StatusTag } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Descriptions, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../features/PageHead';
import { namedText } from '../features/documents/cells';
import { handlingOf } from '../features/items/handling';
import { useItemStatusName, useKindName, useTrackingName } from '../features/items/names';
import { itemQuery } from '../features/items/queries';
import { useInstead, useTableTexts } from '../features/lists';
import { QueryFailure } from '../features/problems';
import { balanceKey, useBalanceColumns } from '../features/stock/balance-columns';
import { balancesQuery } from '../features/stock/queries';
import { decimal } from '../format';
import { useCan } from '../session';

function Facts({ item }: { item: Item }) {
  const { t } = useTranslation();
  const [kind, tracking] = [useKindName(), useTrackingName()];
  const facts = [
    { key: 'nameEn', label: t('items.nameEn'), children: item.nameEn ?? '—' },
    { key: 'kind', label: t('items.kind'), children: kind(item.kind) },
    { key: 'tracking', label: t('items.tracking'), children: tracking(item.tracking) },
    { key: 'baseUom', label: t('items.baseUom'), children: `${item.baseUom.code} ${item.baseUom.name}` },
    { key: 'shelfLife', label: t('items.shelfLife'), children: item.shelfLifeDays === null ? '—' : t('items.shelfLifeDays', { count: item.shelfLifeDays }) },
    {
      key: 'units',
      label: t('items.units'),
      children: item.uoms.map(({ uom, num, den }) => `${decimal(den)} ${uom.code} = ${decimal(num)} ${item.baseUom.code}`).join('; ') || '—',
    },
  ];
  const { overReceiptPct, qcOnReceipt, minRemainingDaysIn, minRemainingDaysOut, defaultLocation } = handlingOf(item);
  const days = (count: number | undefined) => (count === undefined || count === 0 ? '—' : t('items.shelfLifeDays', { count }));
  const handling = [
    { key: 'overReceipt', label: t('items.overReceipt'), children: overReceiptPct === undefined ? '—' : `${overReceiptPct}%` },
    { key: 'qc', label: t('items.qcOnReceipt'), children: t(qcOnReceipt === true ? 'items.yes' : 'items.no') },
    { key: 'daysIn', label: t('items.minDaysIn'), children: days(minRemainingDaysIn) },
    { key: 'daysOut', label: t('items.minDaysOut'), children: days(minRemainingDaysOut) },
    { key: 'place', label: t('items.defaultLocation'), children: namedText(defaultLocation) },
  ];
  return <Descriptions className="facts" size="small" bordered column={{ xs: 1, sm: 1, md: 2, xl: 3 }} items={[...facts, ...handling]} />;
}

/** Where else the item is told of: what it is made of and how, what it is a part of, and the orders for it. */
function Elsewhere({ item }: { item: Item }) {
  const { t } = useTranslation();
  const can = useCan();
  const links = [
    { key: 'bom', to: '/boms', search: { item: item.code }, permission: 'bom.read' },
    { key: 'whereUsed', to: '/boms', search: { component: item.code }, permission: 'bom.read' },
    { key: 'routing', to: '/routings', search: { item: item.code }, permission: 'routing.read' },
    { key: 'orders', to: '/work-orders', search: { item: item.code }, permission: 'wo.read' },
    { key: 'make', to: '/work-orders/new', search: { item: item.id }, permission: 'wo.write' },
  ] as const;
  const offered = links.filter(({ key, permission }) => can(permission) && (key !== 'make' || item.status === 'active'));
  if (offered.length === 0) return null;
  return (
    <nav aria-label={t('items.elsewhere')}>
      <ul className="related gap-above">
        {offered.map(({ key, to, search }) => (
          <li key={key}>
            <Link to={to} search={search}>
              {t(`items.links.${key}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function StockOf({ item }: { item: Item }) {
  const { t } = useTranslation();
  const query = useQuery(balancesQuery({ itemCode: item.code, limit: '200' }));
  const columns = useBalanceColumns(undefined)
    .filter(({ key }) => key !== 'itemCode')
    .map((column) => ({ ...column, sorter: false }));
  const texts = useTableTexts(t('items.stockOf'), query.data);
  const instead = useInstead({ query, filtered: false, clear: () => undefined, empty: { title: t('items.stockNone'), hint: t('stock.noneHint') } });
  return <DataTable columns={columns} rowKey={balanceKey} rows={query.data?.items} instead={instead} texts={texts} />;
}

export function ItemPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/shell/items/$id' });
  const statusName = useItemStatusName();
  const can = useCan();
  const query = useQuery(itemQuery(id));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton active />;
  const item = query.data;
  return (
    <>
      <PageHead
        title={`${item.code} ${item.name}`}
        note={<StatusTag tone={item.status === 'active' ? 'good' : 'quiet'} label={statusName(item.status)} />}
        actions={
          <Link className="button-link" to="/stock/ledger" search={{ itemCode: item.code }}>
            {t('stock.movementsOf')}
          </Link>
        }
      />
      <Facts item={item} />
      <Elsewhere item={item} />
      {can('stock.read') && (
        <>
          <h2>{t('items.stockOf')}</h2>
          <StockOf item={item} />
        </>
      )}
    </>
  );
}
