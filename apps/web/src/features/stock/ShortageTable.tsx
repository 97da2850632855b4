import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What is missing where, from a refused posting. */
export function ShortageTable({ shortages }: { shortages: unknown }) {
  const { t } = useTranslation();
  if (!Array.isArray(shortages) || shortages.length === 0) return null;
  const rows = shortages as Record<string, unknown>[];
  return (
    <table className="plain-table">
      <caption>{t('form.shortages')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('stock.item')}</th>
          <th scope="col">{t('stock.location')}</th>
          <th scope="col">{t('stock.lot')}</th>
          <th scope="col" className="number">{t('form.needed')}</th>
          <th scope="col" className="number">{t('stock.available')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            <td className="code">{text(row['itemCode'])}</td>
            <td className="code">{text(row['location'])}</td>
            <td className="code">{text(row['lot'])}</td>
            <td className="number">{decimal(text(row['needed']))}</td>
            <td className="number">{decimal(text(row['available']))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
