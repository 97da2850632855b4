import { hostname } from 'node:os';
import { EgressClient } from '@anwen/egress';
import { systemClock } from '@anwen/kernel';
import { Mailer } from '@anwen/mail';
import { Injectable } from '@nestjs/common';
import type { AlertMessage } from './alert-texts.rules';
import type { ChannelAddress, ChannelKind } from './channel.rules';
import { syslogLine } from './syslog.rules';
import { sendSyslog } from './syslog-sender';
import { webhookRequest } from './webhook-bodies';

/** A channel with its secrets opened; lives in memory only. */
export interface OpenChannel {
  readonly publicId: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly address: ChannelAddress;
  readonly takesPages: boolean;
  readonly takesDigest: boolean;
}

export interface SendResult {
  readonly channel: OpenChannel;
  readonly ok: boolean;
  /** Somebody has it for certain; a datagram may have been lost on the way. */
  readonly told: boolean;
  /** Held back by the hourly limit; nothing was tried. */
  readonly heldBack: boolean;
  /** Why not, or what was wrong all the same. Fit for an administrator: no secret, no address beyond what the channel shows. */
  readonly reason: string | null;
  readonly ms: number;
}

/** A phone that rings more often than this is switched off; what is held back is merged into the next message. */
export const MESSAGES_PER_HOUR = 20;
const HOUR_MS = 3_600_000;
/** The receivers are chat services and the intranet: who needs longer is as good as down, and the next channel waits. */
const WEBHOOK_MS = 15_000;

/** Sends one message by one channel. Uses neither Redis nor the queue nor the database, so it works when they do not. */
@Injectable()
export class ChannelSender {
  private readonly sent = new Map<string, number[]>();

  constructor(
    private readonly mailer: Mailer,
    private readonly egress: EgressClient,
  ) {}

  /** All channels at once: a hanging one delays nobody. Never rejects. */
  sendAll(channels: readonly OpenChannel[], message: AlertMessage): Promise<SendResult[]> {
    return Promise.all(channels.map((channel) => this.sendWithin(channel, message)));
  }

  /** Held back when the channel has carried its messages of the hour. Never rejects. */
  async sendWithin(channel: OpenChannel, message: AlertMessage): Promise<SendResult> {
    if (this.mayCarry(channel)) return this.send(channel, message);
    return { channel, ok: false, told: false, heldBack: true, reason: null, ms: 0 };
  }

  /** Never rejects; a person who tests a channel is not held back by the limit. */
  async send(channel: OpenChannel, message: AlertMessage): Promise<SendResult> {
    const startedAt = performance.now();
    const [ok, reason] = await this.deliver(channel, message).then(
      (warning) => [true, warning] as const,
      (error: unknown) => [false, (error as Error).message.slice(0, 300)] as const,
    );
    // A message that did not leave has woken nobody.
    if (ok) this.sent.get(channel.publicId)?.push(systemClock.now().getTime());
    return { channel, ok, told: ok && isCertain(channel), heldBack: false, reason, ms: Math.round(performance.now() - startedAt) };
  }

  /** False when the channel has carried its 20 messages of the last hour. */
  mayCarry({ publicId }: OpenChannel): boolean {
    const since = systemClock.now().getTime() - HOUR_MS;
    const recent = (this.sent.get(publicId) ?? []).filter((at) => at > since);
    this.sent.set(publicId, recent);
    return recent.length < MESSAGES_PER_HOUR;
  }

  /** What was wrong although the message is out. */
  private async deliver({ kind, address }: OpenChannel, message: AlertMessage): Promise<string | null> {
    if (kind === 'smtp') return this.mail(address, message);
    if (kind === 'webhook') await this.post(address, message);
    else await this.log(address, message);
    return null;
  }

  /** When the server takes it for some, the message is out: sending it again would ring at those who have it. */
  private async mail({ to = [] }: ChannelAddress, message: AlertMessage): Promise<string | null> {
    const { rejected } = await this.mailer.send({ to, subject: message.title.slice(0, 300), text: `${message.text}\n` });
    return rejected.length === 0 ? null : `refused by the mail server: ${rejected.join(', ')}`.slice(0, 300);
  }

  private async post(address: ChannelAddress, message: AlertMessage): Promise<void> {
    const { allow = [], allowHttp = false, caPem } = address;
    const request = { ...webhookRequest(address, message), allow, allowHttp, deadlineMs: WEBHOOK_MS, ...(caPem !== undefined && { caPem }) };
    const { status } = await this.egress.post(request);
    // What the receiver says stays out: it may echo the URL and the token, and tell of servers that are nobody's business.
    if (status < 200 || status > 299) throw new Error(`HTTP ${status}`);
  }

  private async log({ host = '', port = 0, transport = 'udp', allow = [], caPem }: ChannelAddress, message: AlertMessage): Promise<void> {
    // The same fence as for webhooks: an address that was typed in must not reach what is ours.
    const { resolvedIp } = await this.egress.require({ url: `https://${host.includes(':') ? `[${host}]` : host}:${port}/`, allow });
    const line = syslogLine(message, { hostname: hostname(), pid: process.pid, at: systemClock.now() });
    await sendSyslog({ transport, host, ip: resolvedIp, port, caPem }, line);
  }
}

/** Over UDP nobody can know whether a message has arrived. */
export function isCertain({ kind, address }: OpenChannel): boolean {
  return kind !== 'syslog' || (address.transport !== undefined && address.transport !== 'udp');
}
