import { useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLink, NamedCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { WAVE_STATES, type WaveRow } from '../features/sales/types';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

function useColumns(): NonNullable<TableProps<WaveRow>['columns']> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'number', title: t('doc.number'), render: (_, row) => <DocumentLink to="/waves" document={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    { key: 'strategy', title: t('wave.strategy'), render: (_, row) => t(`wave.${row.strategy}`) },
    { key: 'shipments', title: t('wave.shipments'), ...right, render: (_, row) => row.shipments.length },
    {
      key: 'tasks',
      title: t('pick.title'),
      render: (_, { tasks: { open, claimed, done, short } }) => t('pick.progress', { done, short, total: open + claimed + done + short }),
    },
    { key: 'cutOff', title: t('wave.cutOff'), render: (_, row) => <span className="nowrap">{dateTime(row.cutOffAt, timeZone) || '—'}</span> },
    { key: 'createdBy', title: t('doc.createdBy'), render: (_, row) => row.createdBy },
    { key: 'createdAt', title: t('doc.createdAt'), render: (_, row) => <span className="nowrap">{dateTime(row.createdAt, timeZone)}</span> },
  ];
}

export function WavesPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/waves' });
  return (
    <DocumentList
      title={t('wave.title')}
      path="/waves"
      search={search}
      filters={{ states: WAVE_STATES, warehouse: true }}
      columns={useColumns()}
      empty={{ title: t('wave.none'), hint: t('wave.noneHint') }}
      create={{ href: '/waves/new', label: t('wave.new'), permission: 'wave.release' }}
    />
  );
}
