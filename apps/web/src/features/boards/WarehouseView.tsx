import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { clockText } from './poll';
import type { WarehouseBoard } from './types';

interface LaneProps {
  readonly title: string;
  readonly waiting: { count: number; late: number; oldestAt: string | null };
  readonly now: number;
  readonly children: ReactNode;
}

function Lane({ title, waiting, now, children }: LaneProps) {
  const { t } = useTranslation();
  const age = waiting.oldestAt === null ? null : (now - Date.parse(waiting.oldestAt)) / 1000;
  return (
    <section className="board-tile">
      <h2>{title}</h2>
      <p className="board-qty number">
        {waiting.count} {waiting.late > 0 && <small className="board-late">! {t('board.lateCount', { count: waiting.late })}</small>}
      </p>
      {age !== null && <p className="board-quiet number">{t('board.oldest', { age: clockText(age) })}</p>}
      <ul className="board-list">{children}</ul>
    </section>
  );
}

const Row = ({ late, children }: { late: boolean; children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    <li className={late ? 'board-row-late' : ''}>
      {children} {late && <strong className="board-late">! {t('workOrder.late')}</strong>}
    </li>
  );
};

/** What waits at the dock, in the aisles and for the customers. */
export function WarehouseView({ data, now }: { data: WarehouseBoard; now: number }) {
  const { t } = useTranslation();
  return (
    <div className="board-grid board-grid-three">
      <Lane title={t('board.receive')} waiting={data.receive} now={now}>
        {data.receive.rows.map((row) => (
          <Row key={row.order.id} late={row.isLate}>
            <span className="code">{row.order.number}</span> {row.supplier} <span className="number">{t('board.openLines', { count: row.openLines })}</span>{' '}
            {row.expectedOn}
          </Row>
        ))}
      </Lane>
      <Lane title={t('board.putaway')} waiting={data.putaway} now={now}>
        {data.putaway.rows.map((row, index) => (
          <Row key={index} late={row.isLate}>
            <span className="code">{row.item.code}</span>{' '}
            <span className="number">
              {decimal(row.qty)} {row.item.baseUom}
            </span>{' '}
            {row.from} → {row.to ?? '?'} {row.assignee}
          </Row>
        ))}
      </Lane>
      <Lane title={t('board.pick')} waiting={data.pick} now={now}>
        {data.pick.rows.map((row) => (
          <Row key={row.shipment.id} late={row.isLate}>
            <span className="code">{row.shipment.number}</span>{' '}
            <span className="number">
              {row.doneTasks} / {row.doneTasks + row.openTasks}
            </span>{' '}
            {row.shipBy}
          </Row>
        ))}
      </Lane>
    </div>
  );
}
