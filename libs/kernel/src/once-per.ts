import { systemClock, type Clock } from './clock';

/** Many keys are an attack; the list is emptied rather than grown, which costs a repeated note. */
const KEYS_MAX = 10_000;

/** Says whether it is time to do something again for a key: whoever is refused in a loop must not fill a log. */
export class OncePer {
  private readonly done = new Map<string, number>();

  constructor(
    private readonly everyMs: number,
    private readonly clock: Clock = systemClock,
  ) {}

  /** True at most once per period and key. */
  isDue(key: string): boolean {
    const now = this.clock.now().getTime();
    if ((this.done.get(key) ?? Number.NEGATIVE_INFINITY) > now - this.everyMs) return false;
    if (this.done.size >= KEYS_MAX) this.done.clear();
    this.done.set(key, now);
    return true;
  }
}
