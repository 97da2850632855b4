import { useSearch } from '@tanstack/react-router';
import { Button, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../features/documents/ActionDialog';
import { NamedCell, QtyCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { CodeSelect, DecimalItem, SelectItem } from '../features/documents/fields';
import { RowActions } from '../features/documents/RowActions';
import { PlaceSelect } from '../features/documents/selects';
import { useActionRunner, type DocumentAction } from '../features/documents/use-actions';
import { useRemoval } from '../features/documents/use-removal';
import { ItemCell } from '../features/stock/columns';
import type { ReplenishmentRule } from '../features/warehouse/types';
import { useCan } from '../session';

const WRITE = 'replenishment.write';

/** A rule that takes from a whole zone keeps it: a zone cannot be chosen here. */
function RuleFields({ of }: { of?: ReplenishmentRule }) {
  const { t } = useTranslation();
  const unit = of === undefined ? {} : { suffix: of.item.uom };
  return (
    <>
      {of === undefined && (
        <>
          <SelectItem name="item" label={t('stock.item')} required>
            <CodeSelect path="/items" placeholder={t('form.itemSearch')} />
          </SelectItem>
          <SelectItem name="location" label={t('replenishment.location')} required>
            <PlaceSelect kind="storage" />
          </SelectItem>
        </>
      )}
      <DecimalItem name="minQty" label={t('replenishment.minQty')} hint={t('replenishment.minQtyHint')} initial={of?.minQty} {...unit} required />
      <DecimalItem name="maxQty" label={t('replenishment.maxQty')} initial={of?.maxQty} {...unit} required />
      {of?.source?.zone == null && (
        <SelectItem name={['source', 'location']} label={t('replenishment.source')} hint={t('replenishment.sourceHint')} initial={of?.source?.location?.code}>
          <PlaceSelect warehouse={of?.warehouse.code} kind="storage" />
        </SelectItem>
      )}
    </>
  );
}

const ruleBody = ({ source, ...answers }: Answers, of?: ReplenishmentRule): object => {
  const { location } = (source ?? {}) as { location?: string };
  return { ...answers, ...(of?.source?.zone == null ? { source: location === undefined ? null : { location } } : {}) };
};

function useRuleActions(): { actionsOf: (row: ReplenishmentRule) => DocumentAction[]; busy: boolean } {
  const { t } = useTranslation();
  const { ask, busy } = useRemoval();
  const actionsOf = (row: ReplenishmentRule): DocumentAction[] => {
    const named = { item: row.item.code, location: row.location.code };
    const removal = { path: `/replenishment-rules/${row.id}`, title: t('replenishment.deleteTitle', named), hint: t('replenishment.deleteHint') };
    return [
      {
        verb: 'edit',
        route: '',
        method: 'PATCH',
        rowVersion: row.rowVersion,
        label: t('common.edit'),
        permission: WRITE,
        confirm: { hint: t('replenishment.editHint', named), fields: <RuleFields of={row} /> },
        body: (answers) => ruleBody(answers, row),
      },
      { verb: 'delete', label: t('common.delete'), permission: WRITE, danger: true, go: () => ask(removal) },
    ];
  };
  return { actionsOf, busy };
}

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<ReplenishmentRule>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const { actionsOf, busy } = useRuleActions();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'location', title: t('replenishment.location'), render: (_, row) => <NamedCell of={row.location} /> },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    { key: 'minQty', title: t('replenishment.minQty'), ...right, render: (_, row) => <QtyCell qty={row.minQty} uom={row.item.uom} /> },
    { key: 'maxQty', title: t('replenishment.maxQty'), ...right, render: (_, row) => <QtyCell qty={row.maxQty} uom={row.item.uom} /> },
    {
      key: 'source',
      title: t('replenishment.source'),
      render: (_, { source }) =>
        source === null ? <span className="quiet">{t('replenishment.anywhere')}</span> : <NamedCell of={source.location ?? source.zone} />,
    },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) =>
        can(WRITE) && (
          <RowActions
            actions={actionsOf(row)}
            busy={runner.busy || busy}
            start={(action) => runner.start(`/replenishment-rules/${row.id}`, action)}
            of={`${row.item.code} ${row.location.code}`}
          />
        ),
    },
  ];
}

/** Which places are kept filled with what, and from where. */
export function ReplenishmentRulesPage() {
  const { t } = useTranslation();
  const can = useCan();
  const search = useSearch({ from: '/shell/replenishment-rules' });
  const runner = useActionRunner();
  const create: DocumentAction = {
    verb: 'replenishment-rules',
    label: t('replenishment.newRule'),
    permission: WRITE,
    confirm: { hint: t('replenishment.newRuleHint'), fields: <RuleFields /> },
    body: (answers) => ruleBody(answers),
  };
  const button = can(WRITE) && (
    <p>
      <Button type="primary" onClick={() => runner.start('', create)}>
        {create.label}
      </Button>
    </p>
  );
  return (
    <DocumentList
      title={t('replenishment.rules')}
      path="/replenishment-rules"
      search={search}
      filters={{ warehouse: true }}
      more={(set) => <CodeSelect path="/items" label={t('stock.item')} placeholder={t('stock.item')} value={search.item} onChange={(item) => set({ item })} />}
      columns={useColumns(runner)}
      empty={{ title: t('replenishment.noRules'), hint: t('replenishment.noRulesHint') }}
      views={button}
      outcome={runner.outcome}
    />
  );
}
