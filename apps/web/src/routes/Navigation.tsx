import { AppstoreOutlined, DatabaseOutlined, ExportOutlined, HomeOutlined, ImportOutlined, SwapOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Link, useLocation } from '@tanstack/react-router';
import { Menu } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../session';

interface Entry {
  readonly href: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** Hidden from those who lack it: a menu that only refuses helps nobody. */
  readonly permission?: string;
}

function useEntries(): Entry[] {
  const { t } = useTranslation();
  const can = useCan();
  const entries: Entry[] = [
    { href: '/', label: t('nav.home'), icon: <HomeOutlined /> },
    { href: '/stock', label: t('nav.stock'), icon: <DatabaseOutlined />, permission: 'stock.read' },
    { href: '/stock/ledger', label: t('nav.ledger'), icon: <UnorderedListOutlined />, permission: 'stock.read' },
    { href: '/stock/post/receipt', label: t('nav.receive'), icon: <ImportOutlined />, permission: 'stock.receive' },
    { href: '/stock/post/transfer', label: t('nav.transfer'), icon: <SwapOutlined />, permission: 'stock.transfer' },
    { href: '/stock/post/issue', label: t('nav.issue'), icon: <ExportOutlined />, permission: 'stock.issue' },
    { href: '/items', label: t('nav.items'), icon: <AppstoreOutlined />, permission: 'item.read' },
  ];
  return entries.filter(({ permission }) => permission === undefined || can(permission));
}

/** The longest entry that the address starts with is where we are. */
function currentOf(entries: readonly Entry[], path: string): string[] {
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
