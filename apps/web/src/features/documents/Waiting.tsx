import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { useCan } from '../../session';
import { listQuery } from './queries';

/** What waits for somebody, as the lists of these addresses show it. */
const WORK = [
  { path: '/inspections', search: { state: 'open' }, permission: 'inspection.read', label: 'inspect' },
  { path: '/putaway-tasks', search: { state: 'open' }, permission: 'putaway.read', label: 'putaway' },
  { path: '/shipments', search: { state: 'draft' }, permission: 'shipment.read', label: 'allocate' },
  { path: '/pick-tasks', search: { state: 'open' }, permission: 'pick.read', label: 'pick' },
  { path: '/shipments', search: { state: 'picked' }, permission: 'shipment.read', label: 'pack' },
  { path: '/work-orders', search: { state: 'draft,planned' }, permission: 'wo.read', label: 'toRelease' },
  { path: '/count-sessions', search: { state: 'review' }, permission: 'count.approve', label: 'review' },
  { path: '/adjustments', search: { state: 'pending_approval' }, permission: 'adjustment.approve', label: 'approve' },
  { path: '/conflicts', search: { state: 'conflict' }, permission: 'conflict.read', label: 'conflict' },
] as const;

function Waits({ path, search, label }: (typeof WORK)[number]) {
  const { t } = useTranslation();
  // One row is enough to learn how many there are.
  const { data, error } = useQuery(listQuery(path, { ...search, limit: '1' }));
  const total = data?.total === undefined ? '…' : decimal(String(data.total));
  return (
    <li>
      <Link className={data?.total === 0 ? 'waiting waiting-none' : 'waiting'} to={path === '/count-sessions' ? '/counts' : path} search={search as never}>
        <span>{t(`waiting.${label}`)}</span> <strong className="number">{error === null ? total : '—'}</strong>
      </Link>
    </li>
  );
}

/** The work of the day, each number a way to its list. */
export function Waiting() {
  const { t } = useTranslation();
  const can = useCan();
  const mine = WORK.filter(({ permission }) => can(permission));
  if (mine.length === 0) return null;
  return (
    <section aria-label={t('waiting.title')}>
      <ul className="waiting-list">
        {mine.map((one) => (
          <Waits key={one.label} {...one} />
        ))}
      </ul>
    </section>
  );
}
