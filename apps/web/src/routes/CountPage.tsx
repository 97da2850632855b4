import { StatusTag } from '@anwen/ui/kit';
import { useParams } from '@tanstack/react-router';
import { Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { namedText } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions, type DocumentAction } from '../features/documents/use-actions';
import { CountTasks } from '../features/warehouse/CountTasks';
import type { CountSession } from '../features/warehouse/types';
import { Variances } from '../features/warehouse/Variances';
import { dateTime, money } from '../format';
import { useCan, useTimeZone } from '../session';

function Choice({ name }: { name: 'acceptMoved' | 'leaveConflicts' }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} valuePropName="checked">
      <Checkbox>{t(`count.${name}`)}</Checkbox>
    </Form.Item>
  );
}

function useCountActions(): DocumentAction[] {
  const { t } = useTranslation();
  return [
    {
      verb: 'post',
      label: t('count.post'),
      permission: 'count.approve',
      primary: true,
      confirm: { hint: t('count.postHint'), fields: <Choice name="leaveConflicts" /> },
    },
    {
      verb: 'approve',
      label: t('count.approve'),
      permission: 'count.approve',
      primary: true,
      confirm: { hint: t('count.approveHint'), fields: <Choice name="acceptMoved" /> },
    },
    { verb: 'open', label: t('count.start'), permission: 'count.manage', primary: true, confirm: { hint: t('count.startHint') } },
    { verb: 'request-recount', label: t('count.recount'), permission: 'count.approve', confirm: { hint: t('count.recountHint') } },
    { verb: 'cancel', label: t('doc.cancel'), permission: 'count.manage', danger: true, confirm: { hint: t('count.cancelHint') } },
  ];
}

function CountView({ session }: { session: CountSession }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const can = useCan();
  const { bar, outcome } = useActions({ path: `/count-sessions/${session.id}`, legal: session.legal, actions: useCountActions() });
  const facts = [
    { key: 'warehouse', label: t('stock.warehouse'), children: namedText(session.warehouse) },
    { key: 'plan', label: t('count.plan'), children: session.plan?.name },
    { key: 'progress', label: t('count.progress'), children: t('count.progressOf', session.tasks) },
    { key: 'differing', label: t('count.differing'), children: session.lines === null ? null : t('count.differingOf', session.lines) },
    { key: 'value', label: t('count.value'), children: session.varianceValue === null ? null : money(session.varianceValue) },
    { key: 'approvedBy', label: t('count.approvedBy'), children: session.approvedBy },
    { key: 'createdBy', label: t('doc.createdBy'), children: `${session.createdBy} · ${dateTime(session.createdAt, timeZone)}` },
    { key: 'postedAt', label: t('ledger.postedAt'), children: dateTime(session.postedAt, timeZone) || null },
  ];
  const reviewed = ['review', 'recount_requested', 'approved', 'posted'].includes(session.state);
  return (
    <>
      <DocumentHead
        back={{ href: '/counts', label: t('count.title') }}
        title={session.number}
        state={session.state}
        note={<StatusTag tone="quiet" icon={session.blind ? '●' : '○'} label={t(session.blind ? 'count.blind' : 'count.open')} />}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      {reviewed && can('count.approve') && <Variances session={session} />}
      <CountTasks session={session} />
    </>
  );
}

export function CountPage() {
  const { id } = useParams({ from: '/shell/counts/$id' });
  return (
    <OneDocument path="/count-sessions" id={id}>
      {(session) => <CountView session={session} />}
    </OneDocument>
  );
}
