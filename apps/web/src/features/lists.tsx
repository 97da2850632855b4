import type { TableTexts } from '@anwen/ui/kit';
import { StateView } from '@anwen/ui/kit';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { FileSearchOutlined, InboxOutlined } from '@ant-design/icons';
import { App, Button, Select } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { decimal } from '../format';
import { PAGE_SIZES, takeDropped } from '../search';
import { QueryFailure } from './problems';

export interface ListPage {
  readonly items: readonly object[];
  readonly nextCursor: string | null;
  readonly total?: number;
  readonly totalIsEstimate?: boolean;
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The cursors of the pages before this one; '' is the first page. */
    trail?: string[];
    /** The conditions of a report that somebody wants to schedule. */
    conditions?: Record<string, string>;
  }
}

export const PAGE_SIZE_DEFAULT = 50;

type Search = Record<string, string | undefined>;

/** Says once that a part of the address was not understood; the rest of it is in force. */
function useDroppedNotice(): void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  useEffect(() => {
    if (takeDropped()) message.warning(t('table.invalidDropped'));
  }, [message, t]);
}

/** Reads and writes the list's state, all of which is in the address. A changed filter goes back to the first page. */
export function useListSearch<T extends Search>(search: T) {
  useDroppedNotice();
  const navigate = useNavigate();
  const { state } = useLocation();
  const trail = state.trail ?? [];
  const go = (next: Search, nextTrail: string[] = []) =>
    void navigate({ to: '.', search: next as never, state: (previous) => ({ ...previous, trail: nextTrail }), resetScroll: false });
  const filters = Object.keys(search).filter((name) => search[name] !== undefined && !['limit', 'cursor', 'sort'].includes(name));
  return {
    filtered: filters.length > 0,
    set: (change: Partial<T>) => go({ ...search, ...change, cursor: undefined }),
    clear: () => go({ limit: search['limit'], sort: search['sort'] }),
    pagerFor: (page: ListPage | undefined) => ({
      first: search['cursor'] === undefined ? undefined : () => go({ ...search, cursor: undefined }),
      previous: trail.length === 0 ? undefined : () => go({ ...search, cursor: trail.at(-1) || undefined }, trail.slice(0, -1)),
      next: page?.nextCursor == null ? undefined : () => go({ ...search, cursor: page.nextCursor ?? undefined }, [...trail, search['cursor'] ?? '']),
    }),
  };
}

/** Pages of a table within a page, such as a document's lines: not in the address, which belongs to the document. */
export function usePages() {
  // The cursors of the pages from the second to the one that is shown.
  const [trail, setTrail] = useState<readonly string[]>([]);
  const cursor = trail.at(-1);
  const restart = () => setTrail([]);
  return {
    cursor,
    restart,
    pagerFor: (page: ListPage | undefined) => ({
      first: cursor === undefined ? undefined : restart,
      previous: cursor === undefined ? undefined : () => setTrail(trail.slice(0, -1)),
      next: page?.nextCursor == null ? undefined : () => setTrail([...trail, page.nextCursor ?? '']),
    }),
  };
}

export function useTableTexts(caption: string, page: ListPage | undefined): TableTexts {
  const { t } = useTranslation();
  const total = page?.total === undefined ? undefined : decimal(String(page.total));
  const summary =
    total === undefined ? t('table.shown', { shown: page?.items.length ?? 0 }) : t(page?.totalIsEstimate === true ? 'table.about' : 'table.total', { total });
  return { caption, first: t('table.first'), previous: t('table.previous'), next: t('table.next'), summary };
}

interface InsteadProps {
  readonly query: { data: ListPage | undefined; error: unknown; refetch: () => unknown };
  readonly filtered: boolean;
  readonly clear: () => void;
  readonly empty: { title: string; hint: string };
  /** What makes the first one. */
  readonly start?: ReactNode;
}

/** What a table shows in place of rows, or nothing when there are rows or they are still coming. */
export function useInstead({ query, filtered, clear, empty, start }: InsteadProps) {
  const { t } = useTranslation();
  if (query.error !== null && query.error !== undefined) return <QueryFailure failure={query.error} retry={() => query.refetch()} />;
  if (query.data === undefined || query.data.items.length > 0) return undefined;
  if (!filtered) return <StateView icon={<InboxOutlined />} title={empty.title} explanation={empty.hint} actions={start} />;
  return (
    <StateView
      icon={<FileSearchOutlined />}
      title={t('table.emptyFiltered')}
      explanation={t('table.emptyFilteredHint')}
      actions={<Button onClick={clear}>{t('table.clear')}</Button>}
    />
  );
}

export function PageSize({ value, onChange }: { value: string | undefined; onChange: (size: string | undefined) => void }) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={t('table.pageSize')}
      value={value ?? String(PAGE_SIZE_DEFAULT)}
      onChange={(size: string) => onChange(size === String(PAGE_SIZE_DEFAULT) ? undefined : size)}
      options={PAGE_SIZES.map((size) => ({ value: size, label: t('table.rows', { count: Number(size) }) }))}
      popupMatchSelectWidth={false}
    />
  );
}

/** The order marker of a column whose `key` is a sort key of the server. */
export function sortOrder(sort: string | undefined, key: string): 'ascend' | 'descend' | null {
  if (sort === key) return 'ascend';
  return sort === `-${key}` ? 'descend' : null;
}
