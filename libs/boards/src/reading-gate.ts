/** Of the pool's ten connections: boards may wait, postings may not. */
const READING_MAX = 4;

/** Lets some read at a time, the others in the order in which they came. All caches of boards share one. */
export class ReadingGate {
  private readonly waiting: (() => void)[] = [];
  private reading = 0;

  async enter(): Promise<void> {
    if (this.reading >= READING_MAX) await new Promise<void>((resume) => this.waiting.push(resume));
    else this.reading++;
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.reading--;
  }
}
