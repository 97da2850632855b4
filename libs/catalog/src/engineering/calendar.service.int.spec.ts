import { TestDatabase } from '@anwen/database/testing';
import { AppError, systemActor, type Id } from '@anwen/kernel';
import type { Tx } from '@anwen/database';
import { aCode, catalog, engineering } from '../testing';

const actor = systemActor('test');
const HOUR = 3_600_000;

describe('shifts and calendars', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create();
    await bed.asOwner(`INSERT INTO sys_tenants (code, name, time_zone) VALUES ('T', '測試', 'Asia/Taipei')`);
    await run((tx) =>
      engineering.shifts.createMany(tx, actor, [
        { code: 'DAY', name: '日班', startsAt: '08:00', endsAt: '17:00', breakMinutes: 60 },
        { code: 'NIGHT', name: '夜班', startsAt: '22:00', endsAt: '06:00' },
        { code: 'DAWN', name: '早班', startsAt: '05:00', endsAt: '08:00' },
      ]),
    );
  });
  afterAll(() => bed.drop());

  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bed.transaction(work);
  const refusal = async (work: Promise<unknown>): Promise<AppError> => {
    const error = await work.catch((e: unknown) => e);
    if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
    return error;
  };
  const inZone = (zone: string) => bed.asOwner(`UPDATE sys_tenants SET time_zone = '${zone}'`);
  const aCalendar = (week: Record<string, string[]>, more: { isDefault?: boolean } = {}) =>
    run((tx) => engineering.plans.create(tx, actor, { code: aCode('CAL'), name: '行事曆', week, ...more }));
  const aCenter = (given: { calendar?: string; hoursPerDay?: string }): Promise<Id> =>
    run(async (tx) => {
      const code = aCode('WC');
      return (await catalog.workCenters.createMany(tx, actor, [{ code, name: code, ...given }])).get(code)!;
    });
  const spans = async (center: Id, from: string, to: string): Promise<string[]> => {
    const found = (await run((tx) => engineering.calendars.workingTime(tx, [center], new Date(from), new Date(to)))).get(center)!;
    return found.map((s) => `${s.day} ${s.shiftCode ?? '-'} ${s.startsAt.toISOString().slice(5, 16)}–${s.endsAt.toISOString().slice(5, 16)}`);
  };
  const worked = async (center: Id, from: string, to: string): Promise<number> => {
    const found = (await run((tx) => engineering.calendars.workingTime(tx, [center], new Date(from), new Date(to)))).get(center)!;
    return found.reduce((sum, s) => sum + (s.endsAt.getTime() - s.startsAt.getTime()) / HOUR, 0);
  };

  it('say when a work centre works, by the factory clock; a night belongs to the day on which it began', async () => {
    const calendar = await aCalendar({ mon: ['DAY', 'NIGHT'], tue: ['DAY'] });
    const center = await aCenter({ calendar: calendar.code });
    // Monday 23 November 2026 in Taipei is eight hours ahead of UTC.
    expect(await spans(center, '2026-11-22T16:00:00Z', '2026-11-25T16:00:00Z')).toEqual([
      '2026-11-23 DAY 11-23T00:00–11-23T04:00',
      '2026-11-23 DAY 11-23T05:00–11-23T09:00',
      '2026-11-23 NIGHT 11-23T14:00–11-23T22:00',
      '2026-11-24 DAY 11-24T00:00–11-24T04:00',
      '2026-11-24 DAY 11-24T05:00–11-24T09:00',
    ]);
    // Asked for after midnight alone, the night of the day before is there.
    expect(await spans(center, '2026-11-23T18:00:00Z', '2026-11-23T20:00:00Z')).toEqual(['2026-11-23 NIGHT 11-23T18:00–11-23T20:00']);
  });

  it('follow the days that differ: free, or with other shifts', async () => {
    const calendar = await aCalendar({ mon: ['DAY'], tue: ['DAY'] });
    const center = await aCenter({ calendar: calendar.code });
    const exceptions = [
      { day: '2026-11-23', shifts: [], note: '停電' },
      { day: '2026-11-28', shifts: ['NIGHT'] },
    ];
    const changed = await run((tx) => engineering.plans.replaceExceptions(tx, actor, { id: calendar.id, patch: { exceptions } }));
    expect(changed.exceptions).toEqual([
      { day: '2026-11-23', shifts: [], note: '停電' },
      { day: '2026-11-28', shifts: ['NIGHT'], note: null },
    ]);
    expect(await spans(center, '2026-11-22T16:00:00Z', '2026-11-29T16:00:00Z')).toEqual([
      '2026-11-24 DAY 11-24T00:00–11-24T04:00',
      '2026-11-24 DAY 11-24T05:00–11-24T09:00',
      '2026-11-28 NIGHT 11-28T14:00–11-28T22:00',
    ]);
  });

  it('keep their clock times when the clocks are changed: a night is an hour shorter or longer', async () => {
    const calendar = await aCalendar({ sat: ['NIGHT'], mon: ['DAY'] });
    const center = await aCenter({ calendar: calendar.code });
    await inZone('Europe/Berlin');
    expect(await worked(center, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(7);
    expect(await worked(center, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(9);
    expect(await spans(center, '2026-03-29T22:00:00Z', '2026-03-30T22:00:00Z')).toEqual([
      '2026-03-30 DAY 03-30T06:00–03-30T10:00',
      '2026-03-30 DAY 03-30T11:00–03-30T15:00',
    ]);
    await inZone('Asia/Taipei');
  });

  it('never overlap, where the clocks skip the end of one shift and the start of the next neither', async () => {
    await run((tx) =>
      engineering.shifts.createMany(tx, actor, [
        { code: 'TO-SKIPPED', name: '跨', startsAt: '22:00', endsAt: '02:30' },
        { code: 'FROM-SKIPPED', name: '接', startsAt: '02:30', endsAt: '06:00' },
        { code: 'FROM-THREE', name: '三', startsAt: '03:00', endsAt: '06:00' },
      ]),
    );
    await inZone('Europe/Berlin');
    for (const next of ['FROM-SKIPPED', 'FROM-THREE']) {
      const center = await aCenter({ calendar: (await aCalendar({ sat: ['TO-SKIPPED'], sun: [next] })).code });
      const found = (
        await run((tx) => engineering.calendars.workingTime(tx, [center], new Date('2026-03-28T12:00:00Z'), new Date('2026-03-29T12:00:00Z')))
      ).get(center)!;
      expect(found).toHaveLength(2);
      expect(found[1]!.startsAt.getTime()).toBeGreaterThanOrEqual(found[0]!.endsAt.getTime());
      expect(found[1]!.endsAt.toISOString()).toBe('2026-03-29T04:00:00.000Z');
    }
    await inZone('Asia/Taipei');
  });

  it('leave a work centre without a calendar its hours from eight o’clock, Monday to Friday, over midnight if need be', async () => {
    const [some, many, none] = [await aCenter({ hoursPerDay: '7.5' }), await aCenter({ hoursPerDay: '19.2' }), await aCenter({ hoursPerDay: '0' })];
    expect(await spans(some, '2026-11-20T00:00:00Z', '2026-11-23T16:00:00Z')).toEqual([
      '2026-11-20 - 11-20T00:00–11-20T07:30',
      '2026-11-23 - 11-23T00:00–11-23T07:30',
    ]);
    expect(await worked(many, '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z')).toBeCloseTo(96, 6);
    expect(await spans(none, '2026-11-20T00:00:00Z', '2026-11-23T16:00:00Z')).toEqual([]);
    expect(await run((tx) => engineering.calendars.workdays(tx, '2026-11-20', '2026-11-24'))).toEqual(['2026-11-20', '2026-11-23', '2026-11-24']);
  });

  it('make one of them the factory’s, which says the working days of everybody without a calendar', async () => {
    const first = await aCalendar({ mon: ['DAY'] }, { isDefault: true });
    const second = await aCalendar({ tue: ['DAY'], sat: ['DAY'] }, { isDefault: true });
    expect((await run((tx) => engineering.plans.get(tx, actor, first.id))).isDefault).toBe(false);
    await run((tx) => engineering.plans.replaceExceptions(tx, actor, { id: second.id, patch: { exceptions: [{ day: '2026-11-24', shifts: [] }] } }));
    expect(await run((tx) => engineering.calendars.workdays(tx, '2026-11-20', '2026-12-01'))).toEqual(['2026-11-21', '2026-11-28', '2026-12-01']);
    const [hours, nothing] = [await aCenter({ hoursPerDay: '1' }), await aCenter({ hoursPerDay: '0' })];
    expect(await spans(hours, '2026-11-26T16:00:00Z', '2026-12-01T16:00:00Z')).toEqual([
      '2026-11-28 - 11-28T00:00–11-28T01:00',
      '2026-12-01 - 12-01T00:00–12-01T01:00',
    ]);
    expect(await worked(nothing, '2026-11-26T16:00:00Z', '2026-11-29T16:00:00Z')).toBe(8);
    const seen = await run((tx) => engineering.plans.get(tx, actor, second.id));
    await run((tx) => engineering.plans.update(tx, actor, { id: second.id, rowVersion: seen.rowVersion, patch: { isDefault: false } }));
  });

  it('refuse shifts that overlap, wherever the change comes from', async () => {
    const clash = { code: 'catalog.shifts_overlap', status: 422 };
    expect(await refusal(aCalendar({ mon: ['NIGHT'], tue: ['DAWN'] }))).toMatchObject({ ...clash, data: { first: 'NIGHT', second: 'DAWN', day: 'mon' } });
    const calendar = await aCalendar({ mon: ['NIGHT'] });
    const change = (patch: object) => run((tx) => engineering.plans.update(tx, actor, { id: calendar.id, rowVersion: calendar.rowVersion, patch }));
    expect(await refusal(change({ week: { mon: ['NIGHT'], tue: ['DAWN'] } }))).toMatchObject(clash);
    const exceptions = [{ day: '2026-11-24', shifts: ['DAWN'] }];
    const error = await refusal(run((tx) => engineering.plans.replaceExceptions(tx, actor, { id: calendar.id, patch: { exceptions } })));
    expect(error.text('zh-Hant')).toBe(`行事曆「${calendar.code}」的班別重疊：2026-11-24的「NIGHT」與「DAWN」。`);
    const late = await run((tx) => engineering.shifts.create(tx, actor, { code: aCode('S'), name: '晚', startsAt: '18:00', endsAt: '22:00' }));
    await change({ week: { mon: [late.code, 'NIGHT'] } });
    expect(await refusal(run((tx) => engineering.shifts.update(tx, actor, { id: late.id, rowVersion: 1, patch: { endsAt: '22:30' } })))).toMatchObject(clash);
    await run((tx) => engineering.shifts.update(tx, actor, { id: late.id, rowVersion: 1, patch: { startsAt: '19:00' } }));
  });

  it('refuse unknown and repeated shifts and days, breaks that leave nothing, and stale changes', async () => {
    const error = await refusal(aCalendar({ mon: ['沒有'], tue: ['DAY', 'DAY'] }));
    expect(error.data.errors?.map((e) => [e.pointer, e.code])).toEqual([
      ['/week/mon/0', 'catalog.reference_unknown'],
      ['/week/tue/1', 'catalog.shift_twice'],
    ]);
    const calendar = await aCalendar({});
    const twice = [1, 2].map(() => ({ day: '2026-12-25', shifts: [] }));
    expect((await refusal(run((tx) => engineering.plans.replaceExceptions(tx, actor, { id: calendar.id, patch: { exceptions: twice } })))).code).toBe(
      'catalog.exception_twice',
    );
    const short = { code: 'X', name: 'x', startsAt: '08:00', endsAt: '09:00', breakMinutes: 60 };
    expect(await refusal(run((tx) => engineering.shifts.create(tx, actor, short)))).toMatchObject({ code: 'catalog.break_too_long', data: { minutes: 60 } });
    expect((await refusal(run((tx) => engineering.plans.update(tx, actor, { id: calendar.id, rowVersion: 9, patch: { name: 'y' } })))).code).toBe(
      'http.precondition_failed',
    );
    expect((await refusal(run((tx) => engineering.shifts.create(tx, actor, { ...short, code: 'DAY', breakMinutes: 0 })))).code).toBe('catalog.code_taken');
    const audits = await bed.database.query<{ action: string }>('SELECT action FROM sys_audit_logs WHERE subject_id = $1', [calendar.id]);
    expect(audits).toEqual([{ action: 'calendar.changed' }]);
  });

  it('stay without overlaps when a shift and a calendar change at once', async () => {
    const late = await run((tx) => engineering.shifts.create(tx, actor, { code: aCode('L'), name: '晚', startsAt: '18:00', endsAt: '21:00' }));
    const calendar = await aCalendar({ mon: [late.code] });
    const ends = await Promise.allSettled([
      run((tx) => engineering.shifts.update(tx, actor, { id: late.id, rowVersion: 1, patch: { endsAt: '23:00' } })),
      run((tx) => engineering.plans.update(tx, actor, { id: calendar.id, rowVersion: 1, patch: { week: { mon: [late.code, 'NIGHT'] } } })),
    ]);
    expect(ends.map((e) => e.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
