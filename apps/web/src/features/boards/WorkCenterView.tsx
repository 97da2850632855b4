import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { clockText } from './poll';
import type { CenterHead, LineBoard, LineFigures, QueuedOperation, RunningOperation, WorkCenterBoard } from './types';
import { useBoardWords } from './words';

interface Timed {
  /** Now, by the server's clock. */
  readonly now: number;
}

const since = (moment: string | null, now: number): string => (moment === null ? '' : clockText((now - Date.parse(moment)) / 1000));

/** What the work centre does, why it stands still and for how long: the band that is read from across the hall. */
function Band({ of, now }: { of: CenterHead } & Timed) {
  const words = useBoardWords();
  const reason = of.downtime?.reason;
  return (
    <p className={`board-band board-band-${of.band}`}>
      <span aria-hidden="true">{words.icon(of.state)}</span> <strong>{words.centerState(of.state)}</strong>
      {reason != null && <span>{words.either(reason.zh, reason.en)}</span>}
      {of.downtime?.note != null && <span>{of.downtime.note}</span>}
      <span className="number board-band-time">{since(of.stateSince, now)}</span>
    </p>
  );
}

function Bar({ percent, label }: { percent: number; label: string }) {
  return (
    <span className="board-bar" role="img" aria-label={`${label} ${percent}%`}>
      <span style={{ width: `${Math.min(100, percent)}%` }} />
    </span>
  );
}

function Running({ of, now }: { of: RunningOperation } & Timed) {
  const { t } = useTranslation();
  const elapsed = of.elapsedS + (of.runningSince === null ? 0 : Math.max(0, (now - Date.parse(of.runningSince)) / 1000));
  const slow = of.standardS > 0 && elapsed > of.standardS;
  return (
    <section className="board-now">
      <p className="board-number">
        <span className="code">{of.workOrder.number}</span> {of.opNo} {of.name}
        {of.isLate && <strong className="board-late">! {t('workOrder.late')}</strong>}
      </p>
      <p className="board-item">
        <strong>{of.item.code}</strong> {of.item.name}
      </p>
      <p className="board-qty number">
        {decimal(of.good)} <small>/ {decimal(of.qtyPlanned)}</small> <small>{of.item.baseUom}</small>
        {Number(of.scrap) > 0 && <small className="board-late"> {t('workOrder.scrapped', { qty: decimal(of.scrap) })}</small>}
      </p>
      <Bar percent={of.progressPct} label={t('board.progress')} />
      <dl className="board-facts">
        <div>
          <dt>{t('operation.operators')}</dt>
          <dd>{of.operators.join(', ') || '—'}</dd>
        </div>
        <div>
          <dt>{t('board.elapsed')}</dt>
          <dd className={slow ? 'number board-late' : 'number'}>
            {slow && <span aria-hidden="true">! </span>}
            {clockText(elapsed)} <small>/ {clockText(of.standardS)}</small>
          </dd>
        </div>
        <div>
          <dt>{t('workOrder.dueOn')}</dt>
          <dd>{of.dueOn ?? '—'}</dd>
        </div>
      </dl>
    </section>
  );
}

function Queue({ rows, count }: { rows: readonly QueuedOperation[]; count: number }) {
  const { t } = useTranslation();
  return (
    <section className="board-queue">
      <h2>
        {t('board.next')} <span className="number">{count}</span>
      </h2>
      {rows.length === 0 && <p>{t('board.nothingNext')}</p>}
      <ol>
        {rows.map((row) => (
          <li key={`${row.workOrder.id} ${row.opNo}`}>
            <span className="code">{row.workOrder.number}</span>
            <span>
              {row.opNo} {row.name}
            </span>
            <span className="board-ellipsis">
              {row.item.code} {row.item.name}
            </span>
            <span className="number">
              {decimal(row.qtyPlanned)} {row.item.baseUom}
            </span>
            <span>
              {row.ready ? `✓ ${t('board.ready')}` : `○ ${t('board.notReady')}`} {row.isLate && <strong className="board-late">! {t('workOrder.late')}</strong>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One machine: what it does now, and what comes next. */
export function WorkCenterView({ data, now }: { data: WorkCenterBoard } & Timed) {
  const { t } = useTranslation();
  const running = data.current === null ? [] : [data.current, ...data.alsoRunning];
  return (
    <>
      <Band of={data} now={now} />
      <div className="board-columns">
        <div>
          {running.length === 0 && <p className="board-empty">{t('board.noWork')}</p>}
          {running.map((operation) => (
            <Running key={`${operation.workOrder.id} ${operation.opNo}`} of={operation} now={now} />
          ))}
        </div>
        <Queue rows={data.queue} count={data.queueCount} />
      </div>
    </>
  );
}

const percent = (ratio: string | null): string => (ratio === null ? '—' : `${Math.round(Number(ratio) * 1000) / 10}%`);

const NO_FIGURES: LineFigures = { uom: '', planned: '0', actual: '0', achieved: null, scrap: '0', scrapRate: null };

function Kpi({ of }: { of: LineBoard['kpi'] }) {
  const all = of.figures.length === 0 ? [NO_FIGURES] : of.figures;
  return all.map((figures) => <KpiOfUnit key={figures.uom} of={figures} day={of.day} />);
}

function KpiOfUnit({ of, day }: { of: LineFigures; day: string }) {
  const { t } = useTranslation();
  const figures = [
    { label: t('board.planned'), value: `${decimal(of.planned)} ${of.uom}`.trimEnd() },
    { label: t('board.actual'), value: `${decimal(of.actual)} ${of.uom}`.trimEnd() },
    { label: t('board.achieved'), value: percent(of.achieved) },
    { label: t('board.scrapRate'), value: percent(of.scrapRate) },
  ];
  return (
    <dl className="board-kpi" aria-label={`${t('board.today', { day })} ${of.uom}`.trimEnd()}>
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="number">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** All machines of a line beside each other, and how the day stands. */
export function LineView({ data, now }: { data: LineBoard } & Timed) {
  const { t } = useTranslation();
  return (
    <>
      <Kpi of={data.kpi} />
      {data.workCenters.length === 0 && <p className="board-empty">{t('board.noCenters')}</p>}
      <div className="board-grid">
        {data.workCenters.map((center) => (
          <section key={center.workCenter.id} className="board-tile">
            <h2>
              <span className="code">{center.workCenter.code}</span> {center.workCenter.name}
            </h2>
            <Band of={center} now={now} />
            {center.current === null ? (
              <p className="board-quiet">{t('board.noWork')}</p>
            ) : (
              <>
                <p className="board-ellipsis">
                  <span className="code">{center.current.workOrder.number}</span> {center.current.item.name}
                </p>
                <Bar percent={center.current.progressPct} label={t('board.progress')} />
                <p className="number">
                  {decimal(center.current.good)} / {decimal(center.current.qtyPlanned)} {center.current.item.baseUom} · {center.current.progressPct}%
                </p>
              </>
            )}
          </section>
        ))}
      </div>
    </>
  );
}
