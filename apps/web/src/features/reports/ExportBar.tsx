import { DownloadOutlined } from '@ant-design/icons';
import type { Report, ReportFormat, ReportParams } from '@anwen/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../problems';
import { useJobsNow } from '../jobs/queries';
import { useWrite } from '../use-write';
import { catalogueQuery, EXPORTS_KEY, orderExport, REPORTS_KEY } from './queries';

const MINUTE_S = 60;

/** How many exports the hour has left, and how long files are kept. */
export function Quota() {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(catalogueQuery(i18n.language));
  if (data === undefined) return null;
  const { quota, retentionDays } = data;
  const left =
    quota.remaining > 0
      ? t('reports.quota', { count: quota.remaining, limit: quota.limit })
      : t('reports.quotaGone', { count: Math.max(1, Math.ceil(quota.resetSeconds / MINUTE_S)) });
  return (
    <span className={quota.remaining > 0 ? 'quiet' : 'warn-text'} role="status">
      {left} · {t('reports.retention', { count: retentionDays })}
    </span>
  );
}

/** The buttons that make a file; the work runs in the tray. `read` answers the conditions, or nothing while they are not valid. */
export function ExportBar({ report, read }: { report: Report; read: () => Promise<ReportParams | null> }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const textOf = useProblemText();
  const cache = useQueryClient();
  const look = useJobsNow();
  const { data } = useQuery(catalogueQuery(i18n.language));
  const refresh = () => {
    look();
    void cache.invalidateQueries({ queryKey: EXPORTS_KEY });
    void cache.invalidateQueries({ queryKey: [...REPORTS_KEY, 'catalogue'] });
  };
  const { write, busy } = useWrite(orderExport, {
    onDone: () => (message.success(t('jobs.staged')), refresh()),
    onFailed: (failure) => (message.error(textOf(failure)), refresh()),
  });
  const order = async (format: ReportFormat) => {
    const params = await read();
    if (params !== null) write({ report: report.key, format, params });
  };
  return (
    <>
      {report.formats.map((format) => (
        <Button
          key={format}
          icon={<DownloadOutlined />}
          disabled={data?.quota.remaining === 0}
          loading={busy}
          aria-label={t('reports.run', { format: t(`reports.${format}`) })}
          onClick={() => void order(format)}
        >
          {t(`reports.${format}`)}
        </Button>
      ))}
    </>
  );
}
