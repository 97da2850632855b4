/** How often a line appears in a log; a terminal is redrawn four times a second. */
export const LOG_INTERVAL_MS = 10_000;
export const TERMINAL_INTERVAL_MS = 250;

/** Says how far a long piece of work is, how fast it goes, and when it will be done. */
export class Progress {
  private done = 0;
  /** Work that was found done already is no measure of speed. */
  private skipped = 0;
  private readonly started: number;
  private said: number;

  constructor(
    private readonly work: { readonly total: number; readonly of: string },
    private readonly say: (line: string) => void,
    private readonly intervalMs: number,
    private readonly now: () => number = Date.now,
  ) {
    this.started = now();
    this.said = this.started;
  }

  step(amount: number, options: { skipped?: boolean; where: string }): void {
    this.done += amount;
    if (options.skipped) this.skipped += amount;
    if (this.now() - this.said < this.intervalMs && this.done < this.work.total) return;
    this.said = this.now();
    this.say(this.line(options.where));
  }

  /** Units a second of the work that was really done. */
  get rate(): number {
    return (this.done - this.skipped) / Math.max((this.now() - this.started) / 1000, 0.001);
  }

  private line(where: string): string {
    const { total, of } = this.work;
    const percent = Math.floor((this.done / Math.max(total, 1)) * 100);
    const rate = this.rate;
    const left = rate > 0 ? `${duration((total - this.done) / rate)} left` : 'time left unknown yet';
    return `${where}  ${grouped(this.done)} of ${grouped(total)} ${of} (${percent} %)  ${grouped(Math.round(rate))}/s  ${left}`;
  }
}

export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** 666993 → 666 993 */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ' ');
}
