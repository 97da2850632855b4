import { useTranslation } from 'react-i18next';
import type { DocumentAction } from '../documents/use-actions';

export const waits = (state: string): boolean => ['conflict', 'quarantined'].includes(state);

/** The two ways out of a conflict; both are written down with their reason. */
export function useResolutions(): DocumentAction[] {
  const { t } = useTranslation();
  const step = (action: 'apply' | 'discard') => ({
    verb: action,
    route: 'resolve',
    permission: 'conflict.resolve',
    label: t(`conflict.${action}`),
    confirm: { hint: t(`conflict.${action}Hint`), reason: 'required' as const },
    body: ({ reason }: Record<string, unknown>) => ({ action, reason }),
  });
  return [
    { ...step('apply'), primary: true },
    { ...step('discard'), danger: true },
  ];
}
