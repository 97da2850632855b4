import {
  AppstoreOutlined,
  BarChartOutlined,
  ClockCircleOutlined,
  DatabaseOutlined,
  DownloadOutlined,
  HomeOutlined,
  ImportOutlined,
  InboxOutlined,
  SwapOutlined,
  UnorderedListOutlined,
  UploadOutlined,
} from '@ant-design/icons';
import { Link, useLocation } from '@tanstack/react-router';
import { Menu } from 'antd';
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

function useEntries(): Entry[] {
  const { t } = useTranslation();
  const can = useCan();
  const entries: Entry[] = [
    { href: '/', label: t('nav.home'), icon: <HomeOutlined /> },
    { href: '/stock', label: t('nav.stock'), icon: <DatabaseOutlined />, permissions: ['stock.read'] },
    { href: '/stock/ledger', label: t('nav.ledger'), icon: <UnorderedListOutlined />, permissions: ['stock.read'] },
    { href: '/stock/post/receipt', label: t('nav.receive'), icon: <DownloadOutlined />, permissions: PERMISSIONS.receipt },
    { href: '/stock/post/transfer', label: t('nav.transfer'), icon: <SwapOutlined />, permissions: PERMISSIONS.transfer },
    { href: '/stock/post/issue', label: t('nav.issue'), icon: <UploadOutlined />, permissions: PERMISSIONS.issue },
    { href: '/items', label: t('nav.items'), icon: <AppstoreOutlined />, permissions: ['item.read'] },
    { href: '/imports', label: t('nav.imports'), icon: <ImportOutlined />, permissions: ['import.run'] },
    { href: '/reports', label: t('nav.reports'), icon: <BarChartOutlined />, permissions: ['report.read'] },
    { href: '/report-schedules', label: t('nav.schedules'), icon: <ClockCircleOutlined />, permissions: ['report.schedule'] },
    { href: '/jobs', label: t('nav.jobs'), icon: <InboxOutlined /> },
  ];
  return entries.filter(({ permissions = [] }) => permissions.every(can));
}

/** The longest entry that the address starts with is where we are; a posting is opened from the ledger. */
function currentOf(entries: readonly Entry[], address: string): string[] {
  const path = address.replace(/^\/stock\/postings\//, '/stock/ledger/');
  const fitting = entries.filter(({ href }) => path === href || (href !== '/' && path.startsWith(`${href}/`)));
  const best = fitting.sort((a, b) => b.href.length - a.href.length)[0];
  return best === undefined ? [] : [best.href];
}

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const entries = useEntries();
  return (
    <nav aria-label={t('nav.main')}>
      <Menu
        mode="inline"
        selectedKeys={currentOf(entries, pathname)}
        {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
        items={entries.map(({ href, label, icon }) => ({ key: href, icon, label: <Link to={href}>{label}</Link> }))}
      />
    </nav>
  );
}
