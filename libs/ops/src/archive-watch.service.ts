import { alerts } from '@anwen/alerts';
import { Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, AppError, systemActor } from '@anwen/kernel';
import { ArchiveDamaged, ObjectStorage, readLines } from '@anwen/storage';
import { Injectable } from '@nestjs/common';

interface KeptFile {
  readonly policy: string;
  readonly key: string;
  readonly manifestKey: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number;
}

export interface ArchiveProblem {
  readonly file: string;
  readonly problem: string;
}

const ACTOR = systemActor('archive watch');
/** As many problems as a person reads; the count tells the rest. */
const SHOWN = 10;

/** What is in files alone is looked at while there is still a backup of it: every night that it is there, every month that it is whole. */
@Injectable()
export class ArchiveWatch {
  constructor(
    private readonly database: Database,
    private readonly storage: ObjectStorage,
  ) {}

  /** Each file and manifest is there and as long as it was. */
  async check(signal?: AbortSignal): Promise<{ checked: number; problems: number }> {
    const files = await this.files();
    const problems: ArchiveProblem[] = [];
    for (const { key, manifestKey, bytes } of files) {
      signal?.throwIfAborted();
      const found = await this.storage.stat(key);
      if (found?.bytes !== bytes) problems.push({ file: key, problem: found ? `it has ${found.bytes} bytes instead of ${bytes}` : 'it is missing' });
      if (!(await this.storage.stat(manifestKey))) problems.push({ file: manifestKey, problem: 'it is missing' });
    }
    await this.tell('archives', problems);
    return { checked: files.length, problems: problems.length };
  }

  /** Reads every file of rows from end to end; `more` are the problems that the ledger has found in its own. */
  async verify(more: readonly ArchiveProblem[], signal?: AbortSignal): Promise<{ checked: number; problems: number }> {
    const files = (await this.files()).filter(({ policy }) => policy !== 'inventory.movements');
    const problems = [...more];
    for (const file of files) {
      signal?.throwIfAborted();
      const problem = await this.problemOf(file);
      if (problem) problems.push({ file: file.key, problem });
    }
    await this.tell('archive_contents', problems);
    return { checked: files.length, problems: problems.length };
  }

  private async problemOf(file: KeptFile): Promise<string | undefined> {
    try {
      let rows = 0;
      for await (const line of readLines(this.storage, file)) rows += line === '' ? 0 : 1;
      return rows === file.rows ? undefined : `it holds ${rows} rows instead of ${file.rows}`;
    } catch (error) {
      if (error instanceof ArchiveDamaged || error instanceof AppError) return error.message;
      throw error;
    }
  }

  private tell(subject: string, problems: readonly ArchiveProblem[]): Promise<void> {
    return this.transaction(async (tx) => {
      if (problems.length === 0) await alerts.resolve(tx, 'invariant.broken', subject);
      else await alerts.raise(tx, { code: 'invariant.broken', subject, data: { problems: problems.length, first: problems.slice(0, SHOWN) } });
    });
  }

  private files(): Promise<KeptFile[]> {
    return this.transaction((tx) =>
      tx.query(
        `SELECT policy_key AS policy, file_key AS key, manifest_key AS "manifestKey", bytes::float8 AS bytes, sha256, rows::float8 AS rows FROM sys_archives
          WHERE state IN ('verified', 'kept') ORDER BY id`,
      ),
    );
  }

  private transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE }, work);
  }
}
