import ipaddr from 'ipaddr.js';

/** An address as it is judged: an IPv4-mapped IPv6 address is the IPv4 address it stands for. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** One opening of the fence: these addresses at this port, and nothing else. */
export interface AllowedTarget {
  readonly cidr: string;
  readonly port: number;
}

/** SPEC-2.8: networks that are not the public internet. */
const BLOCKED = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  '::1/128',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/32',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
].map((cidr) => ipaddr.parseCIDR(cidr));

/** All global unicast addresses lie here; what is assigned outside of it one day is not for webhooks. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** @returns undefined when the text is no address. */
export function parseAddress(text: string): Address | undefined {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return undefined;
  return ipaddr.process(bare);
}

/** Networks of gateways to IPv4, and where in the address the IPv4 address may stand (RFC 6052, RFC 8215, RFC 3056). */
const GATEWAYS: readonly (readonly [[Address, number], readonly (readonly number[])[]])[] = [
  [ipaddr.parseCIDR('64:ff9b::/96'), [[12, 13, 14, 15]]],
  [
    ipaddr.parseCIDR('64:ff9b:1::/48'),
    [
      [6, 7, 9, 10],
      [7, 9, 10, 11],
      [9, 10, 11, 12],
      [12, 13, 14, 15],
    ],
  ],
  [ipaddr.parseCIDR('2002::/16'), [[2, 3, 4, 5]]],
];

/** The IPv4 addresses at which a connection to this address may end behind a gateway. */
export function embeddedIn(address: Address): Address[] {
  const bytes = address.toByteArray();
  return GATEWAYS.filter(([network]) => matches(address, network)).flatMap(([, places]) => places.map((place) => new ipaddr.IPv4(place.map((i) => bytes[i]!))));
}

/** Whether an address lies in a network; one of the other family never does. A mapped network is the IPv4 network. */
export function isWithin(address: Address, cidr: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(cidr);
  if (base.kind() === 'ipv6' && (base as ipaddr.IPv6).isIPv4MappedAddress() && bits >= 96) {
    return matches(address, [(base as ipaddr.IPv6).toIPv4Address(), bits - 96]);
  }
  return matches(address, [base, bits]);
}

/** A network written as CIDR; a single address is a network of one. */
export function isCidr(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}

/** Not the public internet. */
export function isBlocked(address: Address): boolean {
  if (address.kind() === 'ipv6' && !matches(address, GLOBAL_UNICAST)) return true;
  return BLOCKED.some((network) => matches(address, network));
}

/** Opened for exactly this address and port. */
export function isOpened(address: Address, port: number, allow: readonly AllowedTarget[]): boolean {
  return allow.some((entry) => entry.port === port && isCidr(entry.cidr) && isWithin(address, entry.cidr));
}

function matches(address: Address, [base, bits]: [Address, number]): boolean {
  return address.kind() === base.kind() && address.match([base, bits] as never);
}
