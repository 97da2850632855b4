import { sendResource } from '@anwen/client';
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../use-write';
import { DOCUMENTS_KEY } from './queries';

interface Removal {
  /** Of what is deleted, without `/api/v1`. */
  readonly path: string;
  readonly rowVersion?: number;
}

interface Question extends Removal {
  readonly title: string;
  readonly hint: string;
}

/** Deletes one row of a list, after a question. */
export function useRemoval(): { ask: (question: Question) => void; busy: boolean } {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const cache = useQueryClient();
  const { write, busy } = useWrite((removal: Removal, key) => sendResource({ method: 'DELETE', ...removal, key }), {
    onDone: () => {
      message.success(t('doc.done', { action: t('common.delete') }));
      void cache.invalidateQueries({ queryKey: DOCUMENTS_KEY });
    },
  });
  const ask = ({ title, hint, ...removal }: Question) =>
    void modal.confirm({
      title,
      content: hint,
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      cancelText: t('common.cancel'),
      onOk: () => write(removal),
    });
  return { ask, busy };
}
