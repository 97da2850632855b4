import { useParams } from '@tanstack/react-router';
import type { DocumentAt } from '@anwen/client';
import { useTranslation } from 'react-i18next';
import { DocumentHead } from '../features/documents/DocumentHead';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions } from '../features/documents/use-actions';
import { useResolutions, waits } from '../features/warehouse/conflict-actions';
import { useConflictWords } from '../features/warehouse/conflict-words';
import { ConflictContent } from '../features/warehouse/ConflictContent';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

type Whole = DocumentAt<'/conflicts'>;

const sentence = (problem: Whole['problem']): string | null => {
  const { detail, title } = (problem ?? {}) as { detail?: unknown; title?: unknown };
  return typeof detail === 'string' ? detail : typeof title === 'string' ? title : null;
};

function ConflictView({ conflict }: { conflict: Whole }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const { typeOf, problemOf } = useConflictWords();
  const legal = waits(conflict.state) ? ['apply', 'discard'] : [];
  const { bar, outcome } = useActions({ path: `/conflicts/${conflict.id}`, legal, actions: useResolutions() });
  const facts = [
    { key: 'user', label: t('conflict.user'), children: conflict.operator },
    { key: 'device', label: t('conflict.device'), children: conflict.device?.name },
    { key: 'problem', label: t('conflict.problem'), children: problemOf(conflict.problemCode) },
    { key: 'occurredAt', label: t('ledger.occurredAt'), children: dateTime(conflict.occurredAt, timeZone) },
    { key: 'receivedAt', label: t('conflict.receivedAt'), children: dateTime(conflict.receivedAt, timeZone) },
    { key: 'answered', label: t('conflict.answered'), children: sentence(conflict.problem) },
    { key: 'resolvedBy', label: t('conflict.resolvedBy'), children: conflict.resolvedBy },
    { key: 'resolution', label: t('conflict.resolution'), children: conflict.resolution },
  ];
  return (
    <>
      <DocumentHead
        back={{ href: '/conflicts', label: t('conflict.title') }}
        title={`${t('conflict.one')} · ${typeOf(conflict.type)}`}
        state={conflict.state}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      <ConflictContent title={t('conflict.sent')} content={conflict.body} />
      <ConflictContent title={t('conflict.now')} content={conflict.current} />
    </>
  );
}

export function ConflictPage() {
  const { id } = useParams({ from: '/shell/conflicts/$id' });
  return (
    <OneDocument path="/conflicts" id={id}>
      {(conflict) => <ConflictView conflict={conflict} />}
    </OneDocument>
  );
}
