import { DownOutlined, UserOutlined } from '@ant-design/icons';
import { LOCALES, LOCALE_NAMES, switchLocale } from '@anwen/ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../features/problems';
import { signOut, useMe } from '../session';

export function UserMenu() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const { message } = App.useApp();
  const textOf = useProblemText();
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => navigate({ to: '/login' }),
    onError: (failure) => message.error(textOf(failure)),
  });
  const items: MenuProps['items'] = [
    { key: 'password', label: t('user.changePassword'), onClick: () => void navigate({ to: '/account/password' }) },
    { type: 'divider' },
    ...LOCALES.map((locale) => ({
      key: locale,
      label: (
        <span lang={locale}>
          {i18n.language === locale ? '✓ ' : ''}
          {LOCALE_NAMES[locale]}
        </span>
      ),
      onClick: () => void switchLocale(locale),
    })),
    { type: 'divider' },
    { key: 'out', label: t('user.signOut'), onClick: () => leaving.mutate() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" className="shell-user" icon={<UserOutlined />} aria-label={`${t('user.menu')} ${me?.user?.displayName ?? ''}`}>
        <span className="shell-user-name">{me?.user?.displayName}</span> <DownOutlined />
      </Button>
    </Dropdown>
  );
}
