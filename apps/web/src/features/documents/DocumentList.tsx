import type { ListPath, RowAt } from '@anwen/client';
import { DataTable } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Checkbox, Select, type TableProps } from 'antd';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../session';
import { FilterBar, TextFilter } from '../FilterBar';
import { PageHead } from '../PageHead';
import { PageSize, useInstead, useListSearch, useTableTexts } from '../lists';
import { listQuery } from './queries';
import { PartnerSelect, WarehouseSelect } from './selects';
import { stateOf, useStateLook } from './states';

type Search = Record<string, string | undefined>;

export interface ListFilters {
  readonly states?: readonly string[];
  readonly partner?: 'supplier' | 'customer';
  readonly warehouse?: boolean;
  readonly mine?: boolean;
  /** Label of the free text; none when the route has no `q`. */
  readonly search?: string;
}

interface Props<P extends ListPath> {
  readonly title: string;
  /** Of the list, without `/api/v1`. */
  readonly path: P;
  readonly search: Search;
  readonly filters: ListFilters;
  readonly columns: NonNullable<TableProps<RowAt<P>>['columns']>;
  readonly empty: { title: string; hint: string };
  readonly create?: { readonly href: string; readonly label: string; readonly permission: string };
  /** What a step on one of the rows led to. */
  readonly outcome?: ReactNode;
  readonly more?: (set: (change: Search) => void) => ReactNode;
  /** Between heading and filters: the ready-made views of the list. */
  readonly views?: ReactNode;
  readonly selection?: ComponentProps<typeof DataTable<RowAt<P>>>['selection'];
}

function Filters({ path, search, filters, set }: { path: string; search: Search; filters: ListFilters; set: (change: Search) => void }) {
  const { t } = useTranslation();
  const look = useStateLook();
  const { states, partner, warehouse, mine, search: label } = filters;
  // A view of the list may name several states.
  const word = (state: string) =>
    state
      .split(',')
      .map((one) => look(stateOf(path, one)).label)
      .join(' / ');
  const given = search['state'];
  const offered = states === undefined || given === undefined || states.includes(given) ? states : [given, ...states];
  return (
    <>
      {label !== undefined && <TextFilter wide label={label} value={search['q']} onChange={(q) => set({ q })} />}
      {offered !== undefined && (
        <Select
          className="filter"
          aria-label={t('doc.state')}
          placeholder={t('doc.state')}
          allowClear
          value={search['state'] ?? null}
          onChange={(state: string | null) => set({ state: state ?? undefined })}
          options={offered.map((value) => ({ value, label: word(value) }))}
          popupMatchSelectWidth={false}
        />
      )}
      {partner !== undefined && (
        <PartnerSelect role={partner} label={t(`doc.${partner}`)} value={search[partner]} onChange={(code) => set({ [partner]: code })} />
      )}
      {warehouse === true && <WarehouseSelect label={t('stock.warehouse')} value={search['warehouse']} onChange={(code) => set({ warehouse: code })} />}
      {mine === true && (
        <Checkbox checked={search['mine'] === 'true'} onChange={({ target }) => set({ mine: target.checked ? 'true' : undefined })}>
          {t('doc.mine')}
        </Checkbox>
      )}
    </>
  );
}

/** The list of one kind of document. All of its state is in the address. */
export function DocumentList<P extends ListPath>({ title, path, search, filters, columns, empty, create, more, outcome, views, selection }: Props<P>) {
  const can = useCan();
  const query = useQuery(listQuery(path, search));
  const { filtered, set, clear, pagerFor } = useListSearch(search);
  const page = query.data;
  const texts = useTableTexts(title, page);
  const button =
    create !== undefined && can(create.permission) ? (
      <Link className="button-link button-link-primary" to={create.href}>
        {create.label}
      </Link>
    ) : undefined;
  const instead = useInstead({ query, filtered, clear, empty, ...(button === undefined ? {} : { start: button }) });
  return (
    <>
      <PageHead title={title} {...(button === undefined ? {} : { actions: button })} />
      {views}
      <FilterBar filtered={filtered} clear={clear} refresh={() => void query.refetch()}>
        <Filters path={path} search={search} filters={filters} set={set} />
        {more?.(set)}
        <PageSize value={search['limit']} onChange={(limit) => set({ limit })} />
      </FilterBar>
      {outcome}
      <DataTable
        columns={columns}
        rowKey={(row) => ('id' in row && row.id !== null ? String(row.id) : JSON.stringify(row))}
        rows={page?.items}
        refreshing={query.isPlaceholderData}
        instead={instead}
        texts={texts}
        pager={pagerFor(page)}
        {...(selection === undefined ? {} : { selection })}
      />
    </>
  );
}
