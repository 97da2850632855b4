import { useTranslation } from 'react-i18next';
import { zhHant } from '../../i18n/zh-Hant';

type Kind = keyof typeof zhHant.trace.kinds;

const isKind = (kind: string): kind is Kind => Object.hasOwn(zhHant.trace.kinds, kind);

/** The word for a kind of node; one that the portal does not know shows as it is. */
export function useNodeKind(): (kind: string) => string {
  const { t } = useTranslation();
  return (kind) => (isKind(kind) ? t(`trace.kinds.${kind}`) : kind);
}
