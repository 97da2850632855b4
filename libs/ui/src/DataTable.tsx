import { Button, Skeleton, Table, type TableProps } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';

export interface TableTexts {
  readonly caption: string;
  readonly first: string;
  readonly previous: string;
  readonly next: string;
  /** For example "共 1,234 筆", or nothing while unknown. */
  readonly summary: ReactNode;
}

interface Props<T extends object> {
  readonly columns: TableProps<T>['columns'];
  readonly rowKey: (row: T) => string;
  readonly rows: readonly T[] | undefined;
  /** A page is being fetched while an earlier one is still shown. */
  readonly refreshing?: boolean;
  /** Shown in place of the rows. */
  readonly instead?: ReactNode;
  readonly texts: TableTexts;
  readonly onSort?: (sort: string | undefined) => void;
  /** Rows that are chosen, by their keys; `label` names one for who hears the page. */
  readonly selection?: {
    readonly keys: readonly string[];
    readonly onChange: (keys: string[]) => void;
    readonly all: string;
    readonly label: (row: T) => string;
    readonly allowed?: (row: T) => boolean;
  };
  /** Rows with `children` are a tree; these are open. */
  readonly tree?: { readonly open: readonly string[]; readonly onChange: (keys: string[]) => void };
  /** What a row shows below itself when it is opened. */
  readonly detail?: (row: T) => ReactNode;
  readonly pager?: {
    readonly first?: (() => void) | undefined;
    readonly previous?: (() => void) | undefined;
    readonly next?: (() => void) | undefined;
  };
}

/** A table wider than its frame scrolls; whoever has no mouse must be able to stand on it and use the arrow keys. */
function useScrollByKeys() {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const content = frame.current?.querySelector('.ant-table-content');
    if (content == null) return;
    if (content.scrollWidth > content.clientWidth) content.setAttribute('tabindex', '0');
    else content.removeAttribute('tabindex');
  });
  return frame;
}

type Choices<T extends object> = Pick<Props<T>, 'selection' | 'tree' | 'detail'>;

function choicesOf<T extends object>({ selection, tree, detail }: Choices<T>): Pick<TableProps<T>, 'rowSelection' | 'expandable'> {
  return {
    ...(selection === undefined
      ? {}
      : {
          rowSelection: {
            fixed: true,
            selectedRowKeys: [...selection.keys],
            onChange: (keys) => selection.onChange(keys.map(String)),
            getTitleCheckboxProps: () => ({ 'aria-label': selection.all }) as object,
            getCheckboxProps: (row) => ({ 'aria-label': selection.label(row), disabled: selection.allowed?.(row) === false }) as object,
          },
        }),
    ...(tree === undefined ? {} : { expandable: { expandedRowKeys: [...tree.open], onExpandedRowsChange: (keys) => tree.onChange(keys.map(String)) } }),
    ...(detail === undefined ? {} : { expandable: { expandedRowRender: (row) => detail(row) } }),
  };
}

/** A server-sorted, cursor-paged table. Rows keep their place while the next page loads; columns name their sort key in `key`. */
export function DataTable<T extends object>({ columns, rowKey, rows, refreshing, instead, texts, onSort, pager, ...choices }: Props<T>) {
  const frame = useScrollByKeys();
  if (instead !== undefined && instead !== null) return <div className="data-table-frame">{instead}</div>;
  if (rows === undefined)
    return (
      <div className="data-table-frame" aria-busy="true">
        <Skeleton active title={false} paragraph={{ rows: 8, width: '100%' }} />
      </div>
    );
  return (
    <div className="data-table-frame" ref={frame}>
      <Table<T>
        columns={columns ?? []}
        dataSource={rows as T[]}
        rowKey={rowKey}
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        loading={refreshing === true}
        aria-label={texts.caption}
        {...choicesOf(choices)}
        onChange={(_page, _filters, sorter) => {
          if (Array.isArray(sorter) || onSort === undefined) return;
          onSort(sorter.order == null ? undefined : `${sorter.order === 'descend' ? '-' : ''}${String(sorter.columnKey)}`);
        }}
      />
      <nav className="data-table-pager" aria-label={texts.caption}>
        <span>{texts.summary}</span>
        {pager !== undefined && (
          <span className="data-table-pager-buttons">
            <Button size="small" disabled={pager.first === undefined} onClick={() => pager.first?.()}>
              {texts.first}
            </Button>
            <Button size="small" disabled={pager.previous === undefined} onClick={() => pager.previous?.()}>
              {texts.previous}
            </Button>
            <Button size="small" disabled={pager.next === undefined} onClick={() => pager.next?.()}>
              {texts.next}
            </Button>
          </span>
        )}
      </nav>
    </div>
  );
}
