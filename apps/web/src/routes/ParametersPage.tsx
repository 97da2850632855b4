import { useSearch } from '@tanstack/react-router';
import { Button, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { NamedCell, QtyCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { RowActions } from '../features/documents/RowActions';
import { useActionRunner, type DocumentAction } from '../features/documents/use-actions';
import { usePlanningWords } from '../features/planning/names';
import { useRemoval } from '../features/documents/use-removal';
import { forgottenPath, parameterBody, ParameterFields, parameterPath } from '../features/planning/parameter-fields';
import type { Parameters } from '../features/planning/types';
import { ItemCell } from '../features/stock/columns';
import { useCan } from '../session';

const right = { align: 'right', className: 'number' } as const;

function useEdit(): (row: Parameters) => DocumentAction {
  const { t } = useTranslation();
  return (row) => ({
    verb: 'edit',
    route: parameterPath(row.item.code),
    method: 'PUT',
    rowVersion: row.rowVersion,
    label: t('common.edit'),
    permission: 'planning.write',
    confirm: {
      hint: t('parameter.editHint', { item: `${row.item.code} ${row.item.name}`, warehouse: row.warehouse?.code ?? t('parameter.everywhere') }),
      fields: <ParameterFields of={row} />,
    },
    body: (answers) => parameterBody(answers, row),
  });
}

function useForget(): { forget: (row: Parameters) => DocumentAction; busy: boolean } {
  const { t } = useTranslation();
  const { ask, busy } = useRemoval();
  const forget = (row: Parameters): DocumentAction => ({
    verb: 'delete',
    label: t('common.delete'),
    permission: 'planning.write',
    danger: true,
    go: () =>
      ask({
        path: forgottenPath(row),
        rowVersion: row.rowVersion,
        title: t('parameter.deleteTitle', { item: row.item.code, warehouse: row.warehouse?.code ?? t('parameter.everywhere') }),
        hint: t('parameter.deleteHint'),
      }),
  });
  return { forget, busy };
}

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<Parameters>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const words = usePlanningWords();
  const edit = useEdit();
  const { forget, busy } = useForget();
  const qty = (key: 'safetyStock' | 'minQty' | 'maxQty' | 'lotMin' | 'lotMultiple') => ({
    key,
    title: t(`parameter.${key}`),
    ...right,
    render: (_: unknown, row: Parameters) => <QtyCell qty={row[key]} uom={row.item.baseUom} />,
  });
  return [
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    {
      key: 'warehouse',
      title: t('stock.warehouse'),
      render: (_, row) => (row.warehouse === null ? <span className="quiet">{t('parameter.everywhere')}</span> : <NamedCell of={row.warehouse} />),
    },
    { key: 'policy', title: t('parameter.policy'), render: (_, row) => words.kind(row.policy).label },
    { key: 'from', title: t('planning.where'), render: (_, row) => <NamedCell of={row.supplier ?? row.sourceWarehouse} /> },
    { key: 'leadTime', title: t('parameter.leadTime'), ...right, render: (_, row) => row.leadTimeDays },
    qty('safetyStock'),
    qty('minQty'),
    qty('maxQty'),
    qty('lotMin'),
    qty('lotMultiple'),
    { key: 'updatedBy', title: t('parameter.updatedBy'), render: (_, row) => row.updatedBy },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) =>
        can('planning.write') && (
          <RowActions
            actions={[edit(row), forget(row)]}
            busy={runner.busy || busy}
            start={(action) => runner.start('', action)}
            of={`${row.item.code} ${row.warehouse?.code ?? ''}`.trim()}
          />
        ),
    },
  ];
}

/** How items are ordered: made, bought or moved, how long it takes and in which lots. */
export function ParametersPage() {
  const { t } = useTranslation();
  const can = useCan();
  const search = useSearch({ from: '/shell/planning/parameters' });
  const runner = useActionRunner();
  const create: DocumentAction = {
    verb: 'create',
    route: ({ item }) => parameterPath(item),
    method: 'PUT',
    label: t('parameter.new'),
    permission: 'planning.write',
    confirm: { hint: t('parameter.newHint'), fields: <ParameterFields /> },
    body: (answers) => parameterBody(answers),
  };
  return (
    <DocumentList
      title={t('parameter.title')}
      path="/planning/parameters"
      search={search}
      filters={{ search: t('parameter.search'), warehouse: true }}
      columns={useColumns(runner)}
      empty={{ title: t('parameter.none'), hint: t('parameter.noneHint') }}
      views={
        can('planning.write') && (
          <p>
            <Button type="primary" onClick={() => runner.start('', create)}>
              {t('parameter.new')}
            </Button>
          </p>
        )
      }
      outcome={runner.outcome}
    />
  );
}
