import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DocumentLink, namedText, QtyCell } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { OneDocument } from '../features/documents/OneDocument';
import { useActionRunner, useActions } from '../features/documents/use-actions';
import { DueCell, QtyBar, ShortCell } from '../features/production/cells';
import { Cost } from '../features/production/Cost';
import { Genealogy } from '../features/production/Genealogy';
import { Materials } from '../features/production/Materials';
import { Operations } from '../features/production/Operations';
import { hoursText } from '../features/production/progress';
import { Reports } from '../features/production/Reports';
import { orderState } from '../features/production/states';
import { Timeline } from '../features/production/Timeline';
import { WORK_ORDER_TABS, type WorkOrder } from '../features/production/types';
import { useOrderActions } from '../features/production/use-order-actions';
import { TabLinks } from '../features/TabLinks';
import { dateTime } from '../format';
import { useCan, useTimeZone } from '../session';

function Overview({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const sum = (key: 'workedS' | 'standardS') => order.operations.reduce((total, operation) => total + Number(operation[key]), 0);
  const facts = [
    { key: 'good', label: t('report.good'), value: <QtyCell qty={order.qtyGood} uom={order.item.uom} /> },
    { key: 'scrap', label: t('report.scrap'), value: <QtyCell qty={order.qtyScrap} uom={order.item.uom} /> },
    { key: 'rework', label: t('report.rework'), value: <QtyCell qty={order.qtyRework} uom={order.item.uom} /> },
    { key: 'worked', label: t('workOrder.worked'), value: hoursText(sum('workedS')) },
    { key: 'standard', label: t('workOrder.standard'), value: hoursText(sum('standardS')) },
  ];
  return (
    <>
      <dl className="figures">
        {facts.map(({ key, label, value }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd className="number">{value}</dd>
          </div>
        ))}
      </dl>
      {order.children.length > 0 && (
        <section aria-label={t('workOrder.children')}>
          <h2>{t('workOrder.children')}</h2>
          <ul className="related">
            {order.children.map((child) => (
              <li key={child.id}>
                <DocumentLink to="/work-orders" document={child} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Part({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const can = useCan();
  const { tab = 'overview' } = useSearch({ from: '/shell/work-orders/$id' });
  const tabs = WORK_ORDER_TABS.filter((key) => key !== 'cost' || can('stock.cost.read'));
  return (
    <>
      <TabLinks label={t('workOrder.one')} tabs={tabs.map((key) => ({ key, label: t(`workOrder.tab.${key}`) }))} current={tab} />
      {tab === 'overview' && <Overview order={order} />}
      {tab === 'materials' && <Materials order={order} />}
      {tab === 'operations' && <Operations order={order} />}
      {tab === 'reports' && <Reports order={order} />}
      {tab === 'genealogy' && <Genealogy order={order} />}
      {tab === 'cost' && <Cost order={order} />}
      {tab === 'timeline' && <Timeline order={order} />}
    </>
  );
}

/** Whose wish the order was. A suggestion goes with its run, and its id tells nobody anything; why it was made stands in the note. */
function useSourceText(source: WorkOrder['source']): string | null {
  const { t } = useTranslation();
  if (source === null) return null;
  return source.type === 'planning_suggestion' ? t('demandSource.planned') : `${source.type} ${source.ref}`;
}

function useFacts(order: WorkOrder) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  return [
    {
      key: 'item',
      label: t('stock.item'),
      children: (
        <Link to="/items/$id" params={{ id: order.item.id }}>
          {namedText(order.item)}
        </Link>
      ),
    },
    { key: 'qty', label: t('workOrder.qty'), children: <QtyBar of={order} /> },
    { key: 'dueOn', label: t('workOrder.dueOn'), children: <DueCell row={order} /> },
    { key: 'startsOn', label: t('workOrder.startsOn'), children: order.startsOn },
    { key: 'priority', label: t('workOrder.priority'), children: order.priority },
    { key: 'short', label: t('workOrder.materials'), children: <ShortCell count={order.shortCount} /> },
    { key: 'warehouse', label: t('stock.warehouse'), children: namedText(order.warehouse) },
    { key: 'output', label: t('workOrder.outputLocation'), children: namedText(order.outputLocation) },
    {
      key: 'bom',
      label: t('bom.one'),
      children:
        order.bom === null ? null : (
          <Link to="/boms/$id" params={{ id: order.bom.id }}>
            v{order.bom.version}
          </Link>
        ),
    },
    { key: 'lot', label: t('workOrder.targetLot'), children: order.targetLot },
    { key: 'parent', label: t('workOrder.parent'), children: <DocumentLink to="/work-orders" document={order.parent} /> },
    { key: 'source', label: t('demand.source'), children: useSourceText(order.source) },
    { key: 'externalRef', label: t('doc.externalRef'), children: order.externalRef },
    { key: 'createdBy', label: t('doc.createdBy'), children: `${order.createdBy} · ${dateTime(order.createdAt, timeZone)}` },
    { key: 'endReason', label: t('workOrder.endReason'), children: order.endReason },
    { key: 'note', label: t('form.note'), children: order.note === null ? null : <span className="pre-line">{order.note}</span> },
  ].filter(({ key, children }) => !['endReason', 'note', 'lot', 'source', 'externalRef'].includes(key) || children !== null);
}

function OrderView({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const runner = useActionRunner();
  const actions = useOrderActions(order, runner);
  const { bar, outcome } = useActions({ path: `/work-orders/${order.id}`, legal: order.legal, actions });
  return (
    <>
      <DocumentHead
        back={{ href: '/work-orders', label: t('workOrder.title') }}
        title={order.number}
        state={orderState(order.state)}
        bar={bar}
        outcome={
          <>
            {outcome}
            {runner.outcome}
          </>
        }
        facts={useFacts(order)}
      />
      <Part order={order} />
    </>
  );
}

export function WorkOrderPage() {
  const { id } = useParams({ from: '/shell/work-orders/$id' });
  return (
    <OneDocument path="/work-orders" id={id}>
      {(order) => <OrderView order={order} />}
    </OneDocument>
  );
}
