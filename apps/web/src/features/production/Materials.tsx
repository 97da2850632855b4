import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select, Skeleton, type TableProps } from 'antd';
import { FileSearchOutlined } from '@ant-design/icons';
import { StateView, StatusTag } from '@anwen/ui/kit';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { useCan } from '../../session';
import { STOCK_STATUSES } from '../../search';
import { NamedCell, QtyCell } from '../documents/cells';
import { DocumentLines } from '../documents/DocumentLines';
import { CodeSelect, DecimalItem, SelectItem, TextItem } from '../documents/fields';
import { compact } from '../documents/form-fields';
import { partQuery } from '../documents/queries';
import { RowActions } from '../documents/RowActions';
import { PlaceSelect, ReasonSelect } from '../documents/selects';
import { useActionRunner, type DocumentAction } from '../documents/use-actions';
import { useBomWords } from '../engineering/names';
import { QueryFailure } from '../problems';
import { Consumptions } from './Consumptions';
import { ItemCell } from '../stock/columns';
import { serialsFrom } from '../stock/posting-form';
import { remainingOf } from './progress';
import { ON_THE_FLOOR, RUNNING } from './states';
import type { Material, WorkOrder } from './types';

const right = { align: 'right', className: 'number' } as const;

interface Steps {
  readonly issue: (material: Material) => DocumentAction;
  readonly giveBack: (material: Material) => DocumentAction;
  readonly substitute: (material: Material) => DocumentAction;
}

function Source({ order, material, qty }: { order: WorkOrder; material: Material; qty: string | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <DecimalItem name="qty" label={t('form.qty')} suffix={material.item.uom} initial={qty} required autoFocus />
      <SelectItem name="location" label={t('stock.location')} hint={t('material.locationHint')} initial={material.location?.code}>
        <PlaceSelect warehouse={order.warehouse.code} />
      </SelectItem>
      <TextItem name="lot" label={t('form.lot')} hint={t('form.lotHint')} />
      <Form.Item name="serials" label={t('form.serials')}>
        <Input.TextArea rows={1} />
      </Form.Item>
    </>
  );
}

/** One line of the body; serial numbers are typed as text and sent one by one. */
const lineOf = (material: Material, { serials, ...answers }: Record<string, unknown>): object =>
  compact({ materialId: material.id, ...answers, serials: typeof serials === 'string' ? serialsFrom([serials]) : undefined });

function useSteps(order: WorkOrder): Steps {
  const { t } = useTranslation();
  return {
    issue: (material) => ({
      verb: 'issue',
      label: t('material.issue'),
      permission: 'material.issue',
      confirm: {
        hint: t('material.issueHint', { item: material.item.code }),
        fields: <Source order={order} material={material} qty={remainingOf(material.required, material.consumed)} />,
      },
      body: (answers) => ({ lines: [lineOf(material, answers)] }),
    }),
    giveBack: (material) => ({
      verb: 'return',
      label: t('material.giveBack'),
      permission: 'material.issue',
      confirm: {
        hint: t('material.giveBackHint', { item: material.item.code, qty: decimal(material.consumed) }),
        fields: (
          <>
            <Source order={order} material={material} qty={undefined} />
            <SelectItem name="status" label={t('stock.status')}>
              <Select allowClear options={STOCK_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))} />
            </SelectItem>
            <SelectItem name="reasonCode" label={t('doc.reasonCode')}>
              <ReasonSelect domain="return" />
            </SelectItem>
          </>
        ),
      },
      body: ({ reasonCode, ...answers }) => ({ ...compact({ reasonCode }), lines: [lineOf(material, answers)] }),
    }),
    substitute: (material) => ({
      verb: 'substitute',
      route: `materials/${material.id}/substitute`,
      label: t('material.substitute'),
      permission: 'material.substitute',
      confirm: {
        hint: t('material.substituteHint', { item: material.item.code }),
        reason: 'required',
        fields: (
          <>
            <SelectItem name="itemCode" label={t('material.substituteItem')} required initial={material.substitutes[0]?.code}>
              <CodeSelect path="/items" placeholder={t('form.itemSearch')} />
            </SelectItem>
            <DecimalItem
              name="qty"
              label={t('material.substituteQty')}
              hint={t('material.substituteQtyHint')}
              suffix={material.item.uom}
              required
              initial={remainingOf(material.required, material.consumed)}
            />
            <DecimalItem name="ratio" label={t('material.ratio')} hint={t('material.ratioHint')} />
          </>
        ),
      },
    }),
  };
}

function useColumns(order: WorkOrder, runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<Material>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const words = useBomWords();
  const steps = useSteps(order);
  const running = RUNNING.some((state) => state === order.state);
  // An order on hold uses nothing up, but what lies at the machine may go back.
  const onTheFloor = ON_THE_FLOOR.some((state) => state === order.state);
  const qty = (key: 'required' | 'consumed' | 'reserved' | 'available') => ({
    key,
    title: t(`material.${key}`),
    ...right,
    render: (_: unknown, row: Material) => <QtyCell qty={row[key]} uom={row.item.uom} />,
  });
  return [
    { key: 'lineNo', title: t('form.lineNumber'), ...right, render: (_, row) => row.lineNo },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'op', title: t('bom.op'), ...right, render: (_, row) => row.opNo },
    { key: 'method', title: t('bom.issueMethod'), render: (_, row) => words.issueMethod(row.issueMethod) },
    qty('required'),
    qty('consumed'),
    qty('reserved'),
    {
      key: 'missing',
      title: t('material.missing'),
      ...right,
      render: (_, row) =>
        Number(row.missing) > 0 ? <StatusTag tone="bad" icon="!" label={`${decimal(row.missing)} ${row.item.uom}`} /> : <span className="quiet">0</span>,
    },
    { key: 'location', title: t('stock.location'), render: (_, row) => <NamedCell of={row.location} /> },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) => (
        <RowActions
          actions={[
            running && can('material.issue') && steps.issue(row),
            onTheFloor && Number(row.consumed) > 0 && can('material.issue') && steps.giveBack(row),
            running && can('material.substitute') && steps.substitute(row),
          ]}
          busy={runner.busy}
          start={(action) => runner.start(`/work-orders/${order.id}`, action)}
          of={row.item.code}
        />
      ),
    },
  ];
}

/** What the order needs, what it has used and what is missing, with the ways to hand it out and take it back. */
export function Materials({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const runner = useActionRunner();
  const columns = useColumns(order, runner);
  const query = useQuery(partQuery('/work-orders/{id}/materials', { id: order.id }));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton active />;
  const { items } = query.data;
  const none = <StateView icon={<FileSearchOutlined />} title={t('material.none')} explanation={t('material.noneHint')} />;
  return (
    <>
      {runner.outcome}
      <DocumentLines title={t('workOrder.tab.materials')} rows={items} columns={columns} instead={items.length === 0 ? none : undefined} />
      {items.length > 0 && <Consumptions order={order} />}
    </>
  );
}
