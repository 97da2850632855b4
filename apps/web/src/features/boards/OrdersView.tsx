import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import type { OrderBoard, OrderCard } from './types';
import { useBoardWords } from './words';

function Card({ of, linked }: { of: OrderCard; linked: boolean }) {
  const { t } = useTranslation();
  const number = <span className="code">{of.number}</span>;
  return (
    <li className={of.isLate ? 'board-card board-row-late' : 'board-card'}>
      <p>
        {linked ? <a href={`/work-orders/${of.id}`}>{number}</a> : number}
        {of.isLate && <strong className="board-late"> ! {t('workOrder.late')}</strong>}
        {(of.shortCount ?? 0) > 0 && <strong className="board-late"> ! {t('workOrder.short', { count: of.shortCount })}</strong>}
      </p>
      <p className="board-two-lines">
        {of.item.code} {of.item.name}
      </p>
      <p className="board-card-qty number">
        {decimal(of.qtyGood)} <small>/ {decimal(of.qtyPlanned)}</small> <small>{of.item.baseUom}</small>
      </p>
      <span className="board-bar" role="img" aria-label={`${t('board.progress')} ${of.progressPct}%`}>
        <span style={{ width: `${Math.min(100, of.progressPct)}%` }} />
      </span>
      <p className="board-quiet">
        {of.operation !== null && `${of.operation.workCenter.code} ${of.operation.opNo} ${of.operation.name} `}
        {of.operators.join(', ')} {of.dueOn}
      </p>
    </li>
  );
}

/** The orders by how far they are; each card says what holds it up. */
export function OrdersView({ data, linked }: { data: OrderBoard; linked: boolean }) {
  const { t } = useTranslation();
  const words = useBoardWords();
  return (
    <div className="board-kanban">
      {data.columns.map((column) => (
        <section key={column.key} aria-label={words.either(column.titleZh, column.titleEn)}>
          <h2>
            {words.either(column.titleZh, column.titleEn)} <span className="number">{column.atLeast ? `≥ ${column.count}` : column.count}</span>
          </h2>
          {column.cards.length === 0 && <p className="board-quiet">{t('board.emptyColumn')}</p>}
          <ul>
            {column.cards.map((card) => (
              <Card key={card.id} of={card} linked={linked} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
