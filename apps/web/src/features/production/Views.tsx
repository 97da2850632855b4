import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dateIn } from '../../format';
import { useTimeZone } from '../../session';
import { WHOLE_ADDRESS } from '../TabLinks';

type Search = Readonly<Record<string, string | undefined>>;

/** The ready-made views of the list, each an ordinary address. */
export function useViews(): { key: 'all' | 'today' | 'late' | 'short' | 'toRelease'; search: Record<string, string> }[] {
  const today = dateIn(new Date(), useTimeZone());
  return [
    { key: 'all', search: {} },
    { key: 'today', search: { dueFrom: today, dueTo: today } },
    { key: 'late', search: { late: 'true' } },
    { key: 'short', search: { short: 'true' } },
    { key: 'toRelease', search: { state: 'draft,planned' } },
  ];
}

const isView = (view: Record<string, string>, search: Search): boolean => {
  const given = Object.keys(search).filter((name) => search[name] !== undefined && !['limit', 'cursor', 'sort'].includes(name));
  return given.length === Object.keys(view).length && given.every((name) => view[name] === search[name]);
};

export function Views({ search }: { search: Search }) {
  const { t } = useTranslation();
  return (
    <nav className="tab-links" aria-label={t('workOrder.views')}>
      {useViews().map(({ key, search: view }) => (
        <Link
          key={key}
          to="/work-orders"
          search={view as never}
          activeOptions={WHOLE_ADDRESS}
          {...(isView(view, search) ? { 'aria-current': 'page' as const } : {})}
        >
          {t(`workOrder.view.${key}`)}
        </Link>
      ))}
    </nav>
  );
}
