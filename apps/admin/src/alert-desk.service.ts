import { createHash } from 'node:crypto';
import {
  AlertChannels,
  AlertService,
  alertDictionary,
  type AlertListRow,
  type ChannelAddress,
  type ChannelInput,
  type ChannelPatch,
  type ChannelRow,
} from '@anwen/alerts';
import { audit } from '@anwen/audit';
import { Database, type Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, NO_SCOPE, pageOf, type Actor, type Locale, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { AlertChannelView, AlertQuery, AlertView, ChannelTestResult } from './v1/alerts.dto';

/** Alerts and their channels for a person: pages, words instead of codes, and an audit row for every change. */
@Injectable()
export class AlertDesk {
  constructor(
    private readonly alerts: AlertService,
    private readonly channels: AlertChannels,
    private readonly database: Database,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, actor: Actor, { state, cursor, limit }: AlertQuery): Promise<Page<AlertView>> {
    const binding = ['alerts', state];
    const before = cursor === undefined ? null : this.codec.decode(cursor, binding)[0]!;
    const rows = await this.alerts.list(tx, { open: state === 'open', before, limit: limit + 1 });
    return pageOf(
      rows,
      limit,
      (last) => this.codec.encode([last.id], binding),
      (row) => presentAlert(row, actor.locale),
    );
  }

  async acknowledge(tx: Tx, actor: Actor, id: string): Promise<AlertView> {
    return presentAlert(await this.alerts.acknowledge(tx, id, actor.userId), actor.locale);
  }

  async close(tx: Tx, actor: Actor, id: string, reason: string): Promise<AlertView> {
    const row = await this.alerts.close(tx, id, { by: actor.userId, reason });
    audit.record(tx, actor, 'settings.changed', { type: 'alert', id }, { diff: { closed: { code: row.code, subject: row.subject } }, reason });
    return presentAlert(row, actor.locale);
  }

  async create(tx: Tx, actor: Actor, input: ChannelInput): Promise<AlertChannelView> {
    const row = await this.channels.create(tx, input);
    this.record(tx, actor, row, { made: [null, shown(row)] });
    return presentChannel(row);
  }

  async change(tx: Tx, actor: Actor, at: { id: string; rowVersion: number }, patch: ChannelPatch): Promise<AlertChannelView> {
    const before = await this.channels.get(tx, at.id);
    const row = await this.channels.change(tx, at, patch);
    const secrets = (['url', 'token', 'caPem'] as const).filter((field) => patch[field] !== undefined);
    this.record(tx, actor, row, { changed: [shown(before), shown(row)], replaced: secrets });
    return presentChannel(row);
  }

  async discard(tx: Tx, actor: Actor, at: { id: string; rowVersion: number }): Promise<void> {
    const before = await this.channels.get(tx, at.id);
    await this.channels.discard(tx, at);
    this.record(tx, actor, before, { discarded: [shown(before), null] });
  }

  /** Sends a message now. No transaction is open meanwhile: a mail server may take half a minute. */
  async test(actor: Actor, id: string): Promise<ChannelTestResult> {
    const within = { actor, scope: NO_SCOPE };
    const { row, place } = await this.database.read(within, async (tx) => ({ row: await this.channels.get(tx, id), place: await this.channels.placeOf(tx) }));
    const { ok, reason, ms } = await this.channels.test(row, place);
    return { ok, reason, ms };
  }

  private record(tx: Tx, actor: Actor, { publicId }: ChannelRow, diff: object): void {
    audit.record(tx, actor, 'settings.changed', { type: 'alert_channel', id: publicId }, { diff });
  }
}

const text = (at: Date | null): string | null => at?.toISOString() ?? null;

/** All that decides who gets the alerts; of the authority only which one it is. */
function shown({ kind, name, target, options, takesPages, takesDigest, active }: ChannelRow): object {
  const { caPem, ...address } = options as ChannelAddress;
  const authority = caPem === undefined ? null : createHash('sha256').update(caPem).digest('hex').slice(0, 16);
  return { kind, name, target, ...address, authority, takesPages, takesDigest, active };
}

export function presentChannel(row: ChannelRow): AlertChannelView {
  const { publicId: id, kind, name, target, takesPages, takesDigest, active, lastError, rowVersion, options } = row;
  const { to, preset, recipient, transport, host, port, allow, allowHttp } = options as Partial<AlertChannelView>;
  const address = { to, preset, recipient, transport, host, port, allow, allowHttp };
  const health = { lastSuccessAt: text(row.lastSuccessAt), lastFailureAt: text(row.lastFailureAt), lastError };
  return { id, kind, name, target, ...address, hasSecret: row.secretEnc !== null, takesPages, takesDigest, active, ...health, rowVersion };
}

function presentAlert(row: AlertListRow, locale: Locale): AlertView {
  const known = Object.hasOwn(alertDictionary, row.code) ? alertDictionary[row.code as keyof typeof alertDictionary] : undefined;
  const [title, advice] = locale === 'en' ? [known?.en, known?.doEn] : [known?.zh, known?.doZh];
  return {
    id: row.publicId,
    code: row.code,
    title: title ?? row.code,
    advice: advice ?? '',
    subject: row.subject,
    pages: row.pages,
    data: row.data,
    times: Number(row.times),
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    pagedAt: text(row.notifiedAt),
    acknowledgedAt: text(row.acknowledgedAt),
    acknowledgedBy: row.acknowledgedBy,
    resolvedAt: text(row.resolvedAt),
    closeReason: row.closeReason ?? null,
  };
}
