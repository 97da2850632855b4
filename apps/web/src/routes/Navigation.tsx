import {
  AlertOutlined,
  ApartmentOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BarChartOutlined,
  BarcodeOutlined,
  BuildOutlined,
  BulbOutlined,
  CalendarOutlined,
  CarOutlined,
  CheckSquareOutlined,
  ClockCircleOutlined,
  ClusterOutlined,
  ColumnHeightOutlined,
  ContainerOutlined,
  ControlOutlined,
  DashboardOutlined,
  DatabaseOutlined,
  DisconnectOutlined,
  DownloadOutlined,
  ExperimentOutlined,
  FieldTimeOutlined,
  FileTextOutlined,
  HomeOutlined,
  ImportOutlined,
  InboxOutlined,
  LineChartOutlined,
  NodeIndexOutlined,
  OrderedListOutlined,
  PauseCircleOutlined,
  RollbackOutlined,
  ScheduleOutlined,
  SendOutlined,
  ShoppingCartOutlined,
  SlidersOutlined,
  SwapOutlined,
  ToTopOutlined,
  ToolOutlined,
  UndoOutlined,
  UnorderedListOutlined,
  UploadOutlined,
  VerticalAlignTopOutlined,
} from '@ant-design/icons';
import { Link, useLocation } from '@tanstack/react-router';
import { Menu, type MenuProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PERMISSIONS } from '../features/stock/posting-form';
import { useCan } from '../session';

interface Entry {
  readonly href: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** Hidden from those who lack it: a menu that only refuses helps nobody. */
  readonly permissions?: readonly string[];
}

interface Group {
  /** Without a heading at the top: what everybody uses first. */
  readonly label?: string;
  readonly entries: readonly Entry[];
}

function useGroups(): Group[] {
  const { t } = useTranslation();
  const can = useCan();
  const groups: Group[] = [
    { entries: [{ href: '/', label: t('nav.home'), icon: <HomeOutlined /> }] },
    {
      label: t('nav.purchasing'),
      entries: [
        { href: '/purchase-orders', label: t('nav.purchaseOrders'), icon: <FileTextOutlined />, permissions: ['purchase.read'] },
        { href: '/receipts', label: t('nav.receipts'), icon: <DownloadOutlined />, permissions: ['receipt.read'] },
        { href: '/inspections', label: t('nav.inspections'), icon: <ExperimentOutlined />, permissions: ['inspection.read'] },
        { href: '/supplier-returns', label: t('nav.supplierReturns'), icon: <RollbackOutlined />, permissions: ['supplier_return.read'] },
        { href: '/putaway-tasks', label: t('nav.putaway'), icon: <ToTopOutlined />, permissions: ['putaway.read'] },
      ],
    },
    {
      label: t('nav.sales'),
      entries: [
        { href: '/sales-orders', label: t('nav.salesOrders'), icon: <ShoppingCartOutlined />, permissions: ['sales.read'] },
        { href: '/shipments', label: t('nav.shipments'), icon: <CarOutlined />, permissions: ['shipment.read'] },
        { href: '/waves', label: t('nav.waves'), icon: <ApartmentOutlined />, permissions: ['shipment.read'] },
        { href: '/pick-tasks', label: t('nav.pickTasks'), icon: <OrderedListOutlined />, permissions: ['pick.read'] },
        { href: '/customer-returns', label: t('nav.customerReturns'), icon: <UndoOutlined />, permissions: ['customer_return.read'] },
      ],
    },
    {
      label: t('nav.production'),
      entries: [
        { href: '/work-orders', label: t('nav.workOrders'), icon: <ToolOutlined />, permissions: ['wo.read'] },
        { href: '/boards', label: t('nav.boards'), icon: <DashboardOutlined />, permissions: ['board.read'] },
        { href: '/downtime', label: t('nav.downtime'), icon: <PauseCircleOutlined />, permissions: ['downtime.read'] },
        { href: '/oee', label: t('nav.oee'), icon: <LineChartOutlined />, permissions: ['oee.read'] },
      ],
    },
    {
      label: t('nav.planningGroup'),
      entries: [
        { href: '/planning', label: t('nav.planning'), icon: <BulbOutlined />, permissions: ['planning.read'] },
        { href: '/demands', label: t('nav.demands'), icon: <ContainerOutlined />, permissions: ['demand.read'] },
        { href: '/planning/load', label: t('nav.load'), icon: <ScheduleOutlined />, permissions: ['planning.read'] },
        { href: '/planning/parameters', label: t('nav.parameters'), icon: <SlidersOutlined />, permissions: ['planning.read'] },
      ],
    },
    {
      label: t('nav.engineering'),
      entries: [
        { href: '/boms', label: t('nav.boms'), icon: <ClusterOutlined />, permissions: ['bom.read'] },
        { href: '/routings', label: t('nav.routings'), icon: <NodeIndexOutlined />, permissions: ['routing.read'] },
        { href: '/work-centers', label: t('nav.workCenters'), icon: <BuildOutlined />, permissions: ['work_center.read'] },
        { href: '/calendars', label: t('nav.calendars'), icon: <FieldTimeOutlined />, permissions: ['calendar.read'] },
      ],
    },
    {
      label: t('nav.warehouse'),
      entries: [
        { href: '/stock', label: t('nav.stock'), icon: <DatabaseOutlined />, permissions: ['stock.read'] },
        { href: '/stock/ledger', label: t('nav.ledger'), icon: <UnorderedListOutlined />, permissions: ['stock.read'] },
        { href: '/counts', label: t('nav.counts'), icon: <CheckSquareOutlined />, permissions: ['count.read'] },
        { href: '/count-plans', label: t('nav.countPlans'), icon: <CalendarOutlined />, permissions: ['count.read'] },
        { href: '/replenishment-tasks', label: t('nav.replenishment'), icon: <VerticalAlignTopOutlined />, permissions: ['replenishment.read'] },
        { href: '/replenishment-rules', label: t('nav.replenishmentRules'), icon: <ColumnHeightOutlined />, permissions: ['replenishment.read'] },
        { href: '/transfers', label: t('nav.transfers'), icon: <SendOutlined />, permissions: ['transfer.read'] },
        { href: '/adjustments', label: t('nav.adjustments'), icon: <ControlOutlined />, permissions: ['adjustment.read'] },
        { href: '/conflicts', label: t('nav.conflicts'), icon: <DisconnectOutlined />, permissions: ['conflict.read'] },
        { href: '/stock/post/receipt', label: t('nav.receive'), icon: <ImportOutlined />, permissions: PERMISSIONS.receipt },
        { href: '/stock/post/transfer', label: t('nav.transfer'), icon: <SwapOutlined />, permissions: PERMISSIONS.transfer },
        { href: '/stock/post/issue', label: t('nav.issue'), icon: <UploadOutlined />, permissions: PERMISSIONS.issue },
      ],
    },
    {
      label: t('nav.tracing'),
      entries: [
        { href: '/lots', label: t('nav.lots'), icon: <BarcodeOutlined />, permissions: ['lot.read'] },
        { href: '/recalls', label: t('nav.recalls'), icon: <AlertOutlined />, permissions: ['recall.read'] },
      ],
    },
    {
      label: t('nav.data'),
      entries: [
        { href: '/items', label: t('nav.items'), icon: <AppstoreOutlined />, permissions: ['item.read'] },
        { href: '/imports', label: t('nav.imports'), icon: <AuditOutlined />, permissions: ['import.run'] },
        { href: '/reports', label: t('nav.reports'), icon: <BarChartOutlined />, permissions: ['report.read'] },
        { href: '/report-schedules', label: t('nav.schedules'), icon: <ClockCircleOutlined />, permissions: ['report.schedule'] },
        { href: '/jobs', label: t('nav.jobs'), icon: <InboxOutlined /> },
      ],
    },
  ];
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter(({ permissions = [] }) => permissions.every(can)) }))
    .filter(({ entries }) => entries.length > 0);
}

/** The longest entry that the address starts with is where we are; a posting is opened from the ledger, a count's task from its count. */
function currentOf(entries: readonly Entry[], address: string): string[] {
  const path = address.replace(/^\/stock\/postings\//, '/stock/ledger/').replace(/^\/count-tasks\//, '/counts/');
  const fitting = entries.filter(({ href }) => path === href || (href !== '/' && path.startsWith(`${href}/`)));
  const best = fitting.sort((a, b) => b.href.length - a.href.length)[0];
  return best === undefined ? [] : [best.href];
}

const itemOf = ({ href, label, icon }: Entry) => ({ key: href, icon, label: <Link to={href}>{label}</Link> });

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const groups = useGroups();
  const items = groups.flatMap(({ label, entries }): NonNullable<MenuProps['items']> =>
    label === undefined ? entries.map(itemOf) : [{ type: 'group', key: `group ${label}`, label, children: entries.map(itemOf) }],
  );
  return (
    <nav aria-label={t('nav.main')}>
      <Menu
        mode="inline"
        selectedKeys={currentOf(
          groups.flatMap(({ entries }) => entries),
          pathname,
        )}
        {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
        items={items}
      />
    </nav>
  );
}
