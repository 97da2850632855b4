import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { QtyCell } from '../documents/cells';
import { ItemCell, StockStatusTag } from '../stock/columns';
import type { CustomerReturn } from '../sales/types';
import type { SupplierReturn } from '../purchasing/types';

type Line = CustomerReturn['lines'][number] | SupplierReturn['lines'][number];
type Columns<T> = NonNullable<TableProps<T>['columns']>;

/** What comes or goes back, alike in both directions; a supplier's lines leave from places of their own. */
export function useReturnLineColumns<T extends Line>(): Columns<T> {
  const { t } = useTranslation();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'lineNo', title: t('form.lineNumber'), ...right, render: (_, row) => row.lineNo },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'qty', title: t('form.qty'), ...right, render: (_, row) => <QtyCell qty={row.qty} uom={row.uom} /> },
    {
      key: 'lot',
      title: `${t('stock.lot')} / ${t('stock.serial')}`,
      render: (_, row) => <span className="code">{[row.lot, ...row.serials].filter(Boolean).join(' ')}</span>,
    },
    { key: 'status', title: t('stock.status'), render: (_, row) => <StockStatusTag status={row.status} /> },
    { key: 'reason', title: t('doc.reasonCode'), render: (_, row) => <span className="code">{row.reasonCode}</span> },
  ];
}
