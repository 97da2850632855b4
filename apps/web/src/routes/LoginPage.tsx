import { ApiProblem, Unreachable } from '@anwen/client';
import { LOCALES, LOCALE_NAMES, switchLocale } from '@anwen/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState, type KeyboardEvent, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { safeNext } from '../search';
import { signIn } from '../session';

// Plain HTML without the component library: the first page of a shift appears at once, on slow lines too.

/** Minutes until the lock ends, from the problem's data or its Retry-After. */
function lockedMinutes(problem: ApiProblem): number {
  const stated = problem.document['minutes'];
  if (typeof stated === 'number') return Math.max(1, Math.ceil(stated));
  return Math.max(1, Math.ceil((problem.retryAfter ?? 60) / 60));
}

function useFailureText(): (failure: unknown) => string {
  const { t } = useTranslation();
  return (failure) => {
    if (failure instanceof Unreachable) return t('login.unreachable');
    if (!(failure instanceof ApiProblem)) return t('failure.title');
    if (failure.code.includes('locked') || failure.status === 429) return t('login.locked', { count: lockedMinutes(failure) });
    if (failure.status === 401) return t('login.wrong');
    if (failure.status >= 502) return t('login.unreachable');
    return `${failure.detail ?? failure.title} (${failure.code})`;
  };
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <div className="language-switch" role="group" aria-label={t('user.language')}>
      {LOCALES.map((locale) => (
        <button key={locale} type="button" lang={locale} aria-pressed={i18n.language === locale} onClick={() => void switchLocale(locale)}>
          {LOCALE_NAMES[locale]}
        </button>
      ))}
    </div>
  );
}

function LoginForm() {
  const { t } = useTranslation();
  const { next } = useSearch({ from: '/login' });
  const navigate = useNavigate();
  const textOf = useFailureText();
  const sending = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [capsLock, setCapsLock] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending.current) return;
    const form = new FormData(event.currentTarget);
    const [username, password] = [String(form.get('username')), String(form.get('password'))];
    if (username === '' || password === '') return setProblem(t('login.required'));
    sending.current = true;
    setBusy(true);
    setProblem(null);
    try {
      await signIn(username, password);
      await navigate({ href: safeNext(next), replace: true });
    } catch (failure) {
      setProblem(textOf(failure));
    } finally {
      sending.current = false;
      setBusy(false);
    }
  }

  const watchCaps = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <form className="login-form" onSubmit={(event) => void submit(event)} noValidate aria-busy={busy}>
      {problem !== null && (
        <p className="login-problem" role="alert">
          {problem}
        </p>
      )}
      <label htmlFor="username">{t('login.username')}</label>
      <input id="username" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus maxLength={200} />
      <label htmlFor="password">{t('login.password')}</label>
      <input id="password" name="password" type="password" autoComplete="current-password" maxLength={1000} onKeyUp={watchCaps} aria-describedby="caps-lock" />
      <p id="caps-lock" className="login-hint" aria-live="polite">
        {capsLock ? t('login.capsLock') : ''}
      </p>
      <button type="submit" className="plain-button plain-button-primary" disabled={busy}>
        {busy ? t('login.submitting') : t('login.submit')}
      </button>
    </form>
  );
}

export function LoginPage() {
  const { t } = useTranslation();
  const { expired } = useSearch({ from: '/login' });
  return (
    <main className="login-page">
      <div className="login-card">
        <div className="login-brand">
          <img src="/favicon.svg" alt="" width={36} height={36} />
          <h1>{t('app.name')}</h1>
        </div>
        {expired === 'true' && (
          <p className="login-notice" role="status">
            {t('login.expired')}
          </p>
        )}
        <LoginForm />
        <LanguageSwitch />
        <p className="login-host">
          {t('login.host')} {window.location.host}
        </p>
      </div>
    </main>
  );
}
