/** Says of a subject whether a minute has passed since it was let through; a closed list of subjects keeps it small. */
export class OnceAMinute {
  private readonly lastAt = new Map<string, number>();

  permits(subject: string): boolean {
    const now = performance.now();
    if (now - (this.lastAt.get(subject) ?? -Infinity) < 60_000) return false;
    this.lastAt.set(subject, now);
    return true;
  }

  forget(): void {
    this.lastAt.clear();
  }
}
