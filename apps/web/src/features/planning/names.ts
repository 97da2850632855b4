import type { Tone } from '@anwen/ui/kit';
import { useTranslation } from 'react-i18next';
import { zhHant } from '../../i18n/zh-Hant';

const isKeyOf = <T extends object>(table: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(table, key);

const KIND_ICON: Readonly<Record<string, string>> = { make: '⚙', buy: '$', move: '→', reschedule: '↻', cancel: '✕' };
const EXCEPTION_TONE: Readonly<Record<string, Tone>> = { late: 'bad', early: 'warn', cancel: 'warn' };

/** Colour, icon and word of what planning says; a value that the portal does not know yet shows as it is. */
export function usePlanningWords() {
  const { t, i18n } = useTranslation();
  return {
    kind: (kind: string) => ({
      tone: 'info' as Tone,
      icon: KIND_ICON[kind] ?? '•',
      label: isKeyOf(zhHant.suggestionKind, kind) ? t(`suggestionKind.${kind}`) : kind,
    }),
    exception: (exception: string) => ({
      tone: EXCEPTION_TONE[exception] ?? ('warn' as Tone),
      label: isKeyOf(zhHant.planException, exception) ? t(`planException.${exception}`) : exception,
    }),
    source: (source: string) => (isKeyOf(zhHant.demandSource, source) ? t(`demandSource.${source}`) : source),
    /** The server writes its reasons in both languages. */
    said: ({ zh, en }: { zh: string; en: string }) => (i18n.language === 'en' ? en : zh),
  };
}

/** Where the document of a suggestion can be read. */
export const DOCUMENT_PAGES: Readonly<Record<string, string>> = {
  work_order: '/work-orders',
  wo: '/work-orders',
  purchase_order: '/purchase-orders',
  po: '/purchase-orders',
  transfer: '/transfers',
  tr: '/transfers',
  sales_order: '/sales-orders',
  so: '/sales-orders',
};
