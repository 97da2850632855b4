import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../documents/ActionDialog';
import { IntegerItem, TextItem } from '../documents/fields';
import { compact } from '../documents/form-fields';
import { listQuery } from '../documents/queries';
import { WEEKDAYS, type Calendar, type CalendarRow, type Shift } from './types';

/** No factory has more. */
export const SHIFTS_SHOWN = '200';

function TimeItem({ name, label, hint, initial }: { name: string; label: string; hint?: string; initial: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      initialValue={initial}
      rules={[{ required: true, message: t('form.required') }]}
      {...(hint === undefined ? {} : { extra: hint })}
    >
      <Input type="time" />
    </Form.Item>
  );
}

export function ShiftFields({ of }: { of?: Shift }) {
  const { t } = useTranslation();
  return (
    <>
      {of === undefined && <TextItem name="code" label={t('workCenter.code')} max={30} required />}
      <TextItem name="name" label={t('workCenter.name')} max={100} required initial={of?.name} />
      <TimeItem name="startsAt" label={t('calendar.startsAt')} initial={of?.startsAt} />
      <TimeItem name="endsAt" label={t('calendar.endsAt')} hint={t('calendar.endsAtHint')} initial={of?.endsAt} />
      <IntegerItem name="breakMinutes" label={t('calendar.break')} initial={String(of?.breakMinutes ?? 0)} />
    </>
  );
}

export const shiftBody = ({ breakMinutes, ...answers }: Answers): object => ({ ...answers, breakMinutes: Number(breakMinutes ?? 0) });

function useShiftOptions(): { value: string; label: string }[] {
  const { data } = useQuery(listQuery('/shifts', { limit: SHIFTS_SHOWN }));
  return (data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
}

export function CalendarFields({ of }: { of?: CalendarRow }) {
  const { t } = useTranslation();
  const options = useShiftOptions();
  return (
    <>
      {of === undefined && <TextItem name="code" label={t('workCenter.code')} max={30} required />}
      <TextItem name="name" label={t('workCenter.name')} max={100} required initial={of?.name} />
      {WEEKDAYS.map((day) => (
        <Form.Item key={day} name={['week', day]} label={t(`weekday.${day}`)} initialValue={of?.week[day] ?? []}>
          <Select mode="multiple" options={options} placeholder={t('calendar.free')} popupMatchSelectWidth={false} />
        </Form.Item>
      ))}
      {of?.isDefault !== true && (
        <Form.Item name="isDefault" valuePropName="checked" initialValue={false} extra={t('calendar.defaultHint')}>
          <Checkbox>{t('calendar.default')}</Checkbox>
        </Form.Item>
      )}
    </>
  );
}

export const calendarBody = ({ isDefault, ...answers }: Answers): object => ({ ...answers, ...(isDefault === true ? { isDefault } : {}) });

/** The days that are otherwise than the week says; they are sent as a whole. */
export function ExceptionFields({ of }: { of: Calendar }) {
  const { t } = useTranslation();
  const options = useShiftOptions();
  return (
    <Form.List name="exceptions" initialValue={of.exceptions}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <fieldset key={key} className="exception-row">
              <legend className="visually-hidden">{t('form.line', { number: name + 1 })}</legend>
              <Form.Item name={[name, 'day']} label={t('oee.day')} rules={[{ required: true, message: t('form.required') }]}>
                <Input type="date" />
              </Form.Item>
              <Form.Item name={[name, 'shifts']} label={t('calendar.shifts')}>
                <Select mode="multiple" options={options} placeholder={t('calendar.free')} popupMatchSelectWidth={false} />
              </Form.Item>
              <Form.Item name={[name, 'note']} label={t('form.note')}>
                <Input maxLength={200} autoComplete="off" />
              </Form.Item>
              <Button type="text" danger icon={<DeleteOutlined />} aria-label={t('form.removeLine', { number: name + 1 })} onClick={() => remove(name)} />
            </fieldset>
          ))}
          <Button block type="dashed" icon={<PlusOutlined aria-hidden />} onClick={() => add({ shifts: [] })}>
            {t('calendar.addException')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

export function exceptionsBody({ exceptions }: Answers): object {
  const rows = (exceptions ?? []) as { day: string; shifts?: string[]; note?: string }[];
  return { exceptions: rows.map(({ day, shifts = [], note }) => ({ ...compact({ day, note }), shifts })) };
}
