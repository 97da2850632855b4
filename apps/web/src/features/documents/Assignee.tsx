import { useTranslation } from 'react-i18next';
import { dateTime } from '../../format';
import { useTimeZone } from '../../session';

/** Who works on a task and until when it is theirs. */
export function Assignee({ task }: { task: { assignee: string | null; mine: boolean; leaseUntil: string | null } }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  if (task.assignee === null) return <span className="quiet">—</span>;
  return (
    <span className="two-lines">
      <span>{task.mine ? t('doc.me', { name: task.assignee }) : task.assignee}</span>
      {task.leaseUntil !== null && <span className="quiet">{t('doc.leaseUntil', { time: dateTime(task.leaseUntil, timeZone) })}</span>}
    </span>
  );
}
