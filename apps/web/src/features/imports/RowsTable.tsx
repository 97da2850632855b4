import { EditOutlined, InboxOutlined } from '@ant-design/icons';
import type { ImportRow, ImportSession, ImportType, RowStatus } from '@anwen/client';
import { DataTable, StateView } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTableTexts } from '../lists';
import { QueryFailure } from '../problems';
import { FixDialog } from './FixDialog';
import { RowStatusTag, useColumnLabel } from './names';
import { rowsQuery } from './queries';
import { isEditable, MAX_FIXES } from './wizard';

function useLabels(type: ImportType): (key: string | null) => string {
  const labelOf = useColumnLabel();
  return (key) => {
    const column = type.columns.find((known) => known.key === key);
    return column === undefined ? (key ?? '') : labelOf(column);
  };
}

/** What a row would change, or why it cannot be imported. */
function Details({ row, type }: { row: ImportRow; type: ImportType }) {
  const { t } = useTranslation();
  const label = useLabels(type);
  if (row.errors.length > 0)
    return (
      <ul className="row-details">
        {row.errors.map(({ column, code, message, suggestion }) => (
          <li key={`${column}.${code}`}>
            {column !== null && <strong>{label(column)} </strong>}
            {message}
            {suggestion ? <span className="quiet"> {t('imports.check.suggestion', { text: suggestion })}</span> : null}
          </li>
        ))}
      </ul>
    );
  if (row.changes.length > 0)
    return (
      <ul className="row-details">
        {row.changes.map(({ column, old, new: becomes }) => (
          <li key={column}>
            <strong>{label(column)} </strong>
            {row.status !== 'new' && (
              <>
                <span className="visually-hidden">{t('imports.check.was')} </span>
                <del>{old ?? '—'}</del> <span aria-hidden="true">→</span>{' '}
              </>
            )}
            <span className="visually-hidden">{t('imports.check.becomes')} </span>
            <ins>{becomes ?? '—'}</ins>
          </li>
        ))}
      </ul>
    );
  const values = type.columns.map(({ key }) => row.values[key]).filter(Boolean);
  return <span className="quiet">{values.join(' · ')}</span>;
}

function useColumns(type: ImportType, fix: ((row: ImportRow) => void) | undefined): NonNullable<TableProps<ImportRow>['columns']> {
  const { t } = useTranslation();
  return [
    { key: 'line', title: t('imports.check.line'), align: 'right', className: 'number', render: (_, row) => row.line },
    { key: 'status', title: t('imports.check.status'), render: (_, row) => <RowStatusTag status={row.status} /> },
    { key: 'key', title: t('imports.check.key'), render: (_, row) => <span className="code">{row.key}</span> },
    { key: 'details', title: t('imports.check.details'), render: (_, row) => <Details row={row} type={type} /> },
    ...(fix === undefined
      ? []
      : [
          {
            key: 'fix',
            title: t('common.actions'),
            render: (_: unknown, row: ImportRow) =>
              row.status === 'error' && (
                <Button size="small" icon={<EditOutlined />} aria-label={t('imports.check.fixOf', { line: row.line })} onClick={() => fix(row)}>
                  {t('imports.check.fix')}
                </Button>
              ),
          },
        ]),
  ];
}

interface Props {
  readonly session: ImportSession;
  readonly type: ImportType;
  readonly status: RowStatus | undefined;
}

/** The rows of the dry run, page by page; those with errors can be corrected here while they are few. */
export function RowsTable({ session, type, status }: Props) {
  const { t } = useTranslation();
  const [trail, setTrail] = useState<(string | undefined)[]>([undefined]);
  const [fixing, setFixing] = useState<ImportRow | null>(null);
  const cursor = trail.at(-1);
  const query = useQuery(rowsQuery(session.id, { status, cursor, version: session.rowVersion }));
  const fixable = isEditable(session) && (session.counts?.error ?? 0) <= MAX_FIXES;
  const columns = useColumns(type, fixable ? setFixing : undefined);
  const texts = useTableTexts(t('imports.check.rows'), query.data);
  const next = query.data?.nextCursor;
  const instead =
    query.error !== null ? (
      <QueryFailure failure={query.error} retry={() => void query.refetch()} />
    ) : query.data?.items.length === 0 ? (
      <StateView icon={<InboxOutlined />} title={t('imports.check.noRows')} explanation={t('imports.check.noRowsHint')} />
    ) : undefined;
  return (
    <>
      <DataTable
        columns={columns}
        rowKey={(row) => String(row.line)}
        rows={query.data?.items}
        refreshing={query.isPlaceholderData}
        instead={instead}
        texts={texts}
        pager={{
          first: trail.length === 1 ? undefined : () => setTrail([undefined]),
          previous: trail.length === 1 ? undefined : () => setTrail(trail.slice(0, -1)),
          next: next == null ? undefined : () => setTrail([...trail, next]),
        }}
      />
      {fixing !== null && <FixDialog key={fixing.line} session={session} type={type} row={fixing} onClose={() => setFixing(null)} />}
    </>
  );
}
