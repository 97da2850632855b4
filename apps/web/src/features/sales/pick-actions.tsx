import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../session';
import { DecimalItem } from '../documents/fields';
import { PlaceSelect, ReasonSelect } from '../documents/selects';
import type { DocumentAction } from '../documents/use-actions';
import { useReassign } from '../documents/use-reassign';
import { SERIAL_SEPARATORS, serialsFrom } from '../stock/posting-form';
import type { PickTask } from './types';

function ConfirmFields({ task }: { task: PickTask }) {
  const { t } = useTranslation();
  return (
    <>
      <DecimalItem name="qty" label={t('shipment.pickedQty')} suffix={task.item.uom} initial={task.qty} required autoFocus />
      {task.lot !== null && (
        <Form.Item name="lot" label={t('form.lot')} extra={t('pick.lotHint')}>
          <Input maxLength={64} autoComplete="off" placeholder={task.lot.code} />
        </Form.Item>
      )}
      {task.serial !== null && (
        <Form.Item name="serials" label={t('form.serials')} getValueFromEvent={serialsFrom}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={SERIAL_SEPARATORS} />
        </Form.Item>
      )}
    </>
  );
}

function ShortFields({ task }: { task: PickTask }) {
  const { t } = useTranslation();
  return (
    <>
      <DecimalItem name="pickedQty" label={t('shipment.pickedQty')} suffix={task.item.uom} initial="0" required autoFocus />
      <Form.Item name="reasonCode" label={t('doc.reasonCode')} rules={[{ required: true, message: t('form.required') }]}>
        <ReasonSelect domain="short_pick" />
      </Form.Item>
    </>
  );
}

function SubstituteFields({ task }: { task: PickTask }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="location" label={t('form.from')} rules={[{ required: true, message: t('form.required') }]}>
        <PlaceSelect />
      </Form.Item>
      {task.lot !== null && (
        <Form.Item name="lot" label={t('form.lot')}>
          <Input maxLength={64} autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item name="reasonCode" label={t('doc.reasonCode')} rules={[{ required: true, message: t('form.required') }]}>
        <ReasonSelect domain="short_pick" />
      </Form.Item>
    </>
  );
}

/** What this person may do with a task now. */
export function usePickActions(): (task: PickTask) => (DocumentAction | false)[] {
  const { t } = useTranslation();
  const can = useCan();
  const reassign = useReassign();
  const hint = (task: PickTask) => t('pick.hint', { item: task.item.code, from: task.from.code, to: task.to.code });
  const step = { permission: 'pick.confirm', reasonField: 'note' } as const;
  return (task) => [
    can('pick.confirm') && task.state === 'open' && { verb: 'claim', label: t('doc.claim'), ...step },
    can('pick.confirm') &&
      task.mine && { verb: 'confirm', label: t('pick.confirm'), ...step, primary: true, confirm: { hint: hint(task), fields: <ConfirmFields task={task} /> } },
    can('pick.confirm') &&
      task.mine &&
      task.kind === 'pick' && {
        verb: 'short',
        label: t('pick.short'),
        ...step,
        confirm: { hint: t('pick.shortHint'), fields: <ShortFields task={task} />, reason: 'optional', reasonField: 'note' },
      },
    can('pick.assign') &&
      task.kind === 'pick' &&
      (task.state === 'open' || task.state === 'claimed') && {
        verb: 'substitute',
        label: t('pick.substitute'),
        permission: 'pick.assign',
        confirm: { hint: t('pick.substituteHint'), fields: <SubstituteFields task={task} />, reason: 'optional', reasonField: 'note' },
      },
    (task.mine || can('pick.assign')) && task.state === 'claimed' && { verb: 'release', label: t('doc.giveBack'), ...step },
    can('pick.assign') && (task.state === 'open' || task.state === 'claimed') && reassign('pick.assign'),
  ];
}
