import { isIP } from 'node:net';

export interface SmtpTarget {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS is demanded before anything is said. */
  readonly secure: boolean;
  /** This machine: nothing leaves it, so plain text is allowed and its self-signed STARTTLS is not asked for. */
  readonly loopback: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

/**
 * Reads `smtp[s]://[user:password@]host[:port]`. Anything behind the host is refused: that is where a URL could turn
 * the verification of certificates off, and this product has no such switch.
 */
export function parseSmtpUrl(text: string): SmtpTarget | undefined {
  let url: URL;
  try {
    url = new URL(text);
    if (!/^smtps?:$/.test(url.protocol) || url.hostname === '') return undefined;
    if (url.search !== '' || url.hash !== '' || !['', '/'].includes(url.pathname)) return undefined;
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const secure = url.protocol === 'smtps:';
    const auth = url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } };
    // Ports of RFC 8314: 465 for TLS, 587 for submission.
    return { host, port: Number(url.port) || (secure ? 465 : 587), secure, loopback: isLoopback(host), ...auth };
  } catch {
    return undefined;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
