import { Database, runExclusively, type Tx, type WakeUpListener } from '@anwen/database';
import { NO_SCOPE, systemActor, systemClock } from '@anwen/kernel';
import { Injectable, Logger } from '@nestjs/common';
import { digestMessage, pageMessage, recoveryMessage, type AlertMessage, type AlertRow, type Place } from './alert-texts.rules';
import * as store from './alert.store';
import { alerts } from './alerts';
import { ChannelCache } from './channel-cache.service';
import { ChannelSender, type OpenChannel } from './channel-sender';
import { channelStore } from './channel.store';
import { digestDay } from './digest.rules';

/** The wake-up call makes a page leave at once; the poll makes good a call that was lost. */
const POLL_MS = 5_000;
/** Sending takes 30 s at most (mail); the keeper of the lock waits a little longer. */
const SENDING_LIMIT_MS = 90_000;
/** Nobody took the message: again after 30 s, then ever less often, but within ten minutes. */
const RETRY_MS = 30_000;
const RETRY_MAX_MS = 600_000;
/** A message under way is given this long when the worker stops; what was not told is told by the next worker. */
const STOP_MS = 15_000;

const KINDS = ['page', 'recovery', 'digest'] as const;
type Kind = (typeof KINDS)[number];

interface Outgoing {
  readonly message: AlertMessage;
  /** `nobody`: there is nothing to tell, which is noted all the same. */
  readonly channels: readonly OpenChannel[] | 'nobody';
  /** In the transaction that also keeps each channel's outcome, once somebody has the message. */
  readonly told: (tx: Tx) => Promise<void>;
}

/** Brings alerts to people: five kinds at once, the rest at eight in the morning. Started by the worker; uses no Redis. */
@Injectable()
export class AlertNotifier {
  private readonly logger = new Logger('alerts');
  private listener: WakeUpListener | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private wanted = false;
  /** Each kind waits by itself: a digest that nobody takes holds back no page. */
  private readonly rests = new Map<Kind, { readonly failures: number; readonly until: number }>();

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
    const kinds = KINDS.filter((kind) => (this.rests.get(kind)?.until ?? 0) <= now.getTime());
    const due = await this.read(async (tx) => {
      for (const kind of kinds) if (await this.isDue(kind, tx, now)) return true;
      return false;
    });
    if (!due) return;
    await runExclusively(this.database, 'alerts.notify', SENDING_LIMIT_MS, async () => {
      await this.cache.refresh();
      for (const kind of kinds) {
        const outgoing = await this.read((tx) => this.prepare(kind, tx, now));
        if (outgoing) this.rest(kind, await this.send(outgoing), now);
      }
    });
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

  private rest(kind: Kind, told: boolean, now: Date): void {
    const failures = told ? 0 : (this.rests.get(kind)?.failures ?? 0) + 1;
    this.rests.set(kind, { failures, until: told ? 0 : now.getTime() + Math.min(RETRY_MS * 2 ** (failures - 1), RETRY_MAX_MS) });
  }

  private async isDue(kind: Kind, tx: Tx, now: Date): Promise<boolean> {
    if (kind === 'page') return (await store.duePages(tx)).length > 0;
    if (kind === 'recovery') return (await store.dueRecoveries(tx)).length > 0;
    return (await this.dueDay(tx, now)) !== undefined;
  }

  private async prepare(kind: Kind, tx: Tx, now: Date): Promise<Outgoing | undefined> {
    const { place } = this.cache;
    if (kind === 'digest') return this.digest(place, tx, now);
    const rows = kind === 'page' ? await store.duePages(tx) : await store.dueRecoveries(tx);
    if (rows.length === 0) return undefined;
    const [write, mark] = kind === 'page' ? [pageMessage, store.markPaged] : [recoveryMessage, store.markRecoveryTold];
    return { message: write(place, rows), channels: this.cache.forPages(), told: (later) => mark(later, idsOf(rows)) };
  }

  private async dueDay(tx: Tx, now: Date): Promise<string | undefined> {
    const day = digestDay(now, (await store.placeOf(tx)).timeZone);
    return day !== undefined && (await store.lastDigestDay(tx)) !== day ? day : undefined;
  }

  private async digest(place: Place, tx: Tx, now: Date): Promise<Outgoing | undefined> {
    const day = await this.dueDay(tx, now);
    if (day === undefined) return undefined;
    const rows = await store.digestRows(tx);
    const told = async (later: Tx): Promise<void> => {
      await store.markDigested(later, idsOf(rows));
      await store.setDigestDay(later, day);
    };
    // A quiet night needs no message.
    return { message: digestMessage(place, sorted(rows)), channels: rows.length === 0 ? 'nobody' : this.cache.forDigest(), told };
  }

  /** True when at least one channel has it. The others' failure is an alert of its own. */
  private async send({ message, channels, told }: Outgoing): Promise<boolean> {
    if (channels === 'nobody') return this.write(told).then(() => true);
    const results = await this.sender.sendAll(channels, message);
    const ok = results.some((result) => result.ok);
    await this.write(async (tx) => {
      for (const { channel, reason } of results) {
        await channelStore.noteOutcome(tx, channel.publicId, reason);
        if (reason === null) await alerts.resolve(tx, 'channel.failing', channel.name);
        else await alerts.raise(tx, { code: 'channel.failing', subject: channel.name, data: { reason } });
      }
      if (ok) await told(tx);
    });
    const summary = { kind: message.kind, sent: results.filter((r) => r.ok).length, failed: results.filter((r) => !r.ok).length };
    if (ok) this.logger.log({ msg: 'an alert message was sent', ...summary });
    else this.logger.error({ msg: 'nobody could be told', title: message.title, channels: channels.length, ...summary });
    return ok;
  }

  private read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.read({ actor: systemActor('alerts'), scope: NO_SCOPE }, work);
  }

  private write(work: (tx: Tx) => Promise<void>): Promise<void> {
    return this.database.transaction({ actor: systemActor('alerts'), scope: NO_SCOPE }, work);
  }
}

const idsOf = (rows: readonly AlertRow[]): string[] => rows.map((row) => row.id);

function sorted(rows: readonly (AlertRow & { readonly digestedAt: Date | null })[]): Parameters<typeof digestMessage>[1] {
  const over = rows.filter((row) => row.resolvedAt !== null);
  const open = rows.filter((row) => row.resolvedAt === null);
  return { over, open: open.filter((row) => row.digestedAt === null), old: open.filter((row) => row.digestedAt !== null) };
}
