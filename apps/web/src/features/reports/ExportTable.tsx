import { DeleteOutlined, DownloadOutlined } from '@ant-design/icons';
import type { Export } from '@anwen/client';
import { DataTable, StatusTag, type Tone } from '@anwen/ui/kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, type TableProps } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { bytes, dateTime, decimal } from '../../format';
import { useTimeZone } from '../../session';
import { JobProgress } from '../jobs/JobState';
import { useJob } from '../jobs/queries';
import { useInstead } from '../lists';
import { useDownload } from '../use-download';
import { useWrite } from '../use-write';
import { deleteExport, EXPORTS_KEY, exportsQuery } from './queries';

const TONE: Record<Export['state'], Tone> = { queued: 'info', ready: 'good', failed: 'bad', expired: 'quiet' };

function State({ row }: { row: Export }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const job = useJob(row.jobId);
  const ended = row.state === 'queued' && job?.finishedAt != null;
  // The tray learns first that the work has ended; the list follows.
  useEffect(() => {
    if (ended) void cache.invalidateQueries({ queryKey: EXPORTS_KEY });
  }, [ended, cache]);
  return (
    <>
      <StatusTag tone={TONE[row.state]} label={t(`reports.${row.state}`)} />
      {row.state === 'queued' && job !== undefined && <JobProgress job={job} />}
    </>
  );
}

function Actions({ row }: { row: Export }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const cache = useQueryClient();
  const { start, busy } = useDownload();
  const name = row.fileName ?? row.title;
  const deleting = useWrite(deleteExport, {
    onDone: () => (message.success(t('reports.deleted')), cache.invalidateQueries({ queryKey: EXPORTS_KEY })),
  });
  const remove = () =>
    modal.confirm({
      title: t('reports.deleteTitle'),
      content: t('reports.deleteHint'),
      okText: t('reports.delete'),
      okButtonProps: { danger: true },
      cancelText: t('common.cancel'),
      onOk: () => deleting.write(row.id),
    });
  return (
    <span className="toolbar">
      {row.state === 'ready' && (
        <Button
          size="small"
          icon={<DownloadOutlined />}
          loading={busy}
          aria-label={t('jobs.downloadOf', { title: name })}
          onClick={() => start(`/api/v1/exports/${row.id}/file`, { bytes: row.bytes, name: row.fileName })}
        >
          {t('reports.download')}
        </Button>
      )}
      {row.state !== 'queued' && (
        <Button size="small" icon={<DeleteOutlined />} loading={deleting.busy} aria-label={t('reports.deleteOf', { name })} onClick={() => void remove()} />
      )}
    </span>
  );
}

function useColumns(): NonNullable<TableProps<Export>['columns']> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  return [
    {
      key: 'file',
      title: t('reports.file'),
      render: (_, row) => (
        <span className="two-lines">
          <span>{row.title}</span>
          <span className="quiet">{row.fileName}</span>
        </span>
      ),
    },
    { key: 'format', title: t('reports.format'), render: (_, row) => t(`reports.${row.format}`) },
    { key: 'state', title: t('reports.state'), render: (_, row) => <State row={row} /> },
    { key: 'rows', title: t('reports.rows'), align: 'right', className: 'number', render: (_, row) => (row.rows === null ? '' : decimal(String(row.rows))) },
    { key: 'size', title: t('reports.size'), align: 'right', className: 'number nowrap', render: (_, row) => (row.bytes === null ? '' : bytes(row.bytes)) },
    { key: 'created', title: t('reports.created'), className: 'nowrap', render: (_, row) => dateTime(row.createdAt, timeZone) },
    { key: 'expires', title: t('reports.expires'), className: 'nowrap', render: (_, row) => dateTime(row.expiresAt, timeZone) },
    { key: 'actions', title: t('common.actions'), render: (_, row) => <Actions row={row} /> },
  ];
}

/** The files that I have exported, of one report or of all. */
export function ExportTable({ report }: { report?: string }) {
  const { t, i18n } = useTranslation();
  const query = useQuery(exportsQuery(i18n.language));
  const items = query.data?.items.filter((row) => report === undefined || row.report === report);
  const page = items === undefined ? undefined : { items, nextCursor: null };
  const instead = useInstead({
    query: { data: page, error: query.error, refetch: query.refetch },
    filtered: false,
    clear: () => undefined,
    empty: { title: t('reports.filesNone'), hint: t('reports.filesNoneHint') },
  });
  return (
    <DataTable
      columns={useColumns()}
      rowKey={(row) => row.id}
      rows={items}
      instead={instead}
      texts={{ caption: t('reports.files'), first: '', previous: '', next: '', summary: t('table.total', { total: items?.length ?? 0 }) }}
    />
  );
}
