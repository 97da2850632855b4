import { Database, runExclusively, type Tx, type WakeUpListener } from '@anwen/database';
import { NO_SCOPE, systemActor, systemClock } from '@anwen/kernel';
import { Injectable, Logger } from '@nestjs/common';
import { digestMessage, pageMessage, recoveryMessage, type AlertMessage, type AlertRow } from './alert-texts.rules';
import * as store from './alert.store';
import { alerts } from './alerts';
import { ChannelCache } from './channel-cache.service';
import { ChannelSender, isCertain, type OpenChannel, type SendResult } from './channel-sender';
import { channelStore } from './channel.store';
import { DeliveryMemory, RETRY_MS, type Kind } from './delivery-memory';
import { digestDay } from './digest.rules';

/** The wake-up call makes a page leave at once; the poll makes good a call that was lost. */
const POLL_MS = 5_000;
/** Sending takes 30 s at most (mail); the keeper of the lock waits a little longer. */
const SENDING_LIMIT_MS = 90_000;
/** A message under way is given this long when the worker stops; what was not told is told by the next worker. */
const STOP_MS = 15_000;

const KINDS: readonly Kind[] = ['page', 'recovery', 'digest'];

interface Envelope {
  readonly channel: OpenChannel;
  readonly message: AlertMessage;
  /** What the channel has when it has this. */
  readonly ids: readonly string[];
}

/** Brings alerts to people: five kinds at once, the rest at eight in the morning. Started by the worker; uses no Redis. */
@Injectable()
export class AlertNotifier {
  private readonly logger = new Logger('alerts');
  private listener: WakeUpListener | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private wanted = false;
  private readonly memory = new DeliveryMemory();
  /** Nobody could be told, or it could not be written down that somebody was: until then the kind is left alone. */
  private readonly rests = new Map<Kind, number>();
  /** The digest of a day that somebody has and some channels still lack. */
  private digest: { readonly day: string; readonly message: AlertMessage } | undefined;

  constructor(
    private readonly database: Database,
    private readonly cache: ChannelCache,
    private readonly sender: ChannelSender,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), POLL_MS);
    this.listener = this.database.listen(['anwen_alerts'], () => this.wake());
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.listener?.close();
    await Promise.race([this.running, new Promise((resume) => setTimeout(resume, STOP_MS).unref())]);
  }

  /** One look at what is to be told, by one worker at a time. */
  async tick(now: Date = systemClock.now()): Promise<void> {
    const kinds = KINDS.filter((kind) => (this.rests.get(kind) ?? 0) <= now.getTime());
    const due = await this.read(async (tx) => {
      for (const kind of kinds) if (await this.isDue(kind, tx, now)) return true;
      return false;
    });
    if (!due) return;
    await runExclusively(this.database, 'alerts.notify', SENDING_LIMIT_MS, async () => {
      await this.cache.refresh();
      for (const kind of kinds) await this.attend(kind, now);
    });
  }

  /** What goes wrong with one kind holds back no other. */
  private async attend(kind: Kind, now: Date): Promise<void> {
    const told = await (kind === 'digest' ? this.tellDigest(now) : this.tell(kind, now)).catch((error: unknown) => {
      this.logger.error({ msg: 'alerts could not be told or written down', kind, reason: (error as Error).message });
      return false;
    });
    if (told) this.rests.delete(kind);
    else this.rests.set(kind, now.getTime() + RETRY_MS);
  }

  private wake(): void {
    this.wanted = true;
    this.running ??= this.work().finally(() => (this.running = undefined));
  }

  private async work(): Promise<void> {
    while (this.wanted) {
      this.wanted = false;
      await this.tick().catch((error: unknown) => this.logger.warn({ msg: 'alerts could not be looked at', reason: (error as Error).message }));
    }
  }

  private async isDue(kind: Kind, tx: Tx, now: Date): Promise<boolean> {
    if (kind === 'page') return (await store.duePages(tx)).length > 0;
    if (kind === 'recovery') return (await store.dueRecoveries(tx)).length > 0;
    return this.digest !== undefined || (await this.dueDay(tx, now)) !== undefined;
  }

  /** Each channel gets what it lacks. False when nobody could be told of something. */
  private async tell(kind: 'page' | 'recovery', now: Date): Promise<boolean> {
    const rows = await this.read((tx) => (kind === 'page' ? store.duePages(tx) : store.dueRecoveries(tx)));
    const channels = this.cache.forPages();
    const write = kind === 'page' ? pageMessage : recoveryMessage;
    const lacks = (channel: OpenChannel, row: store.DueRow): boolean =>
      !this.memory.has(kind, channel, row.id) && (!row.isTold || row.owedTo.includes(channel.publicId));
    this.memory.keepOnly(kind, idsOf(rows));
    const envelopes = channels.flatMap((channel) => {
      const lacking = this.memory.isResting(kind, channel, now) ? [] : rows.filter((row) => lacks(channel, row));
      return lacking.length === 0 ? [] : [{ channel, message: write(this.cache.place, lacking), ids: idsOf(lacking) }];
    });
    const results = await this.send(kind, envelopes, now);
    const isTold = (row: store.DueRow): boolean => row.isTold || channels.some((one) => isCertain(one) && this.memory.has(kind, one, row.id));
    const marks = rows.filter(isTold).map((row) => ({ id: row.id, owedTo: channels.filter((one) => lacks(one, row)).map((one) => one.publicId) }));
    const changed = marks.filter(({ id, owedTo }) => rows.some((row) => row.id === id && (!row.isTold || row.owedTo.length !== owedTo.length)));
    await this.write(results, async (tx) => void (changed.length > 0 && (await store.markTold(tx, kind, changed))));
    return this.judge(kind, results, rows.every(isTold));
  }

  private async dueDay(tx: Tx, now: Date): Promise<string | undefined> {
    const day = digestDay(now, (await store.placeOf(tx)).timeZone);
    return day !== undefined && (await store.lastDigestDay(tx)) !== day ? day : undefined;
  }

  private async tellDigest(now: Date): Promise<boolean> {
    const due = await this.read((tx) => this.dueDay(tx, now));
    if (due === undefined) return this.repeatDigest(now);
    const rows = await this.read((tx) => store.digestRows(tx));
    const told = async (tx: Tx): Promise<void> => {
      await store.markDigested(tx, idsOf(rows));
      await store.setDigestDay(tx, due);
    };
    // A quiet night needs no message, which is noted all the same.
    if (rows.length === 0) return this.write([], told).then(() => true);
    const message = digestMessage(this.cache.place, sorted(rows));
    const results = await this.sendDigest(due, message, now);
    const isTold = this.cache.forDigest().some((one) => isCertain(one) && this.memory.has('digest', one, due));
    await this.write(results, async (tx) => void (isTold && (await told(tx))));
    if (isTold) this.digest = { day: due, message };
    return this.judge('digest', results, isTold);
  }

  /** Somebody has it; who could not be reached is tried again while it is day. */
  private async repeatDigest(now: Date): Promise<boolean> {
    const { digest } = this;
    const isOver =
      digest?.day !== digestDay(now, this.cache.place.timeZone) || this.cache.forDigest().every((one) => this.memory.has('digest', one, digest!.day));
    if (!digest || isOver) this.digest = undefined;
    else await this.write(await this.sendDigest(digest.day, digest.message, now), () => Promise.resolve());
    return true;
  }

  private sendDigest(day: string, message: AlertMessage, now: Date): Promise<SendResult[]> {
    this.memory.keepOnly('digest', [day]);
    const lacking = this.cache.forDigest().filter((one) => !this.memory.has('digest', one, day) && !this.memory.isResting('digest', one, now));
    return this.send(
      'digest',
      lacking.map((channel) => ({ channel, message, ids: [day] })),
      now,
    );
  }

  /** All at once. Remembers who has what before anything is written. */
  private async send(kind: Kind, envelopes: readonly Envelope[], now: Date): Promise<SendResult[]> {
    const sent = envelopes.map(async ({ channel, message, ids }) => {
      const result = await this.sender.sendWithin(channel, message);
      if (result.ok) this.memory.give(kind, channel, ids);
      else this.memory.failed(kind, channel, now);
      return result;
    });
    return Promise.all(sent);
  }

  private judge(kind: Kind, results: readonly SendResult[], isTold: boolean): boolean {
    const summary = { kind, sent: results.filter((r) => r.ok).length, failed: results.filter((r) => !r.ok && !r.heldBack).length };
    if (!isTold) this.logger.error({ msg: 'nobody could be told', ...summary });
    else if (results.length > 0) this.logger.log({ msg: 'an alert message was sent', ...summary });
    return isTold;
  }

  /** Each channel's outcome, and who was told. A channel that fails is an alert of its own. */
  private async write(results: readonly SendResult[], told: (tx: Tx) => Promise<void>): Promise<void> {
    await this.database.transaction({ actor: systemActor('alerts'), scope: NO_SCOPE }, async (tx) => {
      for (const { channel, ok, reason } of results.filter((result) => !result.heldBack)) {
        await channelStore.noteOutcome(tx, channel.publicId, { ok, reason });
        const { publicId: subject, name } = channel;
        if (reason === null) await alerts.resolve(tx, 'channel.failing', subject);
        else await alerts.raise(tx, { code: 'channel.failing', subject, data: { name, reason } });
      }
      await told(tx);
    });
  }

  private read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.read({ actor: systemActor('alerts'), scope: NO_SCOPE }, work);
  }
}

const idsOf = (rows: readonly AlertRow[]): string[] => rows.map((row) => row.id);

function sorted(rows: readonly (AlertRow & { readonly digestedAt: Date | null })[]): Parameters<typeof digestMessage>[1] {
  const over = rows.filter((row) => row.resolvedAt !== null);
  const open = rows.filter((row) => row.resolvedAt === null);
  return { over, open: open.filter((row) => row.digestedAt === null), old: open.filter((row) => row.digestedAt !== null) };
}
