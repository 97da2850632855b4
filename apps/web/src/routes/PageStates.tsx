import { ErrorScreen } from '@anwen/ui';
import { ApiProblem, Unreachable } from '@anwen/client';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useComeBack } from '../features/boards/new-build';
import { failureTexts, reports, supportHref } from '../failures';

// Plain HTML: these show before the component library is loaded, and when it cannot be.

export function PageLoading() {
  const { t } = useTranslation();
  return (
    <div className="page-loading" role="status">
      {t('app.loading')}
    </div>
  );
}

export function PageMissing() {
  const { t } = useTranslation();
  return (
    <main className="error-screen">
      <p className="error-screen-code">404</p>
      <h1>{t('state.notFound')}</h1>
      <p>{t('state.notFoundHint')}</p>
      <p className="error-screen-actions">
        <Link className="plain-button plain-button-primary" to="/">
          {t('state.home')}
        </Link>
      </p>
    </main>
  );
}

/** A page that failed: an unreachable server can be retried in place, everything else is reported. */
export function PageFailure({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const unreachable = error instanceof Unreachable;
  useEffect(() => {
    if (!unreachable && !(error instanceof ApiProblem && error.status < 500)) reports.report(error);
  }, [error, unreachable]);
  if (!unreachable) return <ErrorScreen failure={error} texts={failureTexts()} supportHref={supportHref(error)} />;
  return (
    <main className="error-screen" role="alert">
      <h1>{t('state.unreachable')}</h1>
      <p>{t('state.unreachableHint')}</p>
      <p className="error-screen-actions">
        <button type="button" className="plain-button plain-button-primary" onClick={() => void router.invalidate()}>
          {t('state.retry')}
        </button>
      </p>
    </main>
  );
}

/** A board that failed: after a power cut the screen is up before the server, and nobody stands there to press a button. */
export function WallFailure(failed: ErrorComponentProps) {
  useComeBack();
  return <PageFailure {...failed} />;
}
