import type { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { createTransport } from 'nodemailer';
import { MailFailed, MailRefused, failureOf } from './mail.errors';
import { isHeaderText, isMailAddress, parseMailbox, type Mailbox } from './mail.rules';
import { parseSmtpUrl, type SmtpTarget } from './smtp-target';

export interface MailOptions {
  /** `smtp[s]://[user:password@]host[:port]` */
  readonly url: string;
  /** `name@domain` or `Name <name@domain>`. */
  readonly from: string;
  /** An authority to trust besides the usual ones. */
  readonly caPem?: string;
  /** For tests of the limits. */
  readonly limits?: { readonly connectMs?: number; readonly totalMs?: number };
}

export interface MailAttachment {
  readonly filename: string;
  readonly content: Readable | Buffer;
  readonly contentType: string;
}

export interface MailMessage {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly MailAttachment[];
  /** Ends the sending early. */
  readonly signal?: AbortSignal;
}

export interface MailReceipt {
  readonly messageId: string;
  readonly accepted: readonly string[];
  /** Addresses that the server would not take; the others have the message. */
  readonly rejected: readonly string[];
}

/** A mail server of the same country answers in milliseconds; what has not connected in 5 s will not. */
const CONNECT_MS = 5_000;
/** The whole conversation, attachments included. A report of 20 MB takes 16 s at 10 Mbit/s. */
const TOTAL_MS = 30_000;
/** A message is for a team, not for a mailing list. */
const MAX_RECIPIENTS = 50;

/** Sends mail through the one configured server: verified TLS to every other machine, one connection a message, 30 s at most. */
export class Mailer {
  private readonly target: SmtpTarget | undefined;
  private readonly from: Mailbox | undefined;

  constructor(private readonly options: MailOptions | undefined) {
    this.target = options && parseSmtpUrl(options.url);
    this.from = options && parseMailbox(options.from);
    if (options && (!this.target || !this.from)) throw new Error('SMTP_URL or MAIL_FROM is not valid');
  }

  /** False without SMTP_URL and MAIL_FROM. */
  get isConfigured(): boolean {
    return this.target !== undefined;
  }

  /** @throws MailRefused for a message that must not be sent, MailFailed when the server did not take it. */
  async send(message: MailMessage): Promise<MailReceipt> {
    const files = message.attachments ?? [];
    try {
      if (!this.target || !this.from) throw new MailFailed('not_configured', 'no mail server is configured (SMTP_URL, MAIL_FROM)');
      requireLegal(message);
      return await this.deliver(this.target, this.from, message);
    } finally {
      // Nobody else will read what was not sent, and an open file would stay open.
      for (const { content } of files) if (!Buffer.isBuffer(content)) content.destroy();
    }
  }

  private async deliver(target: SmtpTarget, from: Mailbox, message: MailMessage): Promise<MailReceipt> {
    const deadline = AbortSignal.timeout(this.options?.limits?.totalMs ?? TOTAL_MS);
    const transport = createTransport(this.transportOf(target));
    try {
      const info = await transport.sendMail({
        from: { name: from.name, address: from.address },
        to: [...message.to],
        subject: message.subject,
        text: message.text,
        ...(message.html !== undefined && { html: message.html }),
        attachments: (message.attachments ?? []).map((file) => ({ ...file })),
        // Holiday answers to a machine are noise for whoever reads the sender's mailbox (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: message.signal ? AbortSignal.any([deadline, message.signal]) : deadline,
      });
      return { messageId: info.messageId, accepted: info.accepted, rejected: info.rejected };
    } catch (error) {
      throw deadline.aborted ? new MailFailed('timeout', 'the mail server took too long', error) : failureOf(error);
    } finally {
      transport.close();
    }
  }

  private transportOf({ host, port, secure, loopback, auth }: SmtpTarget): Parameters<typeof createTransport>[0] {
    const connectMs = this.options?.limits?.connectMs ?? CONNECT_MS;
    return {
      host,
      port,
      secure,
      ...(auth && { auth }),
      ...(!secure && (loopback ? { ignoreTLS: true } : { requireTLS: true })),
      tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(this.options?.caPem !== undefined && { ca: [...rootCertificates, this.options.caPem] }) },
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      dnsTimeout: connectMs,
      socketTimeout: this.options?.limits?.totalMs ?? TOTAL_MS,
      // A server that does not hang up is not waited for.
      socketCloseTimeout: 1_000,
      // A file name or URL inside a message is text, never something to fetch.
      disableFileAccess: true,
      disableUrlAccess: true,
    };
  }
}

function requireLegal({ to, subject, attachments = [] }: MailMessage): void {
  if (to.length === 0 || to.length > MAX_RECIPIENTS) throw new MailRefused(`a message needs 1 to ${MAX_RECIPIENTS} recipients`);
  if (!to.every(isMailAddress)) throw new MailRefused('a recipient is no mail address');
  if (subject.length > 500 || !isHeaderText(subject)) throw new MailRefused('the subject holds a line break or is too long');
  for (const { filename, contentType } of attachments)
    if (!isHeaderText(filename) || filename.length > 200 || !/^[\w.+-]+\/[\w.+-]+(; ?charset=[\w-]+)?$/.test(contentType))
      throw new MailRefused('the name or type of an attachment is not valid');
}
