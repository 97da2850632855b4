import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DateItem, DecimalItem } from '../documents/fields';
import type { DocumentAction, useActionRunner } from '../documents/use-actions';
import { useDownload } from '../use-download';
import { remainingOf } from './progress';
import { useReportAction } from './report-dialog';
import { ON_THE_FLOOR, RUNNING } from './states';
import type { WorkOrder } from './types';

const isIn = (states: readonly string[], order: WorkOrder): boolean => states.includes(order.state);

/** The steps that the machine of the order knows; which of them come up is the server's word (`legal`). */
function useMachineActions(order: WorkOrder): DocumentAction[] {
  const { t } = useTranslation();
  const made = remainingOf(order.qtyPlanned, order.qtyGood, order.qtyScrap) === '0';
  return [
    { verb: 'release', label: t('workOrder.release'), permission: 'wo.release', primary: true, confirm: { hint: t('workOrder.releaseHint') } },
    { verb: 'resume', label: t('workOrder.resume'), permission: 'wo.release', primary: true, confirm: { hint: t('workOrder.resumeHint') } },
    { verb: 'finish', label: t('workOrder.finish'), permission: 'wo.finish', primary: made, confirm: { hint: t('workOrder.finishHint') } },
    { verb: 'close', label: t('doc.close'), permission: 'wo.close', primary: true, confirm: { hint: t('workOrder.closeHint') } },
    { verb: 'plan', label: t('workOrder.plan'), permission: 'wo.write', confirm: { hint: t('workOrder.planHint') } },
    { verb: 'reserve', label: t('workOrder.reserve'), permission: 'wo.release', confirm: { hint: t('workOrder.reserveHint') } },
    { verb: 'start', label: t('workOrder.start'), permission: 'wo.release', confirm: { hint: t('workOrder.startHint') } },
    { verb: 'hold', label: t('workOrder.hold'), permission: 'wo.release', confirm: { hint: t('workOrder.holdHint'), reason: 'required' } },
    {
      verb: 'short_close',
      route: 'short-close',
      label: t('workOrder.shortClose'),
      permission: 'wo.finish',
      confirm: { hint: t('workOrder.shortCloseHint'), reason: 'required' },
    },
    { verb: 'reopen', label: t('workOrder.reopen'), permission: 'wo.reopen', confirm: { hint: t('workOrder.reopenHint'), reason: 'required' } },
    { verb: 'cancel', label: t('workOrder.cancel'), permission: 'wo.close', danger: true, confirm: { hint: t('workOrder.cancelHint'), reason: 'required' } },
  ];
}

/** Everything the page of an order offers; reporting stands first where work is going on. */
export function useOrderActions(order: WorkOrder, runner: ReturnType<typeof useActionRunner>): DocumentAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const card = useDownload();
  const report = useReportAction(order);
  const machine = useMachineActions(order);
  const made = remainingOf(order.qtyPlanned, order.qtyGood, order.qtyScrap) === '0';
  const open = (id: string) => navigate({ to: '/work-orders/$id', params: { id } });
  return [
    ...(made ? machine.filter(({ verb }) => verb === 'finish') : []),
    { ...report, primary: order.state === 'in_progress', when: isIn(RUNNING, order), go: () => runner.start('', report) },
    ...machine.filter(({ verb }) => !made || verb !== 'finish'),
    {
      verb: 'issue-all',
      route: 'issue',
      label: t('material.issueAll'),
      permission: 'material.issue',
      when: isIn(RUNNING, order),
      confirm: { hint: t('material.issueAllHint') },
      body: () => ({ all: true }),
    },
    {
      verb: 'card',
      label: t('workOrder.card'),
      permission: 'wo.read',
      primary: order.state === 'released',
      when: isIn(ON_THE_FLOOR, order),
      go: () => card.start(`/api/v1/work-orders/${order.id}/travel-card`),
    },
    {
      verb: 'edit',
      label: t('common.edit'),
      permission: 'wo.write',
      go: () => void navigate({ to: '/work-orders/$id/edit', params: { id: order.id } }),
    },
    {
      verb: 'split',
      label: t('workOrder.split'),
      permission: 'wo.write',
      confirm: {
        hint: t('workOrder.splitHint'),
        fields: (
          <>
            <DecimalItem name="qty" label={t('workOrder.splitQty')} suffix={order.item.uom} required autoFocus />
            <DateItem name="dueOn" label={t('workOrder.dueOn')} />
          </>
        ),
      },
      done: (made) => open((made as WorkOrder).id),
    },
  ];
}
