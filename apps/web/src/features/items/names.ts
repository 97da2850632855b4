import { useTranslation } from 'react-i18next';
import { zhHant } from '../../i18n/zh-Hant';

// The server may learn new values before the portal does: those show as they are.
const isKeyOf = <T extends object>(table: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(table, key);

export function useKindName(): (kind: string) => string {
  const { t } = useTranslation();
  return (kind) => (isKeyOf(zhHant.kind, kind) ? t(`kind.${kind}`) : kind);
}

export function useTrackingName(): (tracking: string) => string {
  const { t } = useTranslation();
  return (tracking) => (isKeyOf(zhHant.tracking, tracking) ? t(`tracking.${tracking}`) : tracking);
}

export function useItemStatusName(): (status: string) => string {
  const { t } = useTranslation();
  return (status) => (isKeyOf(zhHant.itemStatus, status) ? t(`itemStatus.${status}`) : status);
}
