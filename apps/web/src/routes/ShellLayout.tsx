import { MenuOutlined } from '@ant-design/icons';
import { antdTheme } from '@anwen/ui/kit';
import { Outlet, useLocation } from '@tanstack/react-router';
import { App, Button, ConfigProvider, Drawer, Layout } from 'antd';
import 'antd/dist/reset.css';
import enUS from 'antd/locale/en_US';
import zhTW from 'antd/locale/zh_TW';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { GlobalErrorBoundary } from '@anwen/ui';
import { failureTexts, reports, supportHref } from '../failures';
import { JobTray } from '../features/jobs/JobTray';
import { useMe } from '../session';
import { Navigation } from './Navigation';
import { UserMenu } from './UserMenu';

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
  );
}

function Header({ openMenu }: { openMenu: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <Layout.Header className="shell-header">
      <Button className="shell-menu-button" type="text" icon={<MenuOutlined />} aria-label={t('nav.menu')} onClick={openMenu} />
      <img src="/favicon.svg" alt="" width={28} height={28} />
      <span className="shell-tenant">{me?.tenant?.name ?? t('app.short')}</span>
      <JobTray />
      <UserMenu />
    </Layout.Header>
  );
}

function Frame() {
  const { t } = useTranslation();
  const [menuOpen, setMenuOpen] = useState(false);
  const online = useOnline();
  const { pathname } = useLocation();
  return (
    <Layout className="shell">
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <Header openMenu={() => setMenuOpen(true)} />
      {!online && (
        <div className="shell-banner" role="status">
          {t('state.offline')}
        </div>
      )}
      <Layout hasSider>
        <Layout.Sider className="shell-sider" width={208} theme="light">
          <Navigation />
        </Layout.Sider>
        <Drawer title={t('nav.menu')} placement="left" size={260} open={menuOpen} onClose={() => setMenuOpen(false)}>
          <Navigation onNavigate={() => setMenuOpen(false)} />
        </Drawer>
        <Layout.Content id="content" className="shell-content" tabIndex={-1}>
          <GlobalErrorBoundary texts={failureTexts} supportHref={supportHref} onError={(failure) => reports.report(failure)} resetKeys={[pathname]}>
            <Outlet />
          </GlobalErrorBoundary>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

/** The frame of every page behind the login. The component library starts here and not before. */
export function ShellLayout() {
  const { i18n } = useTranslation();
  return (
    <ConfigProvider theme={antdTheme} locale={i18n.language === 'en' ? enUS : zhTW} button={{ autoInsertSpace: false }}>
      <App>
        <Frame />
      </App>
    </ConfigProvider>
  );
}
