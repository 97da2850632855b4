import { useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLink } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { ADJUSTMENT_STATES } from '../features/warehouse/states';
import type { Adjustment } from '../features/warehouse/types';
import { dateTime, decimal } from '../format';
import { useTimeZone } from '../session';

function useColumns(): NonNullable<TableProps<Adjustment>['columns']> {
  const { t, i18n } = useTranslation();
  const timeZone = useTimeZone();
  return [
    { key: 'number', title: t('doc.number'), render: (_, row) => <DocumentLink to="/adjustments" document={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'reason', title: t('doc.reason'), render: (_, row) => (i18n.language === 'en' ? row.reason.labelEn : row.reason.labelZh) },
    { key: 'value', title: t('adjustment.value'), align: 'right', className: 'number', render: (_, row) => (row.value === null ? '—' : decimal(row.value)) },
    { key: 'requestedBy', title: t('adjustment.requestedBy'), render: (_, row) => row.requestedBy },
    { key: 'decidedBy', title: t('adjustment.decidedBy'), render: (_, row) => row.decidedBy },
    { key: 'decidedAt', title: t('adjustment.decidedAt'), render: (_, row) => <span className="nowrap">{dateTime(row.decidedAt, timeZone)}</span> },
  ];
}

export function AdjustmentsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/adjustments' });
  return (
    <DocumentList
      title={t('adjustment.title')}
      path="/adjustments"
      search={search}
      filters={{ search: t('doc.number'), states: ADJUSTMENT_STATES }}
      columns={useColumns()}
      empty={{ title: t('adjustment.none'), hint: t('adjustment.noneHint') }}
      create={{ href: '/adjustments/new', label: t('adjustment.new'), permission: 'adjustment.create' }}
    />
  );
}
