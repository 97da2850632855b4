import { useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DocumentList } from '../features/documents/DocumentList';
import { CodeSelect, DateItem } from '../features/documents/fields';
import { useActionRunner, type DocumentAction } from '../features/documents/use-actions';
import { useWorkOrderColumns } from '../features/production/list-columns';
import { WORK_ORDER_STATES } from '../features/production/types';
import { Views } from '../features/production/Views';
import { useDownload } from '../features/use-download';
import { useCan } from '../session';

/** As many cards as the server draws into one file. */
const CARDS = 50;
/** How many of the chosen numbers the question names. */
const SAMPLE = 5;

interface BulkProps {
  readonly chosen: ReadonlyMap<string, string>;
  readonly clear: () => void;
}

/** Steps on all chosen orders at once: all of them or none. */
function useBulkActions({ chosen, clear }: BulkProps): DocumentAction[] {
  const { t } = useTranslation();
  const numbers = [...chosen.values()];
  const sample = numbers.slice(0, SAMPLE).join(', ') + (numbers.length > SAMPLE ? ' …' : '');
  const orders = [...chosen.keys()].map((id) => ({ id }));
  const hint = (text: string) => `${text} ${t('workOrder.bulkOf', { count: numbers.length, sample })}`;
  return [
    {
      verb: 'release',
      route: 'work-orders/release',
      label: t('workOrder.release'),
      permission: 'wo.release',
      primary: true,
      confirm: { hint: hint(t('workOrder.releaseHint')) },
      body: () => ({ orders }),
      done: clear,
    },
    {
      verb: 'reschedule',
      route: 'work-orders/reschedule',
      label: t('workOrder.reschedule'),
      permission: 'wo.write',
      confirm: {
        hint: hint(t('workOrder.rescheduleHint')),
        fields: (
          <>
            <DateItem name="startsOn" label={t('workOrder.startsOn')} />
            <DateItem name="dueOn" label={t('workOrder.dueOn')} />
          </>
        ),
      },
      body: (answers) => ({ orders: orders.map((order) => ({ ...order, ...answers })) }),
      done: clear,
    },
    {
      verb: 'close',
      route: 'work-orders/close',
      label: t('doc.close'),
      permission: 'wo.close',
      confirm: { hint: hint(t('workOrder.closeHint')) },
      body: () => ({ orders }),
      done: clear,
    },
  ];
}

function BulkBar({ chosen, clear }: BulkProps) {
  const { t } = useTranslation();
  const can = useCan();
  const { start, busy, outcome } = useActionRunner();
  const cards = useDownload();
  const actions = useBulkActions({ chosen, clear }).filter(({ permission }) => can(permission));
  return (
    <>
      {chosen.size > 0 && (
        <p className="bulk-bar toolbar" role="status">
          <span>{t('workOrder.chosen', { count: chosen.size })}</span>
          {actions.map((action) => (
            <Button key={action.verb} type={action.primary === true ? 'primary' : 'default'} disabled={busy} onClick={() => start('', action)}>
              {action.label}
            </Button>
          ))}
          <Button
            disabled={chosen.size > CARDS}
            title={chosen.size > CARDS ? t('workOrder.cardsMost', { most: CARDS }) : undefined}
            loading={cards.busy}
            onClick={() => cards.start(`/api/v1/work-orders/travel-cards?ids=${[...chosen.keys()].join(',')}`)}
          >
            {t('workOrder.card')}
          </Button>
          <Button type="link" onClick={clear}>
            {t('workOrder.unchoose')}
          </Button>
        </p>
      )}
      {outcome}
    </>
  );
}

export function WorkOrdersPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/work-orders' });
  // Ids with their numbers: what was chosen stays chosen on the next page of the list.
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [numbers] = useState(() => new Map<string, string>());
  return (
    <DocumentList
      title={t('workOrder.title')}
      path="/work-orders"
      search={search}
      filters={{ search: t('workOrder.search'), states: WORK_ORDER_STATES, warehouse: true }}
      views={<Views search={search} />}
      more={(set) => (
        <>
          <CodeSelect path="/items" label={t('stock.item')} placeholder={t('stock.item')} value={search.item} onChange={(item) => set({ item })} />
          <CodeSelect
            path="/work-centers"
            label={t('workCenter.one')}
            placeholder={t('workCenter.one')}
            value={search.workCenter}
            onChange={(workCenter) => set({ workCenter })}
          />
        </>
      )}
      columns={useWorkOrderColumns()}
      empty={{ title: t('workOrder.none'), hint: t('workOrder.noneHint') }}
      create={{ href: '/work-orders/new', label: t('workOrder.new'), permission: 'wo.write' }}
      outcome={<BulkBar chosen={chosen} clear={() => setChosen(new Map())} />}
      selection={{
        keys: [...chosen.keys()],
        onChange: (keys) => setChosen(new Map(keys.map((id) => [id, numbers.get(id) ?? id]))),
        all: t('workOrder.chooseAll'),
        label: (row) => {
          numbers.set(row.id, row.number);
          return t('workOrder.choose', { number: row.number });
        },
      }}
    />
  );
}
