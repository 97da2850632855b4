import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

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
          <th scope="col">{t('form.lineNumber')}</th>
          <th scope="col">{t('stock.item')}</th>
          <th scope="col">{t('stock.location')}</th>
          <th scope="col">{t('stock.lot')}</th>
          <th scope="col" className="number">
            {t('form.needed')}
          </th>
          <th scope="col" className="number">
            {t('stock.onHand')}
          </th>
          <th scope="col" className="number">
            {t('stock.reserved')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            <td>{text(row['line'])}</td>
            <td className="code">{text(row['itemCode'])}</td>
            <td className="code">{text(row['location'])}</td>
            <td className="code">{text(row['lot'] ?? row['serial'])}</td>
            <td className="number">{decimal(text(row['required']))}</td>
            <td className="number">{decimal(text(row['onHand']))}</td>
            <td className="number">{decimal(text(row['reserved']))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
