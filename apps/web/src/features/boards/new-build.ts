import { fetchPatiently } from '@anwen/client';
import { useEffect } from 'react';
import { scriptOf } from './page-script';

/** Rare enough to cost nothing, often enough that a wall shows the new build before the shift changes. */
const LOOK_FOR_BUILD_MS = 5 * 60_000;
/** Nobody stands before a wall to press "reload"; a server that starts is not asked in haste. */
const COME_BACK_MS = 15_000;

const runningScript = (): string | null => {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  return script === null ? null : new URL(script.src).pathname;
};

/** What the server would start a page with now; nothing while it cannot be reached. */
async function servedScript(signal: AbortSignal): Promise<string | null> {
  try {
    const answer = await fetchPatiently(new Request('/', { headers: { Accept: 'text/html' }, cache: 'no-store', signal }));
    return answer.ok ? scriptOf(await answer.text()) : null;
  } catch {
    return null;
  }
}

/** Asks now and then what the server would start with, until the page is left. */
function useServedScript(everyMs: number, told: (script: string) => void): void {
  useEffect(() => {
    const gone = new AbortController();
    const look = async () => {
      const script = document.hidden ? null : await servedScript(gone.signal);
      if (script !== null && !gone.signal.aborted) told(script);
    };
    const timer = setInterval(() => void look(), everyMs);
    return () => {
      gone.abort();
      clearInterval(timer);
    };
  }, [everyMs, told]);
}

const reload = (): void => window.location.reload();

function reloadWhenNew(script: string): void {
  if (script !== runningScript()) reload();
}

/** A screen that runs for months takes up an update by itself. */
export const useNewBuild = (): void => useServedScript(LOOK_FOR_BUILD_MS, reloadWhenNew);

/** A board that could not start or could not be drawn is loaded anew as soon as the server answers. */
export const useComeBack = (): void => useServedScript(COME_BACK_MS, reload);
