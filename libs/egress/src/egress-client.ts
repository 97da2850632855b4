import { Agent, buildConnector, request } from 'undici';
import { EgressFailed, EgressRefused, failureOf } from './egress.errors';
import type { DeploymentMode, EgressPolicy } from './egress-policy';
import { systemResolve, TargetCheck, type Fence, type Resolve } from './target-check';

export interface EgressTarget extends Fence {
  readonly url: string;
  /** Plain http; without effect in SaaS. */
  readonly allowHttp?: boolean;
}

export interface EgressRequest extends EgressTarget {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
  /** Total: name, connection, sending, waiting and reading together. */
  readonly deadlineMs: number;
  /** The only authority trusted for this target; the public ones when absent. Checking cannot be switched off. */
  readonly caPem?: string;
  /** Texts that must not come back in the snippet: a receiver may echo what we have sent. */
  readonly mask?: readonly string[];
}

export interface EgressAnswer {
  readonly status: number;
  /** Names in lower case; the last one wins when a header comes twice. */
  readonly headers: Readonly<Record<string, string>>;
  readonly ms: number;
  readonly resolvedIp: string;
  /** The beginning of the body, as text that can be stored. */
  readonly snippet: string;
}

/** Name, TCP and TLS together: who needs longer than this to pick up will not answer within the deadline either (SPEC-2.7). */
const CONNECT_MS = 5_000;
/** Nobody's answer is worth more; the rest is never read. */
const READ_BYTES = 64 * 1_024;
const SNIPPET_BYTES = 4 * 1_024;

type Connection = { address: string | null; refused: EgressRefused | null };

/** The only way out to addresses that a person has typed in: checked in the connect path and pinned to what was checked. */
export class EgressClient {
  private readonly check: TargetCheck;
  readonly mode: DeploymentMode;

  constructor(policy: EgressPolicy, resolve: Resolve = systemResolve) {
    this.mode = policy.mode;
    this.check = new TargetCheck(policy, resolve);
  }

  /** Whether the target could be called now; for the moment of saving. @throws EgressRefused */
  async require({ url, allowHttp = false, ...fence }: EgressTarget): Promise<{ resolvedIp: string }> {
    const { hostname, port, protocol } = this.check.parse(url, allowHttp);
    const asked = this.check.addresses(hostname, portOf(port, protocol), fence);
    const [resolvedIp] = await within(asked, AbortSignal.timeout(CONNECT_MS)).catch(() => Promise.reject(new EgressRefused()));
    return { resolvedIp };
  }

  /** Redirects are answers like others: never followed. @throws EgressRefused | EgressFailed */
  async post(message: EgressRequest): Promise<EgressAnswer> {
    const url = this.check.parse(message.url, message.allowHttp ?? false);
    const startedAt = performance.now();
    const signal = AbortSignal.timeout(message.deadlineMs);
    const connection: Connection = { address: null, refused: null };
    // An agent per call: a connection that is kept would skip the check of the next call.
    const agent = new Agent({ connect: this.connector(message, connection, signal), pipelining: 0, connections: 1, headersTimeout: 0, bodyTimeout: 0 });
    try {
      const { method, headers, body } = { method: 'POST' as const, ...message };
      const answer = await request(url, { method, headers, body, signal, dispatcher: agent });
      const snippet = await beginningOf(answer.body, message.mask ?? []);
      return { status: answer.statusCode, headers: flat(answer.headers), ms: since(startedAt), resolvedIp: connection.address!, snippet };
    } catch (error) {
      if (connection.refused) throw connection.refused;
      throw new EgressFailed(failureOf(error, signal.aborted), since(startedAt), connection.address, error);
    } finally {
      // Not awaited: what is left of the answer is thrown away with the connection.
      void agent.destroy().catch(() => undefined);
    }
  }

  /** A `lookup` hook would not be asked about IP literals; so the check sits in front of every connection. */
  private connector({ allow, onlyListed = false, caPem }: EgressRequest, connection: Connection, deadline: AbortSignal): buildConnector.connector {
    return (options, callback) => {
      const end = performance.now() + CONNECT_MS;
      const asked = this.check.addresses(options.hostname, portOf(options.port, options.protocol), { allow, onlyListed });
      within(asked, AbortSignal.any([deadline, AbortSignal.timeout(CONNECT_MS)])).then(
        (addresses) => {
          const attempt = ([address, ...others]: readonly string[]): void => {
            connection.address = address!;
            const timeout = Math.max(1, end - performance.now());
            const connect = buildConnector({ timeout, rejectUnauthorized: true, maxCachedSessions: 0, ...(caPem !== undefined && { ca: caPem }) });
            // The name stays for TLS; the connection goes to the address that was checked.
            connect({ ...options, hostname: address! }, (...result) => {
              const unreachable = result[0] && failureOf(result[0], false) === 'connect';
              if (unreachable && others.length > 0 && !deadline.aborted) attempt(others);
              else callback(...result);
            });
          };
          attempt(addresses);
        },
        (error: unknown) => {
          if (error instanceof EgressRefused) connection.refused = error;
          callback(error as Error, null);
        },
      );
    };
  }
}

const portOf = (port: string, protocol: string): number => Number(port) || (protocol === 'https:' ? 443 : 80);
const since = (startedAt: number): number => Math.round(performance.now() - startedAt);

async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', stop));
}

/** The status is the answer; a body that drips or breaks off changes nothing about it, and costs no more than its 64 KB. */
async function beginningOf(body: AsyncIterable<Buffer>, mask: readonly string[]): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= READ_BYTES) break;
    }
  } catch {
    // what has come is enough
  }
  let text = Buffer.concat(chunks).toString('utf8').replaceAll('\0', '\ufffd');
  for (const secret of mask) text = text.replaceAll(secret, '***');
  return Buffer.from(text).subarray(0, SNIPPET_BYTES).toString('utf8');
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? (value.at(-1) ?? '') : (value ?? '')]));
}
