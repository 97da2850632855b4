import { Checkbox, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { SelectItem, TextItem } from '../documents/fields';
import { change, compact } from '../documents/form-fields';
import { ReasonSelect } from '../documents/selects';
import { instantIn } from '../../format';
import { useTimeZone } from '../../session';
import type { DocumentAction } from '../documents/use-actions';
import type { Downtime } from './types';

export function PlannedItem({ initial }: { initial: boolean }) {
  const { t } = useTranslation();
  return (
    <Form.Item name="planned" valuePropName="checked" initialValue={initial} extra={t('downtime.plannedHint')}>
      <Checkbox>{t('downtime.planned')}</Checkbox>
    </Form.Item>
  );
}

interface MomentProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  /** A time of day in the factory. */
  readonly initial?: string;
}

export function MomentItem({ name, label, hint, required, initial }: MomentProps) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      initialValue={initial}
      {...(hint === undefined ? {} : { extra: hint })}
      rules={required === true ? [{ required: true, message: t('form.required') }] : []}
    >
      <Input type="datetime-local" />
    </Form.Item>
  );
}

/** The steps on one stop of a machine, by the verbs that the server allows. */
export function useDowntimeActions(): (row: Downtime) => DocumentAction[] {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  return (row) => [
    {
      verb: 'end',
      label: t('downtime.end'),
      permission: 'downtime.report',
      primary: true,
      confirm: { hint: t('downtime.endHint'), fields: <MomentItem name="endedAt" label={t('downtime.endedAt')} hint={t('downtime.nowHint')} /> },
      body: ({ endedAt }) => compact({ endedAt: instantIn(endedAt, timeZone) }),
    },
    {
      verb: 'classify',
      label: t('downtime.classify'),
      permission: 'downtime.classify',
      confirm: {
        hint: t('downtime.classifyHint'),
        fields: (
          <>
            <SelectItem name="reasonCode" label={t('doc.reasonCode')} required initial={row.reason?.code}>
              <ReasonSelect domain="downtime" />
            </SelectItem>
            <PlannedItem initial={row.planned} />
            <TextItem name="note" label={t('form.note')} max={500} initial={row.note ?? undefined} />
          </>
        ),
      },
      body: ({ planned, ...answers }) => ({ ...change(answers, ['note']), planned: planned === true }),
    },
    {
      verb: 'split',
      label: t('downtime.split'),
      permission: 'downtime.classify',
      confirm: {
        hint: t('downtime.splitHint'),
        fields: (
          <>
            <MomentItem name="at" label={t('downtime.splitAt')} required />
            <SelectItem name="reasonCode" label={t('downtime.secondReason')}>
              <ReasonSelect domain="downtime" />
            </SelectItem>
          </>
        ),
      },
      body: ({ at, reasonCode }) => compact({ at: instantIn(at, timeZone), reasonCode }),
    },
  ];
}
