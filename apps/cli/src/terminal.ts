import type { Writable } from 'node:stream';

/** Data goes to standard output, everything for the eye (progress, notes, errors) to standard error. */
export class Terminal {
  private progressWidth = 0;

  constructor(
    readonly json: boolean,
    private readonly out: Writable = process.stdout,
    private readonly err: Writable & { isTTY?: boolean } = process.stderr,
  ) {}

  /** The answer of the command: one JSON document with --json, otherwise the lines for people. */
  data(document: unknown, lines: readonly string[]): void {
    this.clearProgress();
    this.out.write(this.json ? `${JSON.stringify(document)}\n` : lines.map((line) => `${line}\n`).join(''));
  }

  note(line: string): void {
    this.clearProgress();
    this.err.write(`${line}\n`);
  }

  /** Overwrites itself on a terminal; in a log every call is a line, so callers space them out. */
  progress(line: string): void {
    if (!this.err.isTTY) return this.note(line);
    this.err.write(`\r${line.padEnd(this.progressWidth)}`);
    this.progressWidth = line.length;
  }

  error(message: string, code?: string): void {
    this.clearProgress();
    this.err.write(this.json ? `${JSON.stringify({ error: { ...(code && { code }), message } })}\n` : `anwen: ${message}\n`);
  }

  private clearProgress(): void {
    if (this.progressWidth > 0) this.err.write(`\r${' '.repeat(this.progressWidth)}\r`);
    this.progressWidth = 0;
  }
}

/** Aligned columns; Chinese characters take two places on a terminal. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, width(cell))));
  return rows.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
}

function width(text: string): number {
  return [...text].reduce(
    (sum, char) => sum + (/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/.test(char) ? 2 : 1),
    0,
  );
}
