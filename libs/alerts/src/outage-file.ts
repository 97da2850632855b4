import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { SecretBox, type SecretPlace } from '@anwen/kernel';
import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import type { Place } from './alert-texts.rules';
import type { OpenChannel } from './channel-sender';

export const OUTAGE_FILE = Symbol('OUTAGE_FILE');

/** An outage that is under way: who was told of it, across restarts. `pagedAt` = when somebody had it for certain. */
export interface Outage {
  readonly since: string;
  readonly pagedAt: string | null;
  readonly paged: readonly string[];
}

export interface OutageKnowledge {
  readonly place: Place;
  readonly channels: readonly OpenChannel[];
  readonly outage: Outage | null;
}

const SEALED_AS: SecretPlace = { table: 'file', column: 'outage', id: 'channels' };

/** What a worker has to know to page when it starts and finds no database: sealed, on this machine's own disk. Small, so read and written at one go. */
@Injectable()
export class OutageFile {
  private readonly logger = new Logger('alerts');
  private written = '';

  constructor(
    private readonly box: SecretBox,
    @Optional() @Inject(OUTAGE_FILE) private readonly path?: string,
  ) {}

  read(): OutageKnowledge | undefined {
    if (this.path === undefined) return undefined;
    try {
      return JSON.parse(this.box.open(readFileSync(this.path, 'utf8'), SEALED_AS)) as OutageKnowledge;
    } catch {
      // None yet, or sealed by another installation's secret: as good as none.
      return undefined;
    }
  }

  /** Does nothing when nothing has changed. A file that cannot be written is told of in the log; the watch goes on from memory. */
  keep(knowledge: OutageKnowledge): void {
    const text = JSON.stringify(knowledge);
    if (this.path === undefined || text === this.written) return;
    try {
      const next = `${this.path}.${process.pid}.new`;
      writeFileSync(next, this.box.seal(text, SEALED_AS), { mode: 0o600, flush: true });
      chmodSync(next, 0o600);
      renameSync(next, this.path);
    } catch (error) {
      this.logger.warn({ msg: 'a worker that starts without the database could page nobody', reason: (error as Error).message });
    }
    // Tried once for each change: a folder that is read-only stays so.
    this.written = text;
  }
}
