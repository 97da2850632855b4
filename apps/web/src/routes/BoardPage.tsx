import { ApiProblem, Unreachable } from '@anwen/client';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { OrdersView } from '../features/boards/OrdersView';
import { stalenessOf } from '../features/boards/poll';
import type { LineBoard, OrderBoard, WarehouseBoard, WorkCenterBoard } from '../features/boards/types';
import { useNewBuild } from '../features/boards/new-build';
import { useBoard, useSecond, type Board, type BoardState } from '../features/boards/use-board';
import { zhHant } from '../i18n/zh-Hant';
import { LineView, WorkCenterView } from '../features/boards/WorkCenterView';
import { WarehouseView } from '../features/boards/WarehouseView';

// No component library: a board must start on the slowest box behind a screen.

/** A screen on a wall shall not go dark, nor show somebody's cursor; browsers without the lock need a setting of their own. */
function useWallScreen(kiosk: boolean): void {
  useEffect(() => {
    if (!kiosk || !('wakeLock' in navigator)) return;
    const hold = () => void (document.hidden ? undefined : navigator.wakeLock.request('screen').catch(() => undefined));
    hold();
    document.addEventListener('visibilitychange', hold);
    return () => document.removeEventListener('visibilitychange', hold);
  }, [kiosk]);
}

function useFailureText(): (failure: unknown) => string {
  const { t } = useTranslation();
  return (failure) => {
    if (failure instanceof Unreachable) return t('state.unreachable');
    return failure instanceof ApiProblem ? (failure.detail ?? failure.title) : t('failure.title');
  };
}

function Content({ board, now, kiosk }: { board: Board; now: number; kiosk: boolean }) {
  if (board.kind === 'work-center') return <WorkCenterView data={board.data as WorkCenterBoard} now={now} />;
  if (board.kind === 'line') return <LineView data={board.data as LineBoard} now={now} />;
  if (board.kind === 'warehouse') return <WarehouseView data={board.data as WarehouseBoard} now={now} />;
  return <OrdersView data={board.data as OrderBoard} linked={!kiosk} />;
}

function AgeChip({ ageMs, live }: { ageMs: number; live: boolean }) {
  const { t } = useTranslation();
  const seconds = Math.max(0, Math.round(ageMs / 1000));
  return (
    <span className={`board-age board-age-${stalenessOf(ageMs)}`} title={live ? t('board.live') : t('board.polled')}>
      {live && <span aria-hidden="true">● </span>}
      {t('board.age', { seconds })}
    </span>
  );
}

/** What stands instead of a board that has never come. */
function Missing({ state }: { state: BoardState }) {
  const { t } = useTranslation();
  const textOf = useFailureText();
  if (state.failure === null) return <p className="board-empty">{t('app.loading')}</p>;
  return (
    <div className="board-empty" role="alert">
      <p>{textOf(state.failure)}</p>
      <Link className="plain-button" to="/boards">
        {t('board.title')}
      </Link>
    </div>
  );
}

/** What kind of board, and whose. */
function useTitle(key: string): string {
  const { t } = useTranslation();
  const [kind = '', ...name] = key.split(':');
  const known = Object.hasOwn(zhHant.boardKind, kind) ? t(`boardKind.${kind as keyof typeof zhHant.boardKind}`) : kind;
  return `${known} ${name.join(':')}`.trim();
}

/** A board over the whole screen. It keeps its last content whatever happens, and says how old that is. */
export function BoardPage() {
  const { t } = useTranslation();
  const { key } = useParams({ from: '/bare/boards/$key' });
  const kiosk = useSearch({ from: '/bare/boards/$key' }).kiosk === '1';
  const state = useBoard(key);
  const navigate = useNavigate();
  const textOf = useFailureText();
  const title = useTitle(key);
  const now = useSecond();
  useWallScreen(kiosk);
  useNewBuild();
  useEffect(() => {
    document.title = `${title} · Anwen`;
  }, [title]);
  const signedOut = state.failure instanceof ApiProblem && state.failure.status === 401;
  useEffect(() => {
    if (signedOut) void navigate({ to: '/login', search: { next: window.location.pathname + window.location.search, expired: 'true' } });
  }, [signedOut, navigate]);
  const ageMs = state.confirmedAt === null ? 0 : now - state.confirmedAt;
  const staleness = state.board === null ? 'fresh' : stalenessOf(ageMs);
  return (
    <main className={`board board-${staleness}${kiosk ? ' board-kiosk' : ''}`}>
      <header className="board-head">
        {!kiosk && (
          <Link className="board-back" to="/boards">
            ‹ {t('board.title')}
          </Link>
        )}
        <h1>{title}</h1>
        {state.board !== null && <AgeChip ageMs={ageMs} live={state.live} />}
      </header>
      {staleness === 'stale' && (
        <p className="board-stale" role="alert">
          ! {t('board.stale', { minutes: Math.floor(ageMs / 60_000) })} {state.failure !== null && textOf(state.failure)}
        </p>
      )}
      {state.board === null ? <Missing state={state} /> : <Content board={state.board} now={now + state.clockOffset} kiosk={kiosk} />}
    </main>
  );
}
