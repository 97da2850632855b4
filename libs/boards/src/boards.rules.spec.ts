import { ALL_SCOPE, NO_SCOPE } from '@anwen/kernel';
import { parseBoardKey } from './board-key.rules';
import { centerStateOf, type CenterFacts } from './center-state.rules';
import { scopeKeyOf } from './scope-key.rules';

describe('a board key', () => {
  it.each([
    ['work-center:CNC-1', 'work-center', 'CNC-1'],
    ['line:組裝 A', 'line', '組裝 A'],
    ['warehouse:A:1', 'warehouse', 'A:1'],
    ['work-orders', 'work-orders', null],
    ['work-orders:MAIN', 'work-orders', 'MAIN'],
  ])('%s names a board', (text, kind, name) => {
    expect(parseBoardKey(text)).toEqual({ text, kind, name });
  });

  it.each(['', 'work-center', 'work-center:', 'work-orders:', 'shelf:A', 'warehouse:\0', `line:${'x'.repeat(80)}`])('%j names none', (text) => {
    expect(() => parseBoardKey(text)).toThrow(expect.objectContaining({ code: 'boards.not_found' }) as Error);
  });
});

describe('the key of a scope', () => {
  it('is the same for the same view, whatever the order', () => {
    expect(scopeKeyOf({ ...NO_SCOPE, warehouses: ['2', '1', '2'] })).toBe(scopeKeyOf({ ...NO_SCOPE, warehouses: ['1', '2'] }));
  });

  it('differs wherever row-level security would', () => {
    const scopes = [
      ALL_SCOPE,
      NO_SCOPE,
      ...(['warehouses', 'zones', 'departments', 'workCenters', 'partners'] as const).flatMap((kind) => [
        { ...NO_SCOPE, [kind]: ['1'] },
        { ...NO_SCOPE, [kind]: ['1', '2'] },
        { ...NO_SCOPE, [kind]: ['12'] },
      ]),
      { ...NO_SCOPE, own: true },
      { ...NO_SCOPE, warehouses: ['1'], zones: ['2'] },
      { ...NO_SCOPE, warehouses: ['2'], zones: ['1'] },
    ];
    expect(new Set(scopes.map(scopeKeyOf)).size).toBe(scopes.length);
  });
});

describe('the state of a work centre', () => {
  const facts = (given: Partial<CenterFacts>): CenterFacts => ({
    openRuns: 0,
    openSetups: 0,
    pausedOperations: 0,
    runningSince: null,
    lastEndedAt: '2026-11-22T08:00:00.000Z',
    ...given,
  });
  const at = '2026-11-22T09:00:00.000Z';

  it.each([
    ['idle, since the last one ended', facts({}), undefined, ['idle', 'grey', '2026-11-22T08:00:00.000Z']],
    ['idle, when nothing was ever done', undefined, undefined, ['idle', 'grey', null]],
    ['running', facts({ openRuns: 2, openSetups: 1, runningSince: at }), undefined, ['running', 'green', at]],
    ['being set up', facts({ openRuns: 1, openSetups: 1, runningSince: at }), undefined, ['setup', 'green', at]],
    ['paused', facts({ pausedOperations: 1 }), undefined, ['paused', 'amber', '2026-11-22T08:00:00.000Z']],
    ['down, whatever runs', facts({ openRuns: 1, runningSince: at }), { startedAt: at, planned: false }, ['down', 'red', at]],
    ['stopped by plan', facts({}), { startedAt: at, planned: true }, ['planned_stop', 'amber', at]],
  ])('is %s', (_, given, downtime, expected) => {
    const { state, band, since } = centerStateOf(given, downtime);
    expect([state, band, since]).toEqual(expected);
  });
});
