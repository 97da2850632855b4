const DAY_MS = 86_400_000;

/** `2026-11-22` so many calendar days later (earlier when negative). */
export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The days on which the factory works, and counting along them. Beyond the days that it was given every weekday counts. */
export class Workdays {
  /** @param days ascending, as the factory's calendar names them between `from` and `to` */
  constructor(
    private readonly days: readonly string[],
    private readonly from: string,
    private readonly to: string,
  ) {}

  /** The n-th working day before this one; with 0 the last one that is not after it. */
  back(day: string, n: number): string {
    return this.walk(day, n, -1);
  }

  /** The n-th working day after this one; with 0 the first one that is not before it. */
  forward(day: string, n: number): string {
    return this.walk(day, n, 1);
  }

  private walk(day: string, n: number, step: 1 | -1): string {
    let at = this.settle(day, step);
    for (let left = n; left > 0; left--) at = this.settle(addDays(at, step), step);
    return at;
  }

  private settle(day: string, step: 1 | -1): string {
    let at = day;
    while (!this.isWorkday(at)) at = addDays(at, step);
    return at;
  }

  private isWorkday(day: string): boolean {
    if (this.days.length > 0 && day >= this.from && day <= this.to) return this.known.has(day);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  }

  private get known(): ReadonlySet<string> {
    return (this.set ??= new Set(this.days));
  }
  private set: ReadonlySet<string> | undefined;
}
