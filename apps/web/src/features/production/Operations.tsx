import { FileSearchOutlined } from '@ant-design/icons';
import { StateView } from '@anwen/ui/kit';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime, decimal } from '../../format';
import { useCan, useTimeZone } from '../../session';
import { NamedCell, QtyCell } from '../documents/cells';
import { DocumentLines } from '../documents/DocumentLines';
import { DocumentState } from '../documents/DocumentState';
import { SelectItem } from '../documents/fields';
import { RowActions } from '../documents/RowActions';
import { ReasonSelect } from '../documents/selects';
import { useActionRunner, type DocumentAction } from '../documents/use-actions';
import { hoursText } from './progress';
import { Runs } from './Runs';
import type { Operation, WorkOrder } from './types';

const right = { align: 'right', className: 'number' } as const;

function useSteps(): DocumentAction[] {
  const { t } = useTranslation();
  const run = 'operation.run';
  return [
    { verb: 'start', label: t('operation.start'), permission: run, primary: true },
    { verb: 'resume', label: t('operation.resume'), permission: run, primary: true },
    {
      verb: 'pause',
      label: t('operation.pause'),
      permission: run,
      confirm: {
        hint: t('operation.pauseHint'),
        fields: (
          <SelectItem name="reasonCode" label={t('doc.reasonCode')}>
            <ReasonSelect domain="downtime" />
          </SelectItem>
        ),
      },
    },
    { verb: 'finish', label: t('operation.finish'), permission: run, confirm: { hint: t('operation.finishHint') } },
    { verb: 'skip', label: t('operation.skip'), permission: 'operation.skip', danger: true, confirm: { hint: t('operation.skipHint'), reason: 'required' } },
  ];
}

/** What is done, and how: the words of the routing as they were at the release. */
function NameCell({ operation: { name, instructions } }: { operation: Operation }) {
  if (instructions === null) return <>{name}</>;
  return (
    <>
      {name}
      <p className="quiet pre-line instructions">{instructions}</p>
    </>
  );
}

function useColumns(order: WorkOrder, runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<Operation>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const timeZone = useTimeZone();
  const steps = useSteps();
  const { uom } = order.item;
  return [
    { key: 'opNo', title: t('operation.no'), ...right, render: (_, row) => row.opNo },
    { key: 'name', title: t('operation.name'), render: (_, row) => <NameCell operation={row} /> },
    { key: 'workCenter', title: t('workCenter.one'), render: (_, row) => <NamedCell of={row.workCenter} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    {
      key: 'good',
      title: t('report.good'),
      ...right,
      render: (_, row) => <span className="nowrap">{`${decimal(row.good)} / ${decimal(order.qtyPlanned)} ${uom}`}</span>,
    },
    { key: 'scrap', title: t('report.scrap'), ...right, render: (_, row) => <QtyCell qty={row.scrap} uom={uom} /> },
    { key: 'rework', title: t('report.rework'), ...right, render: (_, row) => <QtyCell qty={row.rework} uom={uom} /> },
    { key: 'time', title: t('operation.time'), ...right, render: (_, row) => `${hoursText(row.workedS)} / ${hoursText(row.standardS)}` },
    {
      key: 'at',
      title: t('operation.at'),
      render: (_, row) => (
        <span className="two-lines">
          <span>{dateTime(row.startedAt, timeZone) || '—'}</span>
          <span className="quiet">{dateTime(row.endedAt, timeZone)}</span>
        </span>
      ),
    },
    { key: 'operators', title: t('operation.operators'), render: (_, row) => row.operators.join(', ') },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) => (
        <RowActions
          actions={steps.filter(({ verb, permission }) => row.legal.includes(verb) && can(permission))}
          busy={runner.busy}
          start={(action) => runner.start(`/work-orders/${order.id}/operations/${row.opNo}`, action)}
          of={`${row.opNo} ${row.name}`}
        />
      ),
    },
  ];
}

/** The steps of the routing as they were frozen, with who is at work and for how long. */
export function Operations({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const runner = useActionRunner();
  const columns = useColumns(order, runner);
  const none = <StateView icon={<FileSearchOutlined />} title={t('operation.none')} explanation={t('operation.noneHint')} />;
  return (
    <>
      {runner.outcome}
      <DocumentLines
        title={t('workOrder.tab.operations')}
        rows={order.operations}
        columns={columns}
        detail={(row) => <Runs order={order} operation={row} />}
        instead={order.operations.length === 0 ? none : undefined}
      />
    </>
  );
}
