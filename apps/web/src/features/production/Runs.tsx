import { useQuery } from '@tanstack/react-query';
import { Alert, Skeleton, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime, instantIn } from '../../format';
import { useCan, useTimeZone } from '../../session';
import { DocumentLines } from '../documents/DocumentLines';
import { partQuery } from '../documents/queries';
import { RowActions } from '../documents/RowActions';
import { useActionRunner, type DocumentAction } from '../documents/use-actions';
import { MomentItem } from '../floor/downtime-actions';
import { QueryFailure } from '../problems';
import { hoursText } from './progress';
import type { Operation, OperationRun, WorkOrder } from './types';

function useCorrecting(): (run: OperationRun) => DocumentAction {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  return (run) => {
    const endedAt = dateTime(run.endedAt, timeZone);
    return {
      verb: 'correct',
      label: t('run.correct'),
      permission: 'operation.correct',
      confirm: {
        hint: t('run.correctHint', { operator: run.operator, startedAt: dateTime(run.startedAt, timeZone), endedAt }),
        reason: 'required',
        fields: <MomentItem name="endedAt" label={t('run.realEnd')} required initial={endedAt.replace(' ', 'T')} />,
      },
      body: (answers) => ({ ...answers, endedAt: instantIn(answers['endedAt'], timeZone) }),
    };
  };
}

/** The end that counts, and under it the one by the clock with who put it right and why. */
function EndCell({ run }: { run: OperationRun }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const { endedAt, correction } = run;
  if (correction === null) return <span className="nowrap">{dateTime(endedAt, timeZone) || '—'}</span>;
  return (
    <span className="two-lines">
      <span className="nowrap">
        {dateTime(endedAt, timeZone)} <del className="quiet">{dateTime(correction.endedBefore, timeZone)}</del>
      </span>
      <span className="quiet">{t('run.corrected', { by: correction.by, reason: correction.reason })}</span>
    </span>
  );
}

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<OperationRun>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const timeZone = useTimeZone();
  const correcting = useCorrecting();
  return [
    { key: 'operator', title: t('run.operator'), render: (_, row) => row.operator },
    { key: 'kind', title: t('run.kind'), render: (_, row) => t(`run.kinds.${row.kind}`) },
    { key: 'startedAt', title: t('run.startedAt'), render: (_, row) => <span className="nowrap">{dateTime(row.startedAt, timeZone)}</span> },
    { key: 'endedAt', title: t('run.endedAt'), render: (_, row) => <EndCell run={row} /> },
    { key: 'worked', title: t('run.worked'), align: 'right', className: 'number', render: (_, row) => hoursText(row.workedS) },
    { key: 'reason', title: t('run.reason'), render: (_, row) => row.reason?.name },
    {
      key: 'actions',
      title: t('common.actions'),
      render: (_, row) => (
        <RowActions
          actions={[row.legal.includes('correct') && can('operation.correct') && correcting(row)]}
          busy={runner.busy}
          start={(action) => runner.start(`/operation-runs/${row.id}`, action)}
          of={`${row.operator} ${dateTime(row.startedAt, timeZone)}`}
        />
      ),
    },
  ];
}

/** Who worked on an operation from when to when, with the way to put a forgotten stop right. */
export function Runs({ order, operation: { opNo, name } }: { order: WorkOrder; operation: Operation }) {
  const { t } = useTranslation();
  const runner = useActionRunner();
  const columns = useColumns(runner);
  const query = useQuery(partQuery('/work-orders/{id}/operations/{opNo}/runs', { id: order.id, opNo: String(opNo) }));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton active />;
  const { items, truncated } = query.data;
  if (items.length === 0) return <p className="quiet">{t('run.none')}</p>;
  return (
    <>
      {runner.outcome}
      {truncated && <Alert className="gap-below" type="info" showIcon title={t('run.truncated')} />}
      <DocumentLines title={t('run.of', { opNo, name })} rows={items} columns={columns} />
    </>
  );
}
