import { CalendarPlanService, ShiftService } from '@anwen/catalog/engineering';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import type { INestApplicationContext } from '@nestjs/common';
import type { Calendar } from './calendar';

const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const week = (shifts: string[]): Record<string, string[]> => Object.fromEntries(WORKDAYS.map((day) => [day, shifts]));

/** The factory works by day, the machines into the night. Who tries it on a weekend finds overtime, so that today has hours at all. */
export async function workingTime(
  tx: Tx,
  { actor, services, calendar }: { actor: Actor; services: INestApplicationContext; calendar: Calendar },
): Promise<void> {
  await services.get(ShiftService).createMany(tx, actor, [
    { code: 'DAY', name: '日班', startsAt: '08:00', endsAt: '17:00', breakMinutes: 60 },
    { code: 'EVE', name: '小夜班', startsAt: '17:00', endsAt: '01:30', breakMinutes: 30 },
  ]);
  const plans = services.get(CalendarPlanService);
  for (const { code, name, shifts, isDefault } of [
    { code: 'FACTORY', name: '工廠行事曆', shifts: ['DAY'], isDefault: true },
    { code: 'CNC-2S', name: 'CNC 兩班制', shifts: ['DAY', 'EVE'], isDefault: false },
  ]) {
    const { id } = await plans.create(tx, actor, { code, name, week: week(shifts), isDefault });
    if (!calendar.isWorkday(0)) await plans.replaceExceptions(tx, actor, { id, patch: { exceptions: [{ day: calendar.date(0), shifts, note: '趕貨加班' }] } });
  }
}
