import { Database } from '@anwen/database';
import { NO_SCOPE, systemActor } from '@anwen/kernel';
import { Injectable, Logger } from '@nestjs/common';
import type { Place } from './alert-texts.rules';
import { placeOf } from './alert.store';
import type { OpenChannel } from './channel-sender';
import { AlertChannels } from './channel.service';

/** The active channels in memory, secrets opened: what is left when the database is away. */
@Injectable()
export class ChannelCache {
  private readonly logger = new Logger('alerts');
  private channels: readonly OpenChannel[] = [];
  private hasRead = false;
  private known: Place = { name: '', timeZone: 'Asia/Taipei' };

  constructor(
    private readonly database: Database,
    private readonly service: AlertChannels,
  ) {}

  /** Reads them anew; what was known stays known when that fails. */
  async refresh(): Promise<void> {
    await this.database.read({ actor: systemActor('alerts'), scope: NO_SCOPE }, async (tx) => {
      const rows = (await this.service.list(tx)).filter((row) => row.active);
      this.known = await placeOf(tx);
      this.channels = rows.flatMap((row) => this.opened(row));
      this.hasRead = true;
    });
  }

  /** False until the database has answered once. */
  get isKnown(): boolean {
    return this.hasRead;
  }

  get place(): Place {
    return this.known;
  }

  forPages(): readonly OpenChannel[] {
    return this.channels.filter((channel) => channel.takesPages);
  }

  forDigest(): readonly OpenChannel[] {
    return this.channels.filter((channel) => channel.takesDigest);
  }

  find(publicId: string): OpenChannel | undefined {
    return this.channels.find((channel) => channel.publicId === publicId);
  }

  /** One channel whose secret cannot be read must not silence the others. */
  private opened(row: Parameters<AlertChannels['open']>[0]): OpenChannel[] {
    try {
      return [this.service.open(row)];
    } catch (error) {
      this.logger.error({ msg: 'an alert channel cannot be opened', channel: row.name, reason: (error as Error).message });
      return [];
    }
  }
}
