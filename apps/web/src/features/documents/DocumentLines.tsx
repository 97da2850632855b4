import { DataTable } from '@anwen/ui/kit';
import type { TableProps } from 'antd';
import type { ComponentProps } from 'react';
import { useTableTexts, type ListPage } from '../lists';

interface Props<T extends object> extends Pick<ComponentProps<typeof DataTable<T>>, 'instead' | 'selection' | 'tree' | 'detail' | 'pager' | 'refreshing'> {
  readonly rowKey?: (row: T) => string;
  readonly title: string;
  readonly rows: readonly T[];
  /** The rows are one of several pages. */
  readonly page?: ListPage | undefined;
  readonly columns: NonNullable<TableProps<T>['columns']>;
}

/** A part of a document that is a table: its lines, its tasks, its variances. */
export function DocumentLines<T extends { id: string }>({ title, rows, page, columns, rowKey, ...more }: Props<T>) {
  const texts = useTableTexts(title, page ?? { items: rows, nextCursor: null, total: rows.length });
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <DataTable columns={columns} rowKey={rowKey ?? ((row) => row.id)} rows={rows} {...more} texts={texts} />
    </section>
  );
}
