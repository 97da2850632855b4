import type { Report, ReportParams, ReportSchedule, ScheduleBody } from '@anwen/client';
import { useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Drawer, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../problems';
import { useWrite } from '../use-write';
import { cronOf, isTime, looksLikeCron, looksLikeMail, timingOf, WEEKDAYS, type Timing, type Weekday } from './cron';
import { ParamField } from './ParamField';
import { valuesOf } from './params';
import { saveSchedule, SCHEDULES_KEY } from './queries';

interface Fields {
  name: string;
  report: string;
  format: ScheduleBody['format'];
  params?: Record<string, string>;
  frequency: Timing['frequency'];
  time?: string;
  weekday?: Weekday;
  monthDay?: number;
  cron?: string;
  mailTo: string[];
  webhook: boolean;
}

interface Props {
  readonly reports: readonly Report[];
  /** The one to change; a new one when absent. */
  readonly schedule: ReportSchedule | undefined;
  /** The report that a new one begins with. */
  readonly report?: string | undefined;
  /** Its conditions, as they stood on the report's page. */
  readonly conditions?: ReportParams | undefined;
  readonly onClose: () => void;
}

function fieldsOf({ reports, schedule, report, conditions = {} }: Props): Fields {
  if (schedule === undefined) {
    const first = reports.find(({ key }) => key === report) ?? reports[0];
    const format = first?.formats[0] ?? 'xlsx';
    const start = { frequency: 'weekly', time: '08:00', weekday: 'mon', monthDay: 1, mailTo: [], webhook: false } as const;
    return { ...start, name: first?.title ?? '', report: first?.key ?? '', format, mailTo: [], params: first ? valuesOf(first, conditions) : {} };
  }
  const { name, format, params, mailTo, webhook, cron } = schedule;
  return {
    time: '08:00',
    weekday: 'mon',
    monthDay: 1,
    cron,
    ...timingOf(cron),
    name,
    report: schedule.report,
    format,
    params: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value ?? '')])),
    mailTo,
    webhook,
  };
}

function bodyOf(fields: Fields, report: Report): Omit<ScheduleBody, 'active'> {
  const { name, format, frequency, time = '08:00', weekday = 'mon', monthDay = 1, cron = '', mailTo, webhook } = fields;
  const timing = { custom: { frequency, cron }, daily: { frequency, time }, weekly: { frequency, time, weekday }, monthly: { frequency, time, monthDay } };
  return {
    name: name.trim(),
    report: report.key,
    format,
    params: valuesOf(report, fields.params ?? {}),
    cron: cronOf(timing[frequency] as Timing),
    mailTo,
    webhook,
  };
}

/** When it runs: in words for the usual cases, as a cron expression for the rest. */
function TimingFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Fields>();
  const frequency = Form.useWatch('frequency', form);
  const rule = (valid: (text: string) => boolean, text: string) => ({
    validator: (_: unknown, value: string | undefined) => (valid(value ?? '') ? Promise.resolve() : Promise.reject(new Error(text))),
  });
  return (
    <div className="param-grid">
      <Form.Item name="frequency" label={t('reports.sched.frequency')}>
        <Select options={(['daily', 'weekly', 'monthly', 'custom'] as const).map((value) => ({ value, label: t(`reports.sched.${value}`) }))} />
      </Form.Item>
      {frequency === 'weekly' && (
        <Form.Item name="weekday" label={t('reports.sched.weekday')}>
          <Select options={WEEKDAYS.map((value) => ({ value, label: t(`reports.sched.days.${value}`) }))} />
        </Form.Item>
      )}
      {frequency === 'monthly' && (
        <Form.Item name="monthDay" label={t('reports.sched.monthDay')} extra={t('reports.sched.monthDayHint')}>
          <Select options={Array.from({ length: 31 }, (_, at) => ({ value: at + 1, label: String(at + 1) }))} />
        </Form.Item>
      )}
      {frequency === 'custom' ? (
        <Form.Item
          name="cron"
          label={t('reports.sched.cron')}
          extra={t('reports.sched.cronHint')}
          rules={[rule(looksLikeCron, t('reports.sched.cronInvalid'))]}
        >
          <Input className="code" maxLength={100} autoComplete="off" spellCheck={false} />
        </Form.Item>
      ) : (
        <Form.Item name="time" label={t('reports.sched.time')} rules={[rule(isTime, t('reports.sched.timeInvalid'))]}>
          <Input type="time" />
        </Form.Item>
      )}
    </div>
  );
}

/** Where it goes: one way at least. */
function TargetFields() {
  const { t } = useTranslation();
  const check = ({ getFieldValue }: { getFieldValue: (name: string) => unknown }) => ({
    validator: (_: unknown, mails: string[] = []) => {
      const wrong = mails.find((mail) => !looksLikeMail(mail));
      if (wrong !== undefined) return Promise.reject(new Error(t('reports.sched.mailInvalid', { mail: wrong })));
      if (mails.length === 0 && getFieldValue('webhook') !== true) return Promise.reject(new Error(t('reports.sched.noTarget')));
      return Promise.resolve();
    },
  });
  return (
    <>
      <Form.Item name="mailTo" label={t('reports.sched.mailTo')} extra={t('reports.sched.mailToHint')} dependencies={['webhook']} rules={[check]}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ';', ' ', '，', '；']} />
      </Form.Item>
      <Form.Item name="webhook" valuePropName="checked">
        <Checkbox>{t('reports.sched.webhook')}</Checkbox>
      </Form.Item>
    </>
  );
}

/** Another report would be another schedule: what it has sent so far belongs to the first. */
function ReportFields({ reports, fixed }: { reports: readonly Report[]; fixed: boolean }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Fields>();
  const key = Form.useWatch('report', form);
  const report = reports.find((known) => known.key === key);
  const begin = (chosen: string) => {
    const next = reports.find((known) => known.key === chosen);
    if (next !== undefined) form.setFieldsValue({ format: next.formats[0]!, params: valuesOf(next, {}) });
  };
  return (
    <>
      <div className="param-grid">
        <Form.Item name="report" label={t('reports.sched.report')} rules={[{ required: true, message: t('form.required') }]}>
          <Select
            // `disabled={false}` would unlock a form that is being sent.
            {...(fixed ? { disabled: true } : {})}
            showSearch={{ optionFilterProp: 'label' }}
            options={reports.map((known) => ({ value: known.key, label: known.title }))}
            onChange={begin}
          />
        </Form.Item>
        <Form.Item name="format" label={t('reports.format')}>
          <Select options={(report?.formats ?? []).map((value) => ({ value, label: t(`reports.${value}`) }))} />
        </Form.Item>
      </div>
      <div className="param-grid">
        {report?.params.map((param) => (
          <ParamField key={`${report.key}.${param.key}`} param={param} name={['params', param.key]} />
        ))}
      </div>
    </>
  );
}

function useSaving(onClose: () => void) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const textOf = useProblemText();
  const refresh = () => cache.invalidateQueries({ queryKey: SCHEDULES_KEY });
  return useWrite(saveSchedule, {
    onDone: () => (message.success(t('reports.sched.saved')), onClose(), refresh()),
    // Somebody may have changed it meanwhile: opened again, the form shows what it has become.
    onFailed: (failure) => (message.error(textOf(failure)), refresh()),
  });
}

/** Creates or changes a schedule. */
export function ScheduleForm(props: Props) {
  const { reports, onClose } = props;
  // What the fields began with: the list behind may learn of a newer version, which these fields have not seen.
  const [schedule] = useState(props.schedule);
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const { write, busy } = useSaving(onClose);
  const send = (fields: Fields) => {
    const report = reports.find(({ key }) => key === fields.report);
    if (report === undefined) return;
    const body = bodyOf(fields, report);
    write(schedule === undefined ? { body: { ...body, active: true } } : { schedule, body });
  };
  const footer = (
    <div className="toolbar">
      <Button type="primary" loading={busy} onClick={() => form.submit()}>
        {t('reports.sched.save')}
      </Button>
      <Button disabled={busy} onClick={onClose}>
        {t('common.cancel')}
      </Button>
    </div>
  );
  return (
    <Drawer open size={560} title={t(schedule === undefined ? 'reports.sched.new' : 'reports.sched.edit')} onClose={onClose} footer={footer}>
      <Form form={form} layout="vertical" initialValues={fieldsOf(props)} disabled={busy} onFinish={send} scrollToFirstError>
        <Form.Item name="name" label={t('reports.sched.name')} rules={[{ required: true, whitespace: true, message: t('form.required') }]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <ReportFields reports={reports} fixed={schedule !== undefined} />
        <TimingFields />
        <TargetFields />
      </Form>
    </Drawer>
  );
}
