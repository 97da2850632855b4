import { ApiProblem, lastRequestId, sendClientError, Unreachable, uuid } from '@anwen/client';
import { ErrorReports, requestIdOf, type ErrorTexts } from '@anwen/ui';
import i18next from 'i18next';
import type { Me } from '@anwen/client';
import { ME_KEY, queryClient } from './query-client';

const DEVICE_KEY = 'anwen.deviceId';

/** One random id a browser, so that support can tell two machines apart. */
function deviceId(): string {
  const known = localStorage.getItem(DEVICE_KEY);
  if (known !== null) return known;
  const made = uuid();
  localStorage.setItem(DEVICE_KEY, made);
  return made;
}

function describe() {
  const tenantId = queryClient.getQueryData<Me>(ME_KEY)?.tenant?.id;
  // The query part of an address may hold what a person typed; the path alone says where it happened.
  return { url: window.location.pathname, userAgent: navigator.userAgent, deviceId: deviceId(), ...(tenantId === undefined ? {} : { tenantId }) };
}

export const reports = new ErrorReports({ app: 'web', storage: localStorage, send: sendClientError, describe });

/** Reports what no component caught, and delivers what an earlier outage left behind. */
export function watchFailures(): void {
  window.addEventListener('error', (event) => reports.report(event.error ?? event.message));
  window.addEventListener('unhandledrejection', (event) => {
    const expected = event.reason instanceof ApiProblem || event.reason instanceof Unreachable;
    if (!expected) reports.report(event.reason);
  });
  window.addEventListener('online', () => void reports.drain());
  void reports.drain();
}

export function failureTexts(): ErrorTexts {
  const { t } = i18next;
  return {
    title: t('failure.title'),
    explanation: t('failure.explanation'),
    reload: t('failure.reload'),
    home: t('failure.home'),
    support: t('failure.support'),
    requestId: t('state.requestId'),
    lastRequestId: lastRequestId(),
  };
}

/** A mail to whoever supports this installation, with what they need to find the cause. */
export function supportHref(failure: unknown): string {
  const facts = [
    window.location.href,
    new Date().toISOString(),
    requestIdOf(failure) ?? lastRequestId(),
    failure instanceof Error ? failure.message : String(failure),
  ];
  return `mailto:?subject=${encodeURIComponent(i18next.t('failure.subject'))}&body=${encodeURIComponent(facts.filter(Boolean).join('\n'))}`;
}
