import type { AlertMessage } from './alert-texts.rules';

/** local0, where administrators expect applications. */
const FACILITY = 16;
const SEVERITY = { page: 2, recovery: 5, digest: 4, test: 6, report: 6 } as const;
/** RFC 5426: every receiver takes 2 048 octets; more may be cut or dropped on the way. */
const UDP_BYTES = 2_048;

export interface SyslogOrigin {
  readonly hostname: string;
  readonly pid: number;
  readonly at: Date;
}

/** One RFC 5424 line. A line break would begin a message of its own at many receivers. */
export function syslogLine(message: AlertMessage, { hostname, pid, at }: SyslogOrigin): Buffer {
  const text = `${message.title} | ${message.text}`.replace(/\s*\n\s*/g, ' | ').replace(/\p{Cc}/gu, ' ');
  const name = hostname.replace(/[^\x21-\x7e]/g, '').slice(0, 255) || '-';
  const head = `<${FACILITY * 8 + SEVERITY[message.kind]}>1 ${at.toISOString()} ${name} anwen ${pid} ${message.kind} - `;
  return Buffer.from(`${head}\ufeff${text}`, 'utf8');
}

/** Cut where a character ends, never inside one. */
export function datagramOf(line: Buffer): Buffer {
  if (line.length <= UDP_BYTES) return line;
  let end = UDP_BYTES;
  while ((line[end]! & 0xc0) === 0x80) end--;
  return line.subarray(0, end);
}

/** Octet counting (RFC 6587): the only framing that survives any content. */
export function framed(line: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${line.length} `), line]);
}
