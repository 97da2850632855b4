import { StatusTag } from '@anwen/ui/kit';
import { Link } from '@tanstack/react-router';
import { Button, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { useCan } from '../../session';
import { DocumentState } from '../documents/DocumentState';
import { NamedCell } from '../documents/cells';
import { DateItem, DecimalItem, SelectItem } from '../documents/fields';
import { PartnerSelect } from '../documents/selects';
import { RowActions } from '../documents/RowActions';
import type { DocumentAction, useActionRunner } from '../documents/use-actions';
import { ItemCell } from '../stock/columns';
import { DOCUMENT_PAGES, usePlanningWords } from './names';
import type { Suggestion } from './types';

const right = { align: 'right', className: 'number' } as const;

function DocumentCell({ of }: { of: Suggestion['document'] }) {
  if (of === null) return null;
  const page = DOCUMENT_PAGES[of.type];
  if (page === undefined) return <span className="code">{of.number}</span>;
  return (
    <Link className="code nowrap" to={`${page}/$id` as never} params={{ id: of.id } as never}>
      {of.number}
    </Link>
  );
}

function EditFields({ of }: { of: Suggestion }) {
  const { t } = useTranslation();
  return (
    <>
      <DecimalItem name="qty" label={t('form.qty')} suffix={of.uom} initial={of.qty} required autoFocus />
      <DateItem name="dueOn" label={t('workOrder.dueOn')} initial={of.dueOn ?? undefined} required />
      {of.kind === 'buy' && (
        <SelectItem name="supplier" label={t('doc.supplier')} initial={of.supplier?.code}>
          <PartnerSelect role="supplier" />
        </SelectItem>
      )}
    </>
  );
}

function useRowActions(): (row: Suggestion) => (DocumentAction | false)[] {
  const { t } = useTranslation();
  const can = useCan();
  return (row) => {
    if (!can('planning.accept')) return [];
    const edit: DocumentAction = {
      verb: 'edit',
      route: '',
      method: 'PATCH',
      rowVersion: row.rowVersion,
      label: t('common.edit'),
      permission: 'planning.accept',
      confirm: {
        hint: t('planning.editHint', { item: row.item.code }),
        fields: <EditFields of={row} />,
      },
      // One that stays is not sent: the reason would tell of a choice that nobody made.
      body: ({ supplier, ...answers }) => (supplier === undefined || supplier === row.supplier?.code ? answers : { ...answers, supplier }),
    };
    const dismiss: DocumentAction = {
      verb: 'dismiss',
      label: t('planning.dismiss'),
      permission: 'planning.accept',
      confirm: { hint: t('planning.dismissHint'), reason: 'optional' },
    };
    return [edit, dismiss].map((action) => row.legal.includes(action.verb) && action);
  };
}

interface Given {
  readonly runner: ReturnType<typeof useActionRunner>;
  readonly peg: (row: Suggestion) => void;
}

export function useSuggestionColumns({ runner, peg }: Given): NonNullable<TableProps<Suggestion>['columns']> {
  const { t } = useTranslation();
  const words = usePlanningWords();
  const actionsOf = useRowActions();
  return [
    { key: 'kind', title: t('planning.kind'), render: (_, row) => <StatusTag {...words.kind(row.kind)} /> },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'qty', title: t('form.qty'), ...right, render: (_, row) => <span className="nowrap">{`${decimal(row.qty)} ${row.uom}`}</span> },
    { key: 'releaseOn', title: t('planning.releaseOn'), render: (_, row) => <span className="nowrap">{row.releaseOn ?? '—'}</span> },
    { key: 'dueOn', title: t('workOrder.dueOn'), render: (_, row) => <span className="nowrap">{row.dueOn ?? '—'}</span> },
    {
      key: 'exception',
      title: t('planning.exception'),
      render: (_, row) => (row.exception === null ? null : <StatusTag {...words.exception(row.exception)} />),
    },
    {
      key: 'why',
      title: t('planning.why'),
      render: (_, row) => (
        <Button type="link" className="why" onClick={() => peg(row)} title={t('planning.pegging')}>
          {words.said(row.why)}
        </Button>
      ),
    },
    {
      key: 'where',
      title: t('planning.where'),
      render: (_, row) =>
        row.kind === 'move' ? (
          <span className="nowrap code">
            {row.fromWarehouse?.code} → {row.warehouse?.code}
          </span>
        ) : (
          <NamedCell of={row.kind === 'buy' ? (row.supplier ?? row.warehouse) : row.warehouse} />
        ),
    },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'document', title: t('doc.number'), render: (_, row) => <DocumentCell of={row.document} /> },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) => (
        <RowActions
          actions={actionsOf(row)}
          busy={runner.busy}
          start={(action) => runner.start(`/planning/suggestions/${row.id}`, action)}
          of={`${row.item.code} ${row.dueOn ?? ''}`}
        />
      ),
    },
  ];
}
