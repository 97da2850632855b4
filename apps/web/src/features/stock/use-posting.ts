import { api, ApiProblem, bodyOf, type FieldProblem, type Posting } from '@anwen/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { draftAfter, dropDraft, loadDraft, saveDraft, type Draft } from './draft';
import { bodyFrom, outcomeOf, type PostFields, type PostType } from './posting-form';
import { STOCK_KEY } from './queries';

export type Done = { readonly id: string | null; readonly repeated: boolean };

interface Given {
  readonly type: PostType;
  readonly userId: string;
  readonly onRefused: (errors: readonly FieldProblem[]) => void;
  readonly onDone: (done: Done) => void;
}

/** The id at the end of the address that a repeated operation points to. */
function idFrom(location: string | null): string | null {
  return /\/postings\/([^/?]+)$/.exec(location ?? '')?.[1] ?? null;
}

async function send(type: PostType, draft: Draft, fields: PostFields): Promise<{ id: string }> {
  const params = { header: { 'Idempotency-Key': draft.operationId } };
  return bodyOf(await api.POST('/api/v1/inventory/postings', { params, body: bodyFrom(type, fields, draft.operationId) }));
}

/**
 * Sends a form exactly once in effect. One operation id serves as Idempotency-Key and clientOpId and stays until the
 * server has posted or refused; while the outcome is unknown, the form is frozen: repeated as it was, or given up.
 */
export function usePosting({ type, userId, onRefused, onDone }: Given) {
  const cache = useQueryClient();
  const draft = useRef<Draft>(undefined);
  draft.current ??= loadDraft(type, userId);
  const sending = useRef(false);
  const [frozen, setFrozen] = useState(draft.current.sent);

  const keep = (next: Draft) => {
    draft.current = next;
    saveDraft(type, userId, next);
    setFrozen(next.sent);
  };
  const finish = (result: Done) => {
    dropDraft(type, userId);
    onDone(result);
    void cache.invalidateQueries({ queryKey: STOCK_KEY });
  };
  const mutation = useMutation({
    mutationFn: (fields: PostFields) => send(type, draft.current!, fields),
    onMutate: (fields) => keep({ ...draft.current!, fields, sent: true }),
    onSuccess: (posting: Pick<Posting, 'id'>) => finish({ id: posting.id, repeated: false }),
    onError: (failure, fields) => {
      const outcome = outcomeOf(failure);
      if (outcome === 'done') return finish({ id: failure instanceof ApiProblem ? idFrom(failure.location) : null, repeated: true });
      keep(draftAfter(outcome, draft.current!, fields));
      if (outcome === 'refused' && failure instanceof ApiProblem) onRefused(failure.errors);
    },
    onSettled: () => {
      sending.current = false;
    },
  });
  const submit = (fields: PostFields) => {
    if (sending.current) return;
    sending.current = true;
    mutation.mutate(frozen ? (draft.current?.fields ?? fields) : fields);
  };
  const edit = (fields: PostFields) => keep({ ...draft.current!, fields });
  return { initial: draft.current.fields, frozen: frozen && !mutation.isPending, busy: mutation.isPending, failure: mutation.error, submit, edit };
}
