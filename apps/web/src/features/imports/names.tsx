import type { ImportColumn, ImportSession, RowStatus } from '@anwen/client';
import { StatusTag, type Tone } from '@anwen/ui/kit';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';

const STATE_TONE: Record<ImportSession['state'], Tone> = {
  uploaded: 'quiet',
  validating: 'info',
  validated: 'info',
  committing: 'info',
  committed: 'good',
  failed: 'bad',
  rolled_back: 'quiet',
};

const ICON: Partial<Record<ImportSession['state'], string>> = { validated: '✓', rolled_back: '↩' };

export function ImportStateTag({ state }: Pick<ImportSession, 'state'>) {
  const { t } = useTranslation();
  const icon = ICON[state] === undefined ? {} : { icon: ICON[state] };
  return <StatusTag tone={STATE_TONE[state]} label={t(`imports.states.${state}`)} {...icon} />;
}

export const ROW_STATUSES = ['error', 'new', 'changed', 'unchanged'] as const satisfies readonly RowStatus[];
const ROW_TONE: Record<RowStatus, Tone> = { error: 'bad', new: 'good', changed: 'info', unchanged: 'quiet' };
const ROW_ICON: Partial<Record<RowStatus, string>> = { new: '+', changed: '→' };

export function RowStatusTag({ status }: { status: RowStatus }) {
  const { t } = useTranslation();
  const icon = ROW_ICON[status];
  return <StatusTag tone={ROW_TONE[status]} label={t(`imports.check.${status}`)} {...(icon === undefined ? {} : { icon })} />;
}

/** How many rows had which outcome, in one line. */
export function Counts({ counts }: Pick<ImportSession, 'counts'>) {
  const { t } = useTranslation();
  if (counts === null) return <>—</>;
  const parts = ROW_STATUSES.filter((status) => counts[status] > 0).map((status) => `${t(`imports.check.${status}`)} ${decimal(String(counts[status]))}`);
  return <span className="number">{parts.join(' · ') || '0'}</span>;
}

/** A column's name in the language of the screen. */
export function useColumnLabel(): (column: Pick<ImportColumn, 'labelZh' | 'labelEn'>) => string {
  const { i18n } = useTranslation();
  return ({ labelZh, labelEn }) => (i18n.language === 'en' ? labelEn : labelZh);
}
