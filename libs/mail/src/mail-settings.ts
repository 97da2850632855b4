import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseSmtpUrl } from './smtp-target';
import { isMailAddress, parseMailbox } from './mail.rules';
import type { MailOptions } from './mailer';

const readable = z.string().transform((path, context) => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    context.addIssue({ code: 'custom', message: 'the file cannot be read' });
    return z.NEVER;
  }
});

const smtpUrl = z.string().refine((url) => parseSmtpUrl(url) !== undefined, 'is not of the form smtp[s]://[user:password@]host[:port]');

/** The part of an app's environment that mail needs; the password comes by file, so that no process list shows it. */
export const mailSettings = {
  SMTP_URL: smtpUrl.optional(),
  SMTP_URL_FILE: readable.pipe(smtpUrl).optional(),
  /** PEM of the authority that signed the mail server's certificate, when that is the factory's own. */
  SMTP_CA_FILE: readable.optional(),
  MAIL_FROM: z
    .string()
    .refine((from) => isMailAddress(parseMailbox(from)?.address ?? ''), 'is not of the form name@domain or "Name <name@domain>"')
    .optional(),
};

export interface MailEnvironment {
  readonly SMTP_URL?: string | undefined;
  readonly SMTP_URL_FILE?: string | undefined;
  readonly SMTP_CA_FILE?: string | undefined;
  readonly MAIL_FROM?: string | undefined;
}

/** Undefined = no mail server: `Mailer.isConfigured` is false and whoever wants to send is told so. */
export function mailOf(env: MailEnvironment): MailOptions | undefined {
  const url = env.SMTP_URL_FILE ?? env.SMTP_URL;
  if (url === undefined || env.MAIL_FROM === undefined) return undefined;
  return { url, from: env.MAIL_FROM, ...(env.SMTP_CA_FILE !== undefined && { caPem: env.SMTP_CA_FILE }) };
}
