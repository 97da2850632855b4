import { download } from '@anwen/client';
import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useProblemText } from './problems';

type Details = Parameters<typeof download>[1];

/** Saves a file of the server; a refusal is said in words instead of becoming the file. */
export function useDownload() {
  const { message } = App.useApp();
  const textOf = useProblemText();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ path, details }: { path: string; details: Details }) => download(path, details),
    onError: (failure) => message.error(textOf(failure)),
  });
  const start = (path: string, details: Details = {}) => {
    if (!isPending) mutate({ path, details });
  };
  return { start, busy: isPending };
}
