import type { Job } from '@anwen/client';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Form, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../format';
import { useCan, useTimeZone } from '../../session';
import { CodesSelect, IntegerItem, SelectItem } from '../documents/fields';
import { DOCUMENTS_KEY } from '../documents/queries';
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

/** Starts a run and follows its job; when it is over, the page shows what it found. */
function useRun(): { button: DocumentAction; runner: ReturnType<typeof useActionRunner>; job: Job | undefined } {
  const { t } = useTranslation();
  const runner = useActionRunner();
  const cache = useQueryClient();
  const jobsNow = useJobsNow();
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const over = job !== undefined && !['waiting', 'running'].includes(job.state);
  useEffect(() => {
    if (over) void cache.invalidateQueries({ queryKey: DOCUMENTS_KEY });
  }, [over, cache]);
  const button: DocumentAction = {
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
    done: (answer) => {
      setJobId((answer as Job).id);
      jobsNow();
    },
  };
  return { button, runner, job };
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
  const { button, runner, job } = useRun();
  const percent = job === undefined ? null : percentOf(job);
  const nameOf = (run: PlanningRun) => `${dateTime(run.startedAt, timeZone)}${run.finishedAt === null ? ` ${t('planning.unfinished')}` : ''}`;
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
        {current !== undefined && (
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
          <Button type="primary" disabled={runner.busy} onClick={() => runner.start('', button)}>
            {t('planning.run')}
          </Button>
        )}
        {job !== undefined && ['waiting', 'running'].includes(job.state) && (
          <span role="status">
            {t('planning.running')} {percent === null ? '' : `${percent}%`}
          </span>
        )}
      </div>
      {runner.outcome}
    </>
  );
}
