import { Button, Checkbox, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../format';
import { useCan, useTimeZone } from '../../session';
import { CodesSelect, IntegerItem, SelectItem } from '../documents/fields';
import { useActionRunner, type DocumentAction } from '../documents/use-actions';
import { percentOf } from '../jobs/progress';
import { useJob, useJobsNow } from '../jobs/queries';
import type { PlanningRun } from './types';

/** As far as most factories buy ahead. */
const HORIZON_DAYS = '90';

function RunFields() {
  const { t } = useTranslation();
  return (
    <>
      <IntegerItem name="horizonDays" label={t('planning.horizon')} hint={t('planning.horizonHint')} initial={HORIZON_DAYS} required />
      <SelectItem name="warehouses" label={t('stock.warehouse')} hint={t('planning.warehousesHint')}>
        <CodesSelect path="/warehouses" placeholder={t('doc.warehouseSearch')} />
      </SelectItem>
      <Form.Item name="includeForecast" valuePropName="checked" initialValue>
        <Checkbox>{t('planning.includeForecast')}</Checkbox>
      </Form.Item>
    </>
  );
}

/** A plan is being made, or waits for its turn. */
export const isOpenRun = ({ state }: Pick<PlanningRun, 'state'>): boolean => state === 'waiting' || state === 'running';

function useRunAction(choose: Props['choose']): DocumentAction {
  const { t } = useTranslation();
  const jobsNow = useJobsNow();
  return {
    verb: 'run',
    route: 'planning/runs',
    label: t('planning.run'),
    permission: 'planning.run',
    confirm: { hint: t('planning.runHint'), fields: <RunFields /> },
    body: ({ horizonDays, warehouses, includeForecast }) => ({
      horizonDays: Number(horizonDays),
      includeForecast: includeForecast === true,
      ...(Array.isArray(warehouses) && warehouses.length > 0 ? { warehouses: warehouses as string[] } : {}),
    }),
    done: () => {
      choose(undefined);
      jobsNow();
    },
  };
}

interface Props {
  readonly runs: readonly PlanningRun[];
  readonly current: PlanningRun | undefined;
  readonly choose: (id: string | undefined) => void;
}

/** Which run is looked at, when it was, what it found, and the button for the next one. */
export function RunBar({ runs, current, choose }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const timeZone = useTimeZone();
  const runner = useActionRunner();
  const start = useRunAction(choose);
  const open = current !== undefined && isOpenRun(current);
  // While a plan is made, the tray knows how far it is.
  const job = useJob(open ? current.jobId : null);
  const percent = job === undefined ? null : percentOf(job);
  const nameOf = (run: PlanningRun) => `${dateTime(run.createdAt, timeZone)}${run.state === 'done' ? '' : ` ${t('planning.unfinished')}`}`;
  return (
    <>
      <div className="toolbar gap-below">
        {runs.length > 0 && (
          <Select
            aria-label={t('planning.ofRun')}
            value={current?.id ?? null}
            onChange={(id: string) => choose(id === runs[0]?.id ? undefined : id)}
            options={runs.map((run) => ({ value: run.id, label: nameOf(run) }))}
            popupMatchSelectWidth={false}
          />
        )}
        {current?.state === 'done' && (
          <span className="quiet">
            {t('planning.counts', {
              make: current.counts.make,
              buy: current.counts.buy,
              move: current.counts.move,
              exceptions: current.counts.exceptions,
            })}
          </span>
        )}
        {can('planning.run') && (
          <Button type="primary" disabled={runner.busy || open} onClick={() => runner.start('', start)}>
            {t('planning.run')}
          </Button>
        )}
        {open && (
          <span role="status">
            {t('planning.running')} {percent === null ? '' : `${percent}%`}
          </span>
        )}
      </div>
      {runner.outcome}
    </>
  );
}
