import { httpErrors } from '@anwen/http';
import { defineErrors } from '@anwen/kernel';
import { byOurClock, clockError, opHash, placesIn, setRight, storableMoment, strayId, verdictOf } from './device-op.rules';
import { inOrder } from './envelope.rules';
import { offlineErrors } from './offline.errors';

const errors = defineErrors('offline_rules_spec', {
  busy: { status: 409, level: 'info', zh: '忙碌', en: 'Busy', retryable: true },
  limited: { status: 429, level: 'info', zh: '過多', en: 'Too many' },
  stale: { status: 412, level: 'info', zh: '已變更', en: 'Changed' },
});
const op = (seq: number, body: Record<string, unknown> = {}) => ({
  opId: '0190a0b0-0000-7000-8000-000000000001',
  seq,
  type: 'stock.move',
  occurredAt: '2026-11-22T08:00:00Z',
  body,
});

describe('the verdict on an operation', () => {
  it('is a conflict where a person can do something about it, also when the fault is ours', () => {
    expect([offlineErrors.quarantined(), errors.stale(), httpErrors.value_refused(), httpErrors.unexpected()].map(verdictOf)).toEqual(
      Array(4).fill('conflict'),
    );
  });

  it('is final where nothing can be done', () => {
    expect([httpErrors.validation_failed(), offlineErrors.permission_denied(), httpErrors.not_found()].map(verdictOf)).toEqual(Array(3).fill('rejected'));
  });

  it('is put off where the same may work in a moment', () => {
    expect([httpErrors.unavailable(), httpErrors.timeout(), errors.busy(), errors.limited()].map(verdictOf)).toEqual(Array(4).fill('deferred'));
  });
});

describe('the clock of a sender', () => {
  const now = Date.parse('2026-11-22T08:00:00Z');
  it('is set right by what it showed when the work was sent', () => {
    expect([clockError('2026-11-22T07:56:00Z', now), clockError('2026-11-22T08:03:00Z', now)]).toEqual([240_000, -180_000]);
    expect(setRight('2026-11-22T07:30:00Z', 240_000)).toBe('2026-11-22T07:34:00.000Z');
  });

  it('is taken out of what a body says itself, and the operation is known by what it said', () => {
    const came = op(1, { countedAt: '2026-11-22T07:30:00Z', occurredAt: 'never', note: '2026-11-22T07:30:00Z' });
    const right = byOurClock(came, 240_000);
    expect(right).toMatchObject({
      occurredAt: '2026-11-22T08:04:00.000Z',
      body: { countedAt: '2026-11-22T07:34:00.000Z', occurredAt: 'never', note: '2026-11-22T07:30:00Z' },
    });
    expect(opHash(right)).toBe(opHash(came));
    expect(byOurClock(came, 0)).toBe(came);
  });

  it('is left alone where it is right, silent, or wrong beyond reason', () => {
    expect([clockError('2026-11-22T07:59:59Z', now), clockError(undefined, now), clockError('1970-01-01T00:00:00Z', now)]).toEqual([0, 0, 0]);
    expect(setRight('2026-11-22T07:30:00Z', 0)).toBe('2026-11-22T07:30:00Z');
  });
});

describe('an operation', () => {
  it('goes by the count of its device', () => {
    const seqs = inOrder([op(3), op(1), { seq: 'x' }, op(2)]).map((one) => ('op' in one ? one.op.seq : one.seq));
    expect(seqs).toEqual([1, 2, 3, null]);
  });

  it('is known by what it does, not by how it is written or when it is sent', () => {
    const later = { ...op(9, { b: [{ d: 3, c: 2 }], a: 1 }), occurredAt: '2026-11-23T08:00:00Z' };
    expect(opHash(op(1, { a: 1, b: [{ c: 2, d: 3 }] }))).toBe(opHash(later));
    expect(opHash(op(1, { a: 1 }))).not.toBe(opHash(op(1, { a: 2 })));
    expect(opHash(op(1))).not.toBe(opHash({ ...op(1), type: 'pick.confirm' }));
  });

  it('has one other id for each other body under the same id', () => {
    expect(strayId(op(1, { a: 1 }), 'user:3')).toBe(strayId(op(2, { a: 1 }), 'user:3'));
    expect(new Set([strayId(op(1, { a: 1 }), 'user:3'), strayId(op(1, { a: 2 }), 'user:3'), strayId(op(1, { a: 1 }), 'user:4'), op(1).opId]).size).toBe(4);
  });

  it('belongs where the places are that it names, however deep', () => {
    expect(placesIn({ location: 'A-1', lines: [{ fromLocation: 'B-2', toLocation: 'C-3', note: 'D-4' }], dock: 7 })).toEqual(['A-1', 'B-2', 'C-3']);
    expect(placesIn({ location: 'A\0', dock: 'A\ud800', fromLocation: '甲\u{1f4e6}' })).toEqual(['甲\u{1f4e6}']);
  });

  it('has a moment that PostgreSQL takes, whatever the clock says', () => {
    expect(['2026-11-22T08:00:00+16:30', '0000-01-01T00:00:00Z', '9999-12-31T23:00:00-12:00'].map(storableMoment)).toEqual([
      '2026-11-21T15:30:00.000Z',
      '1970-01-01T00:00:00.000Z',
      '9999-12-31T00:00:00.000Z',
    ]);
  });
});
