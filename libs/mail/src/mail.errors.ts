/** What a caller may do about it: `refused_by_server` needs another address or login, the rest may work later. */
export type MailFailure = 'not_configured' | 'timeout' | 'connect' | 'tls' | 'auth' | 'refused_by_server' | 'content' | 'cancelled' | 'protocol';

/** The message must not be sent as it is: a bug of ours or a forged input. */
export class MailRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'MailRefused';
  }
}

/** The mail server did not take the message. `message` is fit for an administrator: no password, no content. */
export class MailFailed extends Error {
  constructor(
    readonly reason: MailFailure,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'MailFailed';
  }
}

const REASONS: Readonly<Record<string, MailFailure>> = {
  ETIMEDOUT: 'timeout',
  ECONNECTION: 'connect',
  ESOCKET: 'connect',
  EDNS: 'connect',
  ETLS: 'tls',
  EAUTH: 'auth',
  ENOAUTH: 'auth',
  EENVELOPE: 'refused_by_server',
  EMESSAGE: 'refused_by_server',
  ESTREAM: 'content',
  EABORT: 'cancelled',
};

/** Reads nodemailer's error; the server's own line helps more than any word of ours. */
export function failureOf(error: unknown): MailFailed {
  const { code, message, response } = error as { code?: string; message: string; response?: string };
  const reason = /certificate|self.signed|altname|wrong version number|handshake/i.test(message) ? 'tls' : (REASONS[code ?? ''] ?? 'protocol');
  return new MailFailed(reason, (response ?? message).slice(0, 300), error);
}
