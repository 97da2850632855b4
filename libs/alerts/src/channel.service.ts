import type { Tx } from '@anwen/database';
import { SecretBox, uuidV7, type SecretPlace } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { alertErrors } from './alerts.errors';
import { testMessage } from './alert-texts.rules';
import { placeOf } from './alert.store';
import { alerts } from './alerts';
import { ChannelSender, type OpenChannel, type SendResult } from './channel-sender';
import { originOf, problemsOf, shownTarget, type ChannelAddress, type ChannelKind } from './channel.rules';
import { channelStore, type ChannelRow } from './channel.store';

export interface ChannelInput extends ChannelAddress {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly takesPages?: boolean;
  readonly takesDigest?: boolean;
  readonly active?: boolean;
}

/** What is given replaces what was there; a secret that is not given stays, but for a token whose server changes. */
export type ChannelPatch = Partial<Omit<ChannelInput, 'kind'>>;

/** More ways out would hide which of them somebody really reads. */
const CHANNELS = 20;

/** Where alerts go: kept complete, with their secrets sealed. */
@Injectable()
export class AlertChannels {
  constructor(
    private readonly box: SecretBox,
    private readonly sender: ChannelSender,
  ) {}

  list(tx: Tx): Promise<ChannelRow[]> {
    return channelStore.list(tx);
  }

  /** @throws alerts.channel_not_found */
  async get(tx: Tx, id: string): Promise<ChannelRow> {
    const row = await channelStore.find(tx, id);
    if (!row) throw alertErrors.channel_not_found();
    return row;
  }

  /** @throws alerts.channel_invalid | alerts.too_many_channels */
  async create(tx: Tx, input: ChannelInput): Promise<ChannelRow> {
    if ((await channelStore.list(tx)).length >= CHANNELS) throw alertErrors.too_many_channels({ limit: CHANNELS });
    const { kind, name, takesPages = true, takesDigest = true, active = true, ...address } = input;
    const publicId = uuidV7();
    await channelStore.insert(tx, { publicId, kind, name, takesPages, takesDigest, active, ...this.stored(publicId, kind, address) });
    tx.wakeAfterCommit('anwen_alerts');
    return this.get(tx, publicId);
  }

  /** @throws alerts.channel_not_found | alerts.channel_stale | alerts.channel_invalid */
  async change(tx: Tx, { id, rowVersion }: { id: string; rowVersion: number }, patch: ChannelPatch): Promise<ChannelRow> {
    const row = await this.lock(tx, id, rowVersion);
    const { name = row.name, takesPages = row.takesPages, takesDigest = row.takesDigest, active = row.active, ...given } = patch;
    const address = this.stored(id, row.kind, merged(this.addressOf(row), present(given)));
    await channelStore.update(tx, { publicId: id, kind: row.kind, name, takesPages, takesDigest, active, ...address });
    if (!active) await alerts.resolve(tx, 'channel.failing', row.publicId);
    tx.wakeAfterCommit('anwen_alerts');
    return this.get(tx, id);
  }

  /** @throws alerts.channel_not_found | alerts.channel_stale */
  async discard(tx: Tx, { id, rowVersion }: { id: string; rowVersion: number }): Promise<void> {
    const row = await this.lock(tx, id, rowVersion);
    await channelStore.markDeleted(tx, row.id);
    await alerts.resolve(tx, 'channel.failing', row.publicId);
    tx.wakeAfterCommit('anwen_alerts');
  }

  /** Sends a test message now and tells what happened. Outside any transaction: it may take half a minute. */
  async test(row: ChannelRow, place: { name: string; timeZone: string }): Promise<SendResult> {
    return this.sender.send(this.open(row), testMessage(place));
  }

  placeOf(tx: Tx): ReturnType<typeof placeOf> {
    return placeOf(tx);
  }

  /** @throws SecretUnreadable when the installation's master secret is another one. */
  open(row: ChannelRow): OpenChannel {
    const { publicId, name, kind, takesPages, takesDigest } = row;
    return { publicId, name, kind, takesPages, takesDigest, address: this.addressOf(row) };
  }

  private async lock(tx: Tx, id: string, rowVersion: number): Promise<ChannelRow> {
    const row = await channelStore.find(tx, id, true);
    if (!row) throw alertErrors.channel_not_found();
    if (row.rowVersion !== rowVersion) throw alertErrors.channel_stale();
    return row;
  }

  private stored(publicId: string, kind: ChannelKind, address: ChannelAddress): Pick<ChannelRow, 'target' | 'options' | 'secretEnc'> {
    const missing = problemsOf(kind, address);
    if (missing.length > 0) {
      const errors = missing.map((field) => ({ pointer: `/${field}`, code: 'invalid', message: 'is missing or not valid' }));
      throw alertErrors.channel_invalid({ missing: missing.join(', '), errors });
    }
    const { url, token, ...options } = address;
    const secret = url === undefined && token === undefined ? null : this.box.seal(JSON.stringify({ url, token }), placeOfSecret(publicId));
    return { target: shownTarget(kind, address), options: { ...options }, secretEnc: secret };
  }

  private addressOf({ publicId, options, secretEnc }: ChannelRow): ChannelAddress {
    const secrets = secretEnc === null ? {} : (JSON.parse(this.box.open(secretEnc, placeOfSecret(publicId))) as ChannelAddress);
    return { ...(options as ChannelAddress), ...secrets };
  }
}

const placeOfSecret = (publicId: string): SecretPlace => ({ table: 'sys_alert_channels', column: 'secret_enc', id: publicId });

/** A field that is there without a value was not given. */
function present<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** A token belongs to the server that it was made for; whoever points the channel elsewhere must not have it sent there. */
function merged(before: ChannelAddress, given: ChannelAddress): ChannelAddress {
  const after = { ...before, ...given };
  if (given.token !== undefined || originOf(before) === originOf(after)) return after;
  const { token: _dropped, ...rest } = after;
  return rest;
}
