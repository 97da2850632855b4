import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';

type Row = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** What is missing where, from a refusal; a posting names places and lots, an allocation only items. */
export function ShortageTable({ shortages }: { shortages: unknown }) {
  const { t } = useTranslation();
  if (!Array.isArray(shortages) || shortages.length === 0) return null;
  const rows = shortages as Row[];
  const number = (name: string) => (row: Row) => decimal(text(row[name]));
  const columns = [
    { title: t('form.lineNumber'), className: '', of: (row: Row) => text(row['line']) },
    { title: t('stock.item'), className: 'code', of: (row: Row) => text(row['itemCode']) },
    { title: t('stock.location'), className: 'code', of: (row: Row) => text(row['location']) },
    { title: t('stock.lot'), className: 'code', of: (row: Row) => text(row['lot'] ?? row['serial']) },
    { title: t('form.needed'), className: 'number', of: number('required') },
    { title: t('stock.onHand'), className: 'number', of: number('onHand') },
    { title: t('stock.reserved'), className: 'number', of: number('reserved') },
    { title: t('stock.available'), className: 'number', of: number('available') },
  ].filter(({ of }) => rows.some((row) => of(row) !== ''));
  return (
    <table className="plain-table">
      <caption>{t('form.shortages')}</caption>
      <thead>
        <tr>
          {columns.map(({ title, className }) => (
            <th key={title} scope="col" className={className === 'number' ? 'number' : ''}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {columns.map(({ title, className, of }) => (
              <td key={title} className={className}>
                {of(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
