import { useTranslation } from 'react-i18next';
import { zhHant } from '../../i18n/zh-Hant';

const isKeyOf = <T extends object>(table: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(table, key);

/** Words of the values that an engineer chooses from; one that the portal does not know yet shows as it is. */
export function useBomWords() {
  const { t } = useTranslation();
  return {
    kind: (kind: string) => (isKeyOf(zhHant.bomKind, kind) ? t(`bomKind.${kind}`) : kind),
    qtyKind: (kind: string) => (isKeyOf(zhHant.qtyKind, kind) ? t(`qtyKind.${kind}`) : kind),
    issueMethod: (method: string | null) => (method !== null && isKeyOf(zhHant.issueMethod, method) ? t(`issueMethod.${method}`) : (method ?? '')),
  };
}

/** From the first to the last day, both included; an open end stays open. */
export const periodText = (from: string | null | undefined, to: string | null | undefined): string =>
  from == null && to == null ? '—' : `${from ?? ''} ~ ${to ?? ''}`.trim();
