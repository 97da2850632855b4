import { ExitCode } from '@anwen/kernel';

/** One broken row: where it is and what is wrong with it. */
export interface RowProblem {
  readonly file: string;
  /** 1 is the header; 0 when the whole file is meant. */
  readonly line: number;
  readonly reason: string;
}

/** Enough to see the pattern; a file of the wrong kind would otherwise print a line a row. */
const SHOWN = 50;

/** The data cannot be imported as it is; nothing was written. */
export class ImportRefused extends Error {
  readonly exitCode: number = ExitCode.verificationFailed;

  constructor(
    readonly problems: readonly RowProblem[],
    readonly total: number,
  ) {
    const more = total > problems.length ? `\n  … and ${total - problems.length} more` : '';
    const lines = problems.map((p) => `  ${p.file}${p.line > 0 ? `:${p.line}` : ''}: ${p.reason}`);
    super(`the data has ${total} problem${total === 1 ? '' : 's'}; nothing was written:\n${lines.join('\n')}${more}`);
    this.name = 'ImportRefused';
  }
}

/** The folder is not what the import needs (missing, or files missing). */
export class FolderRefused extends Error {
  readonly exitCode = ExitCode.precondition;
}

/** Collects every complaint about the data, so that one run shows them all. */
export class Problems {
  private readonly kept: RowProblem[] = [];
  private total = 0;

  add(file: string, line: number, reason: string): void {
    this.total++;
    if (this.kept.length < SHOWN) this.kept.push({ file, line, reason });
  }

  get count(): number {
    return this.total;
  }

  /** @throws ImportRefused when anything was reported. */
  refuse(): void {
    if (this.total > 0) throw new ImportRefused(this.kept, this.total);
  }
}
