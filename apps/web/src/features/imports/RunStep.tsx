import { CheckCircleOutlined, RollbackOutlined, UndoOutlined } from '@ant-design/icons';
import { ApiProblem, type ImportSession } from '@anwen/client';
import { StateView } from '@anwen/ui/kit';
import { Link } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime, decimal } from '../../format';
import { useTimeZone } from '../../session';
import { useJob } from '../jobs/queries';
import { BlockerTable } from './BlockerTable';
import { IMPORTS_KEY } from './queries';
import { StepLinks } from './StepBar';
import { useAct, useChoose } from './use-session';
import { Working } from './Working';
import { problemText } from './wizard';

type Counts = NonNullable<ImportSession['counts']>;

function Summary({ counts, skips }: { counts: Counts; skips: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className="run-summary">
      <li>{t('imports.run.willNew', { count: counts.new })}</li>
      <li>{t('imports.run.willChange', { count: counts.changed })}</li>
      <li>{t('imports.run.unchanged', { count: counts.unchanged })}</li>
      {skips && counts.error > 0 && <li>{t('imports.run.skipped', { count: counts.error })}</li>}
    </ul>
  );
}

/** The last look before anything is written. */
function Ready({ session, counts }: { session: ImportSession; counts: Counts }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { start, busy } = useAct(session);
  const choice = useChoose(session);
  const blocked = counts.error > 0 && session.onError === 'all_or_nothing';
  // Rows that were written before the trouble stay: the import goes on where it stood, or is taken back.
  const partly = session.state === 'failed' && session.onError === 'skip_errors';
  const nothing = counts.new + counts.changed === 0;
  const confirm = () =>
    modal.confirm({
      title: t('imports.run.confirm'),
      content: t('imports.run.confirmHint'),
      okText: t('imports.run.start'),
      cancelText: t('common.cancel'),
      onOk: () => start('commit'),
    });
  return (
    <>
      <h2>{t('imports.run.title')}</h2>
      {session.state === 'failed' && (
        <Alert
          className="gap-below"
          type="error"
          showIcon
          title={t(partly ? 'imports.run.failedPartly' : 'imports.run.failed')}
          description={problemText(session.problem)}
        />
      )}
      <Summary counts={counts} skips={!blocked} />
      {blocked && (
        <Alert
          className="gap-below"
          type="warning"
          showIcon
          title={t('imports.run.blocked')}
          action={
            <Button size="small" loading={choice.busy} onClick={() => choice.set({ onError: 'skip_errors' })}>
              {t('imports.run.toSkip')}
            </Button>
          }
        />
      )}
      {nothing && <p>{t('imports.run.nothing')}</p>}
      <Button type="primary" size="large" loading={busy} disabled={blocked || nothing} onClick={() => void confirm()}>
        {t('imports.run.start')}
      </Button>
      {partly && <Undo session={session} />}
      <StepLinks id={session.id} previous="check" />
    </>
  );
}

/** The way back: refused with the list of what stands in it. */
function Undo({ session }: { session: ImportSession }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const [blockers, setBlockers] = useState<unknown>(null);
  const { start, busy, refused } = useAct(session, {
    onDone: () => setBlockers(null),
    onFailed: (failure) => {
      if (failure instanceof ApiProblem && failure.code === 'imports.rollback_blocked') setBlockers(failure.document['blockers'] ?? []);
      else refused(failure);
    },
  });
  const job = useJob(session.jobId);
  const isUndo = job?.name === 'import.rollback';
  const ended = isUndo && job.finishedAt !== null;
  const cache = useQueryClient();
  // A session that is being taken back still counts as imported; the job knows when that has changed.
  useEffect(() => {
    if (ended) void cache.invalidateQueries({ queryKey: IMPORTS_KEY });
  }, [ended, cache]);
  const confirm = () =>
    modal.confirm({
      title: t('imports.run.undoTitle'),
      content: t('imports.run.undoHint'),
      okText: t('imports.run.undo'),
      okButtonProps: { danger: true },
      cancelText: t('common.cancel'),
      onOk: () => start('rollback'),
    });
  const refusal = session.problem?.['code'] === 'imports.rollback_blocked' ? session.problem['blockers'] : null;
  if (isUndo && !ended) return <Working session={session} text={t('imports.run.undoing')} />;
  return (
    <>
      {(blockers ?? refusal) != null && <BlockerTable blockers={blockers ?? refusal} />}
      <Button danger icon={<UndoOutlined />} loading={busy} onClick={() => void confirm()}>
        {t('imports.run.undo')}
      </Button>
    </>
  );
}

function Onward() {
  const { t } = useTranslation();
  return (
    <>
      <Link className="button-link button-link-primary" to="/imports/new">
        {t('imports.run.another')}
      </Link>
      <Link className="button-link" to="/imports">
        {t('imports.run.list')}
      </Link>
    </>
  );
}

function Done({ session, counts }: { session: ImportSession; counts: Counts }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const hint = t('imports.run.doneHint', {
    created: decimal(String(counts.new)),
    changed: decimal(String(counts.changed)),
    time: dateTime(session.committedAt, timeZone),
  });
  return (
    <>
      <StateView icon={<CheckCircleOutlined />} title={t('imports.run.done')} explanation={hint} actions={<Onward />} />
      <Undo session={session} />
    </>
  );
}

const NONE: Counts = { new: 0, changed: 0, unchanged: 0, error: 0 };

/** The import itself, its result, and the way back. */
export function RunStep({ session }: { session: ImportSession }) {
  const { t } = useTranslation();
  if (session.state === 'committing') return <Working session={session} text={t('imports.run.running')} />;
  if (session.state === 'committed') return <Done session={session} counts={session.counts ?? NONE} />;
  if (session.state === 'rolled_back')
    return <StateView icon={<RollbackOutlined />} title={t('imports.run.undone')} explanation={t('imports.run.undoneHint')} actions={<Onward />} />;
  if (session.counts === null || session.state === 'uploaded' || session.state === 'validating')
    return (
      <>
        <Alert type="info" showIcon title={t('imports.run.first')} />
        <StepLinks id={session.id} previous="check" />
      </>
    );
  return <Ready session={session} counts={session.counts} />;
}
