import { FileSearchOutlined } from '@ant-design/icons';
import { StateView } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../format';
import { useTimeZone } from '../../session';
import { partQuery } from '../documents/queries';
import { QueryFailure } from '../problems';
import type { WorkOrder } from './types';

/** What has happened to the order, the latest first. */
export function Timeline({ order }: { order: WorkOrder }) {
  const { t, i18n } = useTranslation();
  const timeZone = useTimeZone();
  const query = useQuery(partQuery('/work-orders/{id}/timeline', { id: order.id }));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton active />;
  const items = [...query.data.items].sort((a, b) => b.at.localeCompare(a.at));
  if (items.length === 0) return <StateView icon={<FileSearchOutlined />} title={t('workOrder.noTimeline')} explanation={t('workOrder.noTimelineHint')} />;
  return (
    <ol className="timeline" aria-label={t('workOrder.tab.timeline')}>
      {items.map((entry, index) => (
        <li key={index}>
          <time className="quiet nowrap" dateTime={entry.at}>
            {dateTime(entry.at, timeZone)}
          </time>
          <span>{i18n.language === 'en' ? entry.text.en : entry.text.zh}</span>
          <span className="quiet">{entry.by}</span>
        </li>
      ))}
    </ol>
  );
}
