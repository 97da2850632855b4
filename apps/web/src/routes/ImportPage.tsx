import type { ImportSession, ImportType } from '@anwen/client';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { CheckStep } from '../features/imports/CheckStep';
import { FileStep } from '../features/imports/FileStep';
import { MappingStep } from '../features/imports/MappingStep';
import { ModeStep } from '../features/imports/ModeStep';
import { ImportStateTag } from '../features/imports/names';
import { sessionQuery, typesQuery } from '../features/imports/queries';
import { RunStep } from '../features/imports/RunStep';
import { StepBar } from '../features/imports/StepBar';
import { isEditable, isWorking, stepOf, type Step } from '../features/imports/wizard';
import { PageHead } from '../features/PageHead';
import { QueryFailure } from '../features/problems';
import { dateTime } from '../format';
import type { ImportSearch } from '../search';
import { useTimeZone } from '../session';

function StepBody({ step, session, type, rows }: { step: Step; session: ImportSession; type: ImportType; rows: ImportSearch['rows'] }) {
  if (step === 'file') return <FileStep session={session} typeTitle={type.title} />;
  if (step === 'map') return <MappingStep session={session} type={type} />;
  if (step === 'mode') return <ModeStep session={session} type={type} />;
  return step === 'check' ? <CheckStep session={session} type={type} status={rows} /> : <RunStep session={session} />;
}

/** The same file went in before: most often a mistake, sometimes meant. */
function WentInBefore({ session }: { session: ImportSession }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const before = session.alreadyImported;
  if (!before || !isEditable(session)) return null;
  const link = (
    <Link className="button-link" to="/imports/$id" params={{ id: before.id }}>
      {t('imports.before.open')}
    </Link>
  );
  return (
    <Alert className="gap-below" type="warning" showIcon title={t('imports.before.title', { time: dateTime(before.committedAt, timeZone) })} action={link} />
  );
}

/** An import under way, at the step of the address; a reload or another browser goes on where it stood. */
export function ImportPage() {
  const { t, i18n } = useTranslation();
  const { id } = useParams({ from: '/shell/imports/$id' });
  const search = useSearch({ from: '/shell/imports/$id' });
  const query = useQuery(sessionQuery(id));
  const types = useQuery(typesQuery(i18n.language));
  const failed = query.data === undefined ? query : types.data === undefined ? types : null;
  if (failed !== null) return failed.error !== null ? <QueryFailure failure={failed.error} retry={() => void failed.refetch()} /> : <Skeleton active />;
  const [session, type] = [query.data!, types.data!.find(({ key }) => key === query.data!.type)];
  if (type === undefined) return <QueryFailure failure={new Error(session.type)} retry={() => void types.refetch()} />;
  // What has begun cannot be set up any more: every address of it leads to the end.
  const step = session.state === 'committing' ? 'run' : (search.step ?? stepOf(session));
  const checked = session.counts !== null;
  const fixed = !isEditable(session) && !isWorking(session) && step !== 'run';
  return (
    <>
      <PageHead
        title={session.fileName}
        note={<ImportStateTag state={session.state} />}
        actions={
          <Link className="button-link" to="/imports">
            {t('imports.title')}
          </Link>
        }
      />
      <StepBar id={id} current={step} reachable={(target) => target !== 'run' || checked} />
      {fixed && <Alert className="gap-below" type="info" showIcon title={t('imports.locked')} />}
      <WentInBefore session={session} />
      <StepBody step={step} session={session} type={type} rows={search.rows} />
    </>
  );
}
