/** One text for private, unresolvable and own targets: whoever may type URLs must not learn what lives inside. */
const REFUSED = 'the target is not allowed';

/** The target is blocked, cannot be resolved, or is no URL that we call. Nothing was sent. */
export class EgressRefused extends Error {
  constructor() {
    super(REFUSED);
    this.name = 'EgressRefused';
  }
}

export type EgressFailure = 'timeout' | 'connect' | 'tls' | 'reset' | 'protocol';

/** The target was allowed, but no answer came. The message never holds headers or body. */
export class EgressFailed extends Error {
  constructor(
    readonly failure: EgressFailure,
    readonly ms: number,
    readonly resolvedIp: string | null,
    cause: unknown,
  ) {
    super(`the target gave no answer: ${failure}`, { cause });
    this.name = 'EgressFailed';
  }
}

const CONNECT = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES|EPERM|EHOSTDOWN)$/;
const TIMEOUT = /^(UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|ETIMEDOUT)$/;
const RESET = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ECONNABORTED)$/;
const TLS =
  /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_OSSL|EPROTO|CRL_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH|INVALID_PURPOSE|SUBJECT_|AKID_|EE_KEY|CA_)/;

/** What an error of the HTTP client means to whoever reads the log. */
export function failureOf(error: unknown, timedOut: boolean): EgressFailure {
  const { code = '', name = '' } = (error ?? {}) as { code?: string; name?: string };
  if (timedOut || TIMEOUT.test(code) || name === 'TimeoutError') return 'timeout';
  if (TLS.test(code)) return 'tls';
  if (CONNECT.test(code)) return 'connect';
  if (RESET.test(code)) return 'reset';
  return 'protocol';
}
