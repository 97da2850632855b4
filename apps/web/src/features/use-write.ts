import { ApiProblem, Unreachable, uuid } from '@anwen/client';
import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef } from 'react';
import { useProblemText } from './problems';

/** Whether the write may have happened although no success was seen: its key must then be sent again. */
export function isUnknown(failure: unknown): boolean {
  return failure instanceof Unreachable || (failure instanceof ApiProblem && (failure.status >= 500 || failure.code === 'idempotency.in_progress'));
}

interface Reactions<Output> {
  readonly onDone?: (output: Output) => unknown;
  /** Called instead of the toast with the refusal's words. */
  readonly onFailed?: (failure: unknown) => unknown;
}

/**
 * A write that takes effect once: presses while it runs are ignored, and the same content after a lost answer is sent
 * under the same Idempotency-Key.
 */
export function useWrite<Input, Output>(send: (input: Input, key: string) => Promise<Output>, { onDone, onFailed }: Reactions<Output> = {}) {
  const { message } = App.useApp();
  const textOf = useProblemText();
  const pending = useRef<{ key: string; content: unknown } | null>(null);
  const sending = useRef(false);
  const mutation = useMutation({
    mutationFn: (input: Input) => {
      const content = contentOf(input);
      if (pending.current === null || pending.current.content !== content) pending.current = { key: uuid(), content };
      return send(input, pending.current.key);
    },
    onSuccess: (output) => {
      pending.current = null;
      return onDone?.(output);
    },
    onError: (failure) => {
      if (!isUnknown(failure)) pending.current = null;
      if (onFailed === undefined) message.error(textOf(failure));
      else return onFailed(failure);
    },
    onSettled: () => {
      sending.current = false;
    },
  });
  const write = (input: Input) => {
    if (sending.current) return;
    sending.current = true;
    mutation.mutate(input);
  };
  return { write, busy: mutation.isPending, failure: mutation.error, reset: mutation.reset };
}

/** Files are compared as the objects they are, everything else by its content. */
function contentOf(input: unknown): unknown {
  return input instanceof Blob ? input : JSON.stringify(input);
}
