import { DataTable } from '@anwen/ui/kit';
import type { TableProps } from 'antd';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';

interface Props<T extends object> extends Pick<ComponentProps<typeof DataTable<T>>, 'instead' | 'selection' | 'tree' | 'detail'> {
  readonly rowKey?: (row: T) => string;
  readonly title: string;
  readonly rows: readonly T[];
  readonly columns: NonNullable<TableProps<T>['columns']>;
}

/** A part of a document that is a table: its lines, its tasks, its variances. */
export function DocumentLines<T extends { id: string }>({ title, rows, columns, rowKey, ...more }: Props<T>) {
  const { t } = useTranslation();
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <DataTable
        columns={columns}
        rowKey={rowKey ?? ((row) => row.id)}
        rows={rows}
        {...more}
        texts={{ caption: title, first: '', previous: '', next: '', summary: t('table.total', { total: rows.length }) }}
      />
    </section>
  );
}
