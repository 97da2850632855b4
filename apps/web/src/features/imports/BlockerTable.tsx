import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';

interface Blocker {
  readonly key?: unknown;
  readonly line?: unknown;
  readonly reason?: unknown;
  readonly message?: unknown;
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** What stands in the way of taking an import back. */
export function BlockerTable({ blockers }: { blockers: unknown }) {
  const { t } = useTranslation();
  const rows = Array.isArray(blockers) ? (blockers as Blocker[]) : [];
  const table = rows.length > 0 && (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('imports.run.blockerKey')}</th>
          <th scope="col">{t('imports.run.blockerReason')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            <td className="code">{text(row.key) || text(row.line)}</td>
            <td>{text(row.message) || text(row.reason)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return <Alert className="gap-below" type="warning" showIcon title={t('imports.run.blockers')} description={table} />;
}
