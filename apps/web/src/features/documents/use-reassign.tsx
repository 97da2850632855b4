import { useTranslation } from 'react-i18next';
import { TextItem } from './fields';
import type { DocumentAction } from './use-actions';

/** Gives a task to somebody, whoever has it now; `permission` is that of who hands out the work. */
export function useReassign(): (permission: string) => DocumentAction {
  const { t } = useTranslation();
  return (permission) => ({
    verb: 'reassign',
    label: t('doc.reassign'),
    permission,
    confirm: { hint: t('doc.reassignHint'), fields: <TextItem name="username" label={t('login.username')} required /> },
  });
}
