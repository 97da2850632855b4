import { StatusTag } from '@anwen/ui/kit';
import { useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLink } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import type { Recall } from '../features/tracing/types';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

function useColumns(): NonNullable<TableProps<Recall>['columns']> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'number', title: t('doc.number'), render: (_, row) => <DocumentLink to="/recalls" document={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    {
      key: 'mock',
      title: t('recall.kind'),
      render: (_, row) => <StatusTag tone={row.mock ? 'quiet' : 'bad'} label={t(row.mock ? 'recall.mock' : 'recall.real')} />,
    },
    { key: 'roots', title: t('stock.lot'), render: (_, row) => <span className="code">{row.roots.map(({ code }) => code).join(', ')}</span> },
    { key: 'reason', title: t('doc.reason'), render: (_, row) => <span className="ellipsis">{row.reason}</span> },
    { key: 'lots', title: t('recall.lots'), ...right, render: (_, row) => row.counts.lots },
    { key: 'onHand', title: t('recall.onHand'), ...right, render: (_, row) => row.counts.onHand },
    { key: 'shipped', title: t('recall.shipped'), ...right, render: (_, row) => row.counts.shipped },
    { key: 'openedAt', title: t('recall.openedAt'), render: (_, row) => <span className="nowrap">{dateTime(row.openedAt, timeZone)}</span> },
  ];
}

export function RecallsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/recalls' });
  return (
    <DocumentList
      title={t('recall.title')}
      path="/recalls"
      search={search}
      filters={{}}
      columns={useColumns()}
      empty={{ title: t('recall.none'), hint: t('recall.noneHint') }}
      create={{ href: '/recalls/new', label: t('recall.open'), permission: 'recall.manage' }}
    />
  );
}
