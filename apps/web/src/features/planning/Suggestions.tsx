import { DataTable } from '@anwen/ui/kit';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../session';
import { CodeSelect } from '../documents/fields';
import { partQuery } from '../documents/queries';
import { useStateLook } from '../documents/states';
import { useActionRunner, type DocumentAction } from '../documents/use-actions';
import { FilterBar } from '../FilterBar';
import { PAGE_SIZE_DEFAULT, PageSize, useInstead, useListSearch, useTableTexts } from '../lists';
import { AcceptAll } from './AcceptAll';
import { usePlanningWords } from './names';
import { PeggingDrawer } from './PeggingDrawer';
import { useSuggestionColumns } from './suggestion-columns';
import { EXCEPTIONS, SUGGESTION_KINDS, SUGGESTION_STATES, type Suggestion } from './types';

export interface SuggestionSearch {
  readonly [name: string]: string | undefined;
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly { value: string; label: string }[];
  readonly onChange: (value: string | undefined) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      className="filter"
      aria-label={label}
      placeholder={label}
      allowClear
      value={value ?? null}
      onChange={(chosen: string | null) => onChange(chosen ?? undefined)}
      options={[...options]}
      popupMatchSelectWidth={false}
    />
  );
}

function Filters({ search, set }: { search: SuggestionSearch; set: (change: SuggestionSearch) => void }) {
  const { t } = useTranslation();
  const words = usePlanningWords();
  const look = useStateLook();
  return (
    <>
      <Choice
        label={t('planning.kind')}
        value={search['kind']}
        options={SUGGESTION_KINDS.map((value) => ({ value, label: words.kind(value).label }))}
        onChange={(kind) => set({ kind })}
      />
      <Choice
        label={t('planning.exception')}
        value={search['exception']}
        options={[{ value: 'any', label: t('planning.anyException') }, ...EXCEPTIONS.map((value) => ({ value, label: words.exception(value).label }))]}
        onChange={(exception) => set({ exception })}
      />
      <Choice
        label={t('doc.state')}
        value={search['state']}
        options={SUGGESTION_STATES.map((value) => ({ value, label: look(value).label }))}
        onChange={(state) => set({ state })}
      />
      <CodeSelect path="/items" label={t('stock.item')} placeholder={t('stock.item')} value={search['item']} onChange={(item) => set({ item })} />
    </>
  );
}

function useAccept(ids: readonly string[], clear: () => void): DocumentAction {
  const { t } = useTranslation();
  return {
    verb: 'accept',
    label: t('planning.accept', { count: ids.length }),
    permission: 'planning.accept',
    primary: true,
    confirm: { hint: t('planning.acceptHint', { count: ids.length }) },
    body: () => ({ suggestions: [...ids] }),
    done: clear,
  };
}

/** What a run suggests: read why, change, accept many at once, or let it be. */
export function Suggestions({ run, search }: { run: string; search: SuggestionSearch }) {
  const { t } = useTranslation();
  const can = useCan();
  const runner = useActionRunner();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [pegged, setPegged] = useState<Suggestion | null>(null);
  const { run: _run, limit, ...filters } = search;
  const query = useQuery({
    ...partQuery('/planning/runs/{id}/suggestions', { id: run, ...filters, limit: limit ?? String(PAGE_SIZE_DEFAULT) }),
    placeholderData: keepPreviousData,
  });
  const list = useListSearch(search);
  const columns = useSuggestionColumns({ runner, peg: setPegged });
  const texts = useTableTexts(t('planning.suggestions'), query.data);
  const filtered = Object.values({ ...filters, cursor: undefined }).some((value) => value !== undefined);
  const clear = () => list.set({ kind: undefined, exception: undefined, state: undefined, item: undefined });
  const instead = useInstead({ query, filtered, clear, empty: { title: t('planning.nothingToDo'), hint: t('planning.nothingToDoHint') } });
  // One that cannot be accepted (decided meanwhile, advice, of an outdated run) would refuse all the others.
  const refused = new Set(query.data?.items.filter(({ legal }) => !legal.includes('accept')).map(({ id }) => id));
  const open = chosen.filter((id) => !refused.has(id));
  const accept = useAccept(open, () => setChosen([]));
  return (
    <>
      <FilterBar filtered={filtered} clear={clear} refresh={() => void query.refetch()}>
        <Filters search={search} set={list.set} />
        <PageSize value={limit} onChange={(size) => list.set({ limit: size })} />
      </FilterBar>
      <AcceptAll run={run} rows={query.data?.items ?? []} clear={() => setChosen([])} />
      {open.length > 0 && (
        <p className="bulk-bar toolbar" role="status">
          <Button type="primary" disabled={runner.busy} onClick={() => runner.start(`/planning/runs/${run}`, accept)}>
            {accept.label}
          </Button>
          <Button type="link" onClick={() => setChosen([])}>
            {t('workOrder.unchoose')}
          </Button>
        </p>
      )}
      {runner.outcome}
      <DataTable<Suggestion>
        columns={columns}
        rowKey={(row) => row.id}
        rows={query.data?.items}
        refreshing={query.isPlaceholderData}
        instead={instead}
        texts={texts}
        pager={list.pagerFor(query.data)}
        {...(can('planning.accept')
          ? {
              selection: {
                keys: open,
                onChange: setChosen,
                all: t('workOrder.chooseAll'),
                label: (row) => t('planning.choose', { item: row.item.code, date: row.dueOn ?? '' }),
                allowed: (row) => row.legal.includes('accept'),
              },
            }
          : {})}
      />
      <PeggingDrawer of={pegged} close={() => setPegged(null)} />
    </>
  );
}
