import type { ReactNode } from 'react';
import { ErrorBoundary as Boundary, type FallbackProps } from 'react-error-boundary';

export interface ErrorTexts {
  readonly title: string;
  readonly explanation: string;
  readonly reload: string;
  readonly home: string;
  readonly support: string;
  readonly requestId: string;
  /** The latest request of the page, shown when the failure itself carries none. */
  readonly lastRequestId: string | null;
}

interface Props {
  readonly children: ReactNode;
  /** Read when the failure is shown, so that texts loaded later are used. */
  readonly texts: () => ErrorTexts;
  readonly supportHref: (failure: unknown) => string;
  readonly onError: (failure: unknown) => void;
  /** A change of these (the address) gives the page another chance. */
  readonly resetKeys?: unknown[];
}

/** The request id that a failure carries when the server caused it. */
export function requestIdOf(failure: unknown): string | null {
  const id = typeof failure === 'object' && failure !== null && 'requestId' in failure ? failure.requestId : null;
  return typeof id === 'string' ? id : null;
}

/** What a person sees in place of a white page; plain HTML on purpose. */
export function ErrorScreen({ failure, texts, supportHref }: { failure: unknown; texts: ErrorTexts; supportHref: string }) {
  const requestId = requestIdOf(failure) ?? texts.lastRequestId;
  return (
    <main className="error-screen" role="alert">
      <h1>{texts.title}</h1>
      <p>{texts.explanation}</p>
      {requestId !== null && (
        <p>
          {texts.requestId} <code>{requestId}</code>
        </p>
      )}
      <p className="error-screen-actions">
        <button type="button" className="plain-button plain-button-primary" onClick={() => window.location.reload()}>
          {texts.reload}
        </button>
        <a className="plain-button" href="/">
          {texts.home}
        </a>
        <a className="plain-button" href={supportHref}>
          {texts.support}
        </a>
      </p>
    </main>
  );
}

/** Requirement R13.1: a failing screen explains itself, offers the way out and is reported. */
export function GlobalErrorBoundary({ children, texts, supportHref, onError, resetKeys }: Props) {
  const fallback = ({ error }: FallbackProps) => <ErrorScreen failure={error} texts={texts()} supportHref={supportHref(error)} />;
  return (
    <Boundary fallbackRender={fallback} onError={(error) => onError(error)} resetKeys={resetKeys ?? []}>
      {children}
    </Boundary>
  );
}
