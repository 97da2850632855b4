import { createSocket } from 'node:dgram';
import { connect as connectTcp, isIP, isIPv6, type Socket } from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import { datagramOf, framed } from './syslog.rules';

export interface SyslogTarget {
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly host: string;
  /** The address that was checked. */
  readonly ip: string;
  readonly port: number;
  readonly caPem?: string | undefined;
}

/** Connecting, sending and closing together; a syslog server is in the same building. */
const LIMIT_MS = 5_000;

/** Sends one line. Over UDP nobody can know whether it arrived; TCP and TLS tell when it did not. */
export function sendSyslog(target: SyslogTarget, line: Buffer, limitMs = LIMIT_MS): Promise<void> {
  return target.transport === 'udp' ? sendDatagram(target, datagramOf(line)) : sendStream(target, framed(line), limitMs);
}

function sendDatagram({ ip, port }: SyslogTarget, bytes: Buffer): Promise<void> {
  const socket = createSocket(isIPv6(ip) ? 'udp6' : 'udp4');
  return new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.send(bytes, port, ip, (error) => (error ? reject(error) : resolve()));
  }).finally(() => socket.close());
}

function sendStream(target: SyslogTarget, bytes: Buffer, limitMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = open(target);
    const timer = setTimeout(() => socket.destroy(new Error('the syslog server took too long')), limitMs);
    socket.once('error', reject);
    // `close` without an error before it: everything was taken and both sides have hung up.
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.resume(); // what the server says is not of interest, but would keep the connection half open
    socket.end(bytes, () => socket.destroySoon());
  });
}

function open({ transport, host, ip, port, caPem }: SyslogTarget): Socket {
  if (transport === 'tcp') return connectTcp({ host: ip, port });
  const name = isIP(host) ? {} : { servername: host };
  return connectTls({ host: ip, port, ...name, minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(caPem && { ca: [...rootCertificates, caPem] }) });
}
