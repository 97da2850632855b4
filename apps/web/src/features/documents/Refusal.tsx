import { ApiProblem, type FieldProblem } from '@anwen/client';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../format';
import { useTimeZone } from '../../session';
import { useProblemText } from '../problems';
import { ShortageTable } from '../stock/ShortageTable';
import { isUnknown } from '../use-write';
import { DOCUMENTS_KEY } from './queries';
import { stateOf, useStateLook } from './states';

interface Props {
  readonly failure: unknown;
  /** Complaints that no field of the form shows. */
  readonly unplaced?: readonly FieldProblem[];
  /** Called after "load the latest". */
  readonly onReload?: () => void;
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Somebody else was faster: the page shows an older state than the server has. */
const isStale = (failure: ApiProblem) => failure.status === 412 || failure.code.endsWith('.invalid_transition') || failure.code.endsWith('.task_taken');

/** The sentence about a refusal: in the words of the office where the code is known, else in the server's own. */
function useRefusalText(): (failure: unknown) => string {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const look = useStateLook();
  const timeZone = useTimeZone();
  return (failure) => {
    if (isUnknown(failure)) return `${textOf(failure)} ${t('doc.unknownHint')}`;
    if (!(failure instanceof ApiProblem)) return textOf(failure);
    const { document } = failure;
    if (failure.status === 412) return t('doc.stale');
    if (failure.code.endsWith('.invalid_transition'))
      return t('doc.illegal', { state: look(stateOf(failure.code.startsWith('work_orders.') ? '/work-orders' : '', word(document['state']))).label });
    if (failure.code.endsWith('.task_taken')) {
      const until = dateTime(word(document['leaseUntil']) || null, timeZone);
      return t('doc.taken', { name: word(document['takenBy']), until });
    }
    return textOf(failure);
  };
}

/** What was refused and why, with the way on: shortages as a list, a stale page with "load the latest". */
export function Refusal({ failure, unplaced = [], onReload }: Props) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const textOf = useRefusalText();
  if (failure === null || failure === undefined) return null;
  const problem = failure instanceof ApiProblem ? failure : null;
  const reload = () => {
    void cache.invalidateQueries({ queryKey: DOCUMENTS_KEY });
    onReload?.();
  };
  const details = (
    <>
      {unplaced.map(({ pointer, message }) => (
        <div key={`${pointer}${message}`}>
          <span className="code">{pointer}</span> {message}
        </div>
      ))}
      <ShortageTable shortages={problem?.document['shortages']} />
      {problem?.requestId != null && problem.status >= 500 && <span className="quiet">{problem.requestId}</span>}
    </>
  );
  const action = problem !== null && isStale(problem) ? <Button onClick={reload}>{t('common.reload')}</Button> : undefined;
  return (
    <div role="alert">
      <Alert className="gap-below refusal" type="error" showIcon title={textOf(failure)} description={details} action={action} />
    </div>
  );
}
