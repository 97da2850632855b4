import type { NamedRef } from '@anwen/client';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../session';
import { useActionRunner, type DocumentAction } from '../documents/use-actions';
import type { Accepted, Suggestion } from './types';

interface Props {
  readonly run: string;
  /** The rows of the page that is shown: they name what was skipped. */
  readonly rows: readonly Suggestion[];
  readonly clear: () => void;
}

/** How many became drafts, and why the others did not. */
function Outcome({ of, names, close }: { of: Accepted; names: ReadonlyMap<string, NamedRef>; close: () => void }) {
  const { t } = useTranslation();
  const skipped =
    of.skipped.length === 0 ? undefined : (
      <ul className="related" aria-label={t('planning.skipped')}>
        {of.skipped.map(({ id, message }) => (
          <li key={id}>
            <span className="code">{names.get(id)?.code}</span> {message}
          </li>
        ))}
      </ul>
    );
  const title = t('planning.acceptedAll', { count: of.accepted }) + (skipped === undefined ? '' : t('planning.skippedCount', { count: of.skipped.length }));
  return (
    <div role="status">
      <Alert
        className="gap-below"
        type={skipped === undefined ? 'success' : 'warning'}
        showIcon
        closable={{ onClose: close }}
        title={title}
        description={skipped}
      />
    </div>
  );
}

/** Everything of a run that can become a draft, at once. */
export function AcceptAll({ run, rows, clear }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const runner = useActionRunner();
  const [done, setDone] = useState<{ answer: Accepted; names: ReadonlyMap<string, NamedRef> } | null>(null);
  const action: DocumentAction = {
    verb: 'accept',
    label: t('planning.acceptAll'),
    permission: 'planning.accept',
    confirm: { hint: t('planning.acceptAllHint') },
    body: () => ({ all: true }),
    done: (answer) => {
      clear();
      setDone({ answer: answer as Accepted, names: new Map(rows.map(({ id, item }) => [id, item])) });
    },
  };
  return (
    <>
      {can('planning.accept') && rows.some(({ legal }) => legal.includes('accept')) && (
        <p className="toolbar gap-below">
          <Button disabled={runner.busy} onClick={() => runner.start(`/planning/runs/${run}`, action)}>
            {action.label}
          </Button>
        </p>
      )}
      {runner.outcome}
      {done !== null && <Outcome of={done.answer} names={done.names} close={() => setDone(null)} />}
    </>
  );
}
