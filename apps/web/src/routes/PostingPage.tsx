import type { Posting } from '@anwen/client';
import { DataTable, StatusTag } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Descriptions, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentRef } from '../features/documents/DocumentRef';
import { PageHead } from '../features/PageHead';
import { QueryFailure } from '../features/problems';
import { useEventName } from '../features/stock/columns';
import { useLineColumns } from '../features/stock/movement-columns';
import { postingQuery } from '../features/stock/queries';
import { ReverseButton } from '../features/stock/ReverseDialog';
import { dateTime } from '../format';
import { useCan, useTimeZone } from '../session';

function Facts({ posting }: { posting: Posting }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const items = [
    { key: 'postedAt', label: t('ledger.postedAt'), children: dateTime(posting.postedAt, timeZone) },
    { key: 'by', label: t('posting.by'), children: posting.actor.name },
    { key: 'effectiveOn', label: t('ledger.effectiveOn'), children: posting.effectiveOn },
    { key: 'occurredAt', label: t('ledger.occurredAt'), children: dateTime(posting.occurredAt, timeZone) },
    { key: 'document', label: t('ledger.document'), children: <DocumentRef type={posting.docType} of={posting.docRef} /> },
    { key: 'reason', label: t('posting.reason'), children: posting.reasonCode ?? '—' },
    { key: 'note', label: t('posting.note'), children: <span className="pre-line">{posting.note ?? '—'}</span> },
  ];
  return <Descriptions className="facts" size="small" bordered column={{ xs: 1, sm: 1, md: 2, xl: 3 }} items={items} />;
}

function Relations({ posting }: { posting: Posting }) {
  const { t } = useTranslation();
  const link = (id: string, label: string) => (
    <p>
      <Link to="/stock/postings/$id" params={{ id }}>
        {label}
      </Link>
    </p>
  );
  return (
    <>
      {posting.reverses !== null && link(posting.reverses.id, t('posting.reverses'))}
      {posting.reversedBy !== null && link(posting.reversedBy.id, t('posting.reversedBy'))}
    </>
  );
}

export function PostingPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/shell/stock/postings/$id' });
  const can = useCan();
  const nameOf = useEventName();
  const columns = useLineColumns();
  const query = useQuery(postingQuery(id));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton active />;
  const posting = query.data;
  const archived = posting.archived === true;
  const reversible = !archived && posting.reversedBy === null && posting.reverses === null && can('stock.reverse');
  return (
    <>
      <PageHead
        title={`${t('posting.title')} · ${nameOf(posting.type)}`}
        note={
          posting.reversedBy === null ? (
            <StatusTag tone="good" label={t('posting.posted')} />
          ) : (
            <StatusTag tone="quiet" icon="↩" label={t('posting.reversed')} />
          )
        }
        {...(reversible ? { actions: <ReverseButton id={posting.id} /> } : {})}
      />
      <Relations posting={posting} />
      <Facts posting={posting} />
      <h2>{t('posting.lines')}</h2>
      {archived && <Alert className="gap-below" type="info" showIcon title={t('posting.archived')} />}
      <DataTable
        columns={columns}
        rowKey={(row) => row.id}
        rows={posting.lines}
        texts={{ caption: t('posting.lines'), first: '', previous: '', next: '', summary: t('table.total', { total: posting.lines.length }) }}
      />
    </>
  );
}
