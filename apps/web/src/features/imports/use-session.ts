import { ApiProblem, type ImportChoices, type ImportSession } from '@anwen/client';
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useJobsNow } from '../jobs/queries';
import { useProblemText } from '../problems';
import { useWrite } from '../use-write';
import { act, choose, IMPORTS_KEY, sessionQuery, type Action } from './queries';

/** Puts an answered session where every step reads it. */
export function useKeepSession(): (session: ImportSession) => void {
  const cache = useQueryClient();
  return (session) => {
    cache.setQueryData(sessionQuery(session.id).queryKey, session);
    void cache.invalidateQueries({ queryKey: [...IMPORTS_KEY, 'list'] });
  };
}

/** Loads the session again after a refusal: it may have moved on in another tab, or in the worker. */
function useRefused(id: string): (failure: unknown) => void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const textOf = useProblemText();
  const cache = useQueryClient();
  return (failure) => {
    message.error(failure instanceof ApiProblem && failure.status === 412 ? t('imports.stale') : textOf(failure));
    void cache.invalidateQueries({ queryKey: sessionQuery(id).queryKey });
  };
}

/** Changes the settings of an import; what is already so is not sent. */
export function useChoose(session: ImportSession, done?: () => void) {
  const keep = useKeepSession();
  const { write, busy } = useWrite(choose, { onDone: (changed) => (keep(changed), done?.()), onFailed: useRefused(session.id) });
  const set = (change: Partial<ImportChoices>) => {
    const differs = Object.entries(change).some(([name, value]) => JSON.stringify(session[name as keyof ImportChoices]) !== JSON.stringify(value));
    if (differs) write({ session: { id: session.id, rowVersion: session.rowVersion }, change });
    else done?.();
  };
  return { set, busy };
}

interface Reactions {
  readonly onDone?: () => void;
  readonly onFailed?: (failure: unknown) => void;
}

/** Starts the dry run, the import or the way back; the work itself runs in the tray. */
export function useAct(session: ImportSession, { onDone, onFailed }: Reactions = {}) {
  const keep = useKeepSession();
  const look = useJobsNow();
  const refused = useRefused(session.id);
  const { write, busy } = useWrite(act, {
    onDone: (changed) => (keep(changed), look(), onDone?.()),
    onFailed: (failure) => (onFailed === undefined ? refused(failure) : onFailed(failure)),
  });
  return { start: (action: Action) => write({ id: session.id, action }), busy, refused };
}
