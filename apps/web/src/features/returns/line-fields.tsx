import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { compact } from '../documents/form-fields';
import type { LineColumn, LineFields } from '../documents/LineEditor';
import { ReasonSelect } from '../documents/selects';

const STATUSES = ['available', 'qc', 'hold', 'damaged'] as const;

/** Why a line goes back, and in which status it lies or will lie in stock. */
export function useReturnColumns(domain: string): { status: LineColumn; reason: LineColumn } {
  const { t } = useTranslation();
  return {
    status: {
      name: 'status',
      label: t('stock.status'),
      required: true,
      render: () => <Select options={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))} popupMatchSelectWidth={false} />,
    },
    reason: { name: 'reasonCode', label: t('doc.reasonCode'), required: true, render: () => <ReasonSelect domain={domain} /> },
  };
}

/** Only what the item is tracked by goes out. */
export const returnLines = (lines: readonly LineFields[]) =>
  lines.map(({ item, lot, serials, ...line }) => ({
    ...compact({ itemCode: item?.code, ...line }),
    ...compact(item?.tracking === 'lot' ? { lot } : {}),
    ...compact(item?.tracking === 'serial' ? { serials } : {}),
  }));
