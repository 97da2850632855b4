import { DownloadOutlined } from '@ant-design/icons';
import type { ImportSession, ImportType, RowStatus } from '@anwen/client';
import { Alert, Button } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { useDownload } from '../use-download';
import { ROW_STATUSES } from './names';
import { RowsTable } from './RowsTable';
import { StepLinks } from './StepBar';
import { useAct } from './use-session';
import { isEditable, MAX_FIXES, problemText } from './wizard';
import { Working } from './Working';

interface Props {
  readonly session: ImportSession;
  readonly type: ImportType;
  /** Which rows are shown; stands in the address. */
  readonly status: RowStatus | undefined;
}

/** The outcome in numbers; each number shows its rows. */
function Filters({ session, status }: Pick<Props, 'session' | 'status'>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const counts = session.counts!;
  const total = ROW_STATUSES.reduce((sum, name) => sum + counts[name], 0);
  const show = (rows: RowStatus | undefined) =>
    void navigate({ to: '/imports/$id', params: { id: session.id }, search: { step: 'check', rows }, resetScroll: false });
  const kinds = [
    { key: undefined, label: t('imports.check.all'), count: total },
    ...ROW_STATUSES.map((name) => ({ key: name, label: t(`imports.check.${name}`), count: counts[name] })),
  ];
  return (
    <div className="count-buttons gap-below" role="group" aria-label={t('imports.check.rows')}>
      {kinds.map(({ key, label, count }) => (
        <button
          key={label}
          type="button"
          className={`count-button ${key === 'error' && count > 0 ? 'count-button-bad' : ''}`}
          aria-pressed={status === key}
          onClick={() => show(key)}
        >
          <span className="count-button-number">{decimal(String(count))}</span> {label}
        </button>
      ))}
    </div>
  );
}

function Outcome({ session, type, status }: Props) {
  const { t } = useTranslation();
  const { start, busy } = useDownload();
  const errors = session.counts?.error ?? 0;
  return (
    <>
      <Filters session={session} status={status} />
      {errors === 0 && session.state === 'validated' && <Alert className="gap-below" type="success" showIcon title={t('imports.check.allGood')} />}
      {errors > MAX_FIXES && <Alert className="gap-below" type="warning" showIcon title={t('imports.check.fixLimit')} />}
      {errors > 0 && (
        <p>
          <Button icon={<DownloadOutlined />} loading={busy} onClick={() => start(`/api/v1/imports/${session.id}/errors.xlsx`)}>
            {t('imports.check.errorsFile')}
          </Button>
        </p>
      )}
      <RowsTable key={status ?? 'all'} session={session} type={type} status={status} />
    </>
  );
}

/** The dry run: what would happen, row by row, before anything is written. */
export function CheckStep({ session, type, status }: Props) {
  const { t } = useTranslation();
  const { start, busy } = useAct(session);
  if (session.state === 'validating') return <Working session={session} text={t('imports.check.running')} />;
  const outdated = session.counts === null || session.state === 'uploaded';
  const problem = session.state === 'failed' ? session.problem : null;
  return (
    <>
      {problem !== null && <Alert className="gap-below" type="error" showIcon title={t('imports.check.failed')} description={problemText(problem)} />}
      {outdated && problem === null && <Alert className="gap-below" type="info" showIcon title={t('imports.check.intro')} />}
      {isEditable(session) && (
        <p>
          <Button type={outdated ? 'primary' : 'default'} loading={busy} onClick={() => start('validate')}>
            {t(session.counts === null ? 'imports.check.start' : 'imports.check.again')}
          </Button>
        </p>
      )}
      {session.counts !== null && <Outcome session={session} type={type} status={status} />}
      <StepLinks id={session.id} previous="mode" next={{ step: 'run', blocked: session.counts === null || session.state === 'uploaded' }} />
    </>
  );
}
