import { CalendarService, type WorkingSpan } from '@anwen/catalog/engineering';
import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { Grain, OeeDto, OeeQuery, OeeRowDto } from './oee.dto';
import { measureShifts, sumBy, type CenterFacts, type MeasuredShift, type Shift } from './oee-shifts.rules';
import { ratiosOf, secondsOf } from './oee.rules';
import { OeeStore, type Center, type Window } from './oee.store';
import { groupBy } from './group-by';
import { performanceErrors, refuse } from './performance.errors';
import { union, type Span } from './time-spans.rules';

/** About a quarter of a year of sixteen work centres: a second's work and some megabytes, at two hundred reports a day each. */
const MOST_CENTER_DAYS = 1_500;
const DAY_MS = 86_400_000;

/** How well work centres were used, from what happened: nothing is stored, so a correction of yesterday's report counts at once. */
@Injectable()
export class OeeService {
  constructor(
    private readonly store: OeeStore,
    private readonly calendar: CalendarService,
  ) {}

  /** By work centre, then by day. @throws performance.input_refused | range_too_wide. */
  async list(tx: Tx, actor: Actor, query: OeeQuery): Promise<OeeDto> {
    const grain = (query.grain ?? 'shift') as Grain;
    const centers = await this.store.centers(tx, query.workCenter);
    if (centers.length === 0) return { items: [] };
    const window = await this.store.window(tx, query.from, query.to, grain === 'week');
    if (window.from > window.to) refuse(actor, [{ pointer: '?to', code: 'range_turned' }]);
    const asked = centers.length * (1 + (Date.parse(window.to) - Date.parse(window.from)) / DAY_MS);
    if (asked > MOST_CENTER_DAYS) throw performanceErrors.range_too_wide({ most: MOST_CENTER_DAYS, asked });
    const facts = await this.facts(tx, centers, window);
    const rows = centers.flatMap((center) => {
      const measured = measureShifts(facts.get(center.no)!).filter(({ day }) => day >= window.from && day <= window.to);
      return sumBy(measured, grain).map((row) => ({ center, row }));
    });
    const shifts = await this.store.shifts(tx, [...new Set(rows.flatMap(({ row }) => row.shiftId ?? []))]);
    return { items: rows.map(({ center, row }) => shown(center, row, shifts)) };
  }

  private async facts(tx: Tx, centers: readonly Center[], window: Window): Promise<ReadonlyMap<Id, CenterFacts>> {
    const ids = centers.map((c) => c.no);
    const until = window.now < window.until ? window.now : window.until;
    const working = until > window.since ? await this.calendar.workingTime(tx, ids, window.since, until) : new Map<Id, WorkingSpan[]>();
    const [runs, downtime, reported] = [
      byCenter(await this.store.runs(tx, ids, window)),
      byCenter(await this.store.downtime(tx, ids, window)),
      byCenter(await this.store.reported(tx, ids, window)),
    ];
    // What still lasts, lasts until now.
    const spanOf = ({ startedAt, endedAt }: { startedAt: Date; endedAt: Date | null }): Span => ({ from: +startedAt, to: +(endedAt ?? window.now) });
    return new Map(
      centers.map(({ no, capacity: machines }): [Id, CenterFacts] => {
        const down = downtime.get(no) ?? [];
        const operations = groupBy(runs.get(no) ?? [], (run) => run.operationId);
        return [
          no,
          {
            machines,
            shifts: shiftsOf(working.get(no) ?? []),
            plannedDown: down.filter((one) => one.planned).map(spanOf),
            unplannedDown: down.filter((one) => !one.planned).map(spanOf),
            runs: [...operations.values()].map((own) => union(own.map(spanOf))),
            pieces: (reported.get(no) ?? []).map((one) => ({ ...one, at: +one.at })),
          },
        ];
      }),
    );
  }
}

const byCenter = <T extends { readonly workCenterId: Id }>(rows: readonly T[]): Map<Id, T[]> => groupBy(rows, (row) => row.workCenterId);

function shiftsOf(spans: readonly WorkingSpan[]): Shift[] {
  const shifts = groupBy(spans, ({ day, shiftId }) => `${day} ${shiftId ?? ''}`);
  return [...shifts.values()].map((own) => ({
    day: own[0]!.day,
    shiftId: own[0]!.shiftId,
    working: own.map(({ startsAt, endsAt }) => ({ from: +startsAt, to: +endsAt })),
  }));
}

function shown({ id, code, name }: Center, { day, shiftId, amounts }: MeasuredShift, shifts: ReadonlyMap<Id, OeeRowDto['shift']>): OeeRowDto {
  return {
    workCenter: { id, code, name },
    day,
    shift: (shiftId && shifts.get(shiftId)) || null,
    plannedS: secondsOf(amounts.plannedMs),
    downS: secondsOf(amounts.downMs),
    plannedDownS: secondsOf(amounts.plannedDownMs),
    runS: secondsOf(amounts.runMs),
    idealS: amounts.idealS && amounts.idealS.toFixed(),
    good: amounts.good.toFixed(),
    scrap: amounts.scrap.toFixed(),
    total: amounts.total.toFixed(),
    uom: amounts.uoms.length === 1 ? amounts.uoms[0]! : null,
    ...ratiosOf(amounts),
  };
}
