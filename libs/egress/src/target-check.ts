import { lookup } from 'node:dns/promises';
import { Logger } from '@nestjs/common';
import { EgressRefused } from './egress.errors';
import { embeddedIn, isBlocked, isOpened, isWithin, parseAddress, type Address, type AllowedTarget } from './address.rules';
import { addressesOfThisMachine, type EgressPolicy } from './egress-policy';

/** Name → addresses. Injected, so that a test can play a name server that changes its mind. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const systemResolve: Resolve = async (host) => (await lookup(host, { all: true })).map((one) => one.address);

export interface Fence {
  readonly allow: readonly AllowedTarget[];
  /** Only what the list opens, also where the public internet would do. */
  readonly onlyListed?: boolean;
}

/** Our own services move rarely; asking for them at every attempt would double the load on the name server. */
const OWN_FRESH_MS = 60_000;
/** A name server that stumbles is back soon; until then private targets may be closed. */
const OWN_AGAIN_MS = 5_000;

/** Where our own services are. Incomplete: one of them has never been resolved, so that any private address may be it. */
interface OwnPlaces {
  readonly places: ReadonlySet<string>;
  readonly isComplete: boolean;
  /** All of it is an answer of just now. */
  readonly isFresh: boolean;
}

/** Decides which address a target may be reached at. Every attempt asks anew: a name may have moved. */
export class TargetCheck {
  private readonly asking = new Map<string, Promise<readonly string[]>>();
  private readonly logger = new Logger('egress');
  /** The last answer for each of our own hosts: a name server that stumbles must not take them from the list. */
  private readonly lastKnown = new Map<string, readonly Address[]>();
  private own: { until: number; readonly found: Promise<OwnPlaces> } | undefined;

  constructor(
    private readonly policy: EgressPolicy,
    private readonly resolve: Resolve,
  ) {}

  /** @throws EgressRefused for anything but https, or http where it is allowed. */
  parse(text: string, allowHttp: boolean): URL {
    if (!URL.canParse(text)) throw new EgressRefused();
    const url = new URL(text);
    const http = url.protocol === 'http:' && allowHttp && this.policy.mode === 'on_prem';
    if (!http && url.protocol !== 'https:') throw new EgressRefused();
    if (url.username !== '' || url.password !== '' || url.hostname === '') throw new EgressRefused();
    return url;
  }

  /**
   * The addresses to connect to. All addresses of a name must be allowed: one bad one means that somebody plays with it.
   * @throws EgressRefused
   */
  async addresses(host: string, port: number, fence: Fence): Promise<readonly [string, ...string[]]> {
    const [first, ...others] = await this.addressesOf(host);
    if (!first) throw new EgressRefused();
    const own = await this.ownPlaces();
    for (const address of [first, ...others]) if (!this.isAllowed(address, port, { ...fence, own })) throw new EgressRefused();
    return [first.toString(), ...others.map((address) => address.toString())];
  }

  private isAllowed(address: Address, port: number, lists: Fence & { own: OwnPlaces }): boolean {
    for (const one of [address, ...embeddedIn(address)]) {
      if (this.policy.never.some((cidr) => isWithin(one, cidr)) || lists.own.places.has(place(one, port))) return false;
    }
    if (!lists.onlyListed && !isBlocked(address)) return true;
    if (!lists.own.isComplete) return false;
    return this.policy.mode === 'on_prem' && isOpened(address, port, lists.allow);
  }

  private async addressesOf(host: string): Promise<Address[]> {
    const literal = parseAddress(host);
    if (literal) return [literal];
    const texts = await this.ask(host).catch(() => []);
    const parsed = texts.map(parseAddress);
    return parsed.includes(undefined) ? [] : (parsed as Address[]);
  }

  /** One question at a time per name: a slow name server must not take all threads that resolve names. */
  private ask(host: string): Promise<readonly string[]> {
    const running = this.asking.get(host);
    if (running) return running;
    const asked = this.resolve(host).finally(() => this.asking.delete(host));
    this.asking.set(host, asked);
    return asked;
  }

  private ownPlaces(): Promise<OwnPlaces> {
    const now = performance.now();
    if (this.own && now < this.own.until) return this.own.found;
    const asked = { until: now + OWN_FRESH_MS, found: this.findOwn() };
    this.own = asked;
    return asked.found.then((found) => {
      if (!found.isFresh) asked.until = now + OWN_AGAIN_MS;
      return found;
    });
  }

  private async findOwn(): Promise<OwnPlaces> {
    const asked = await Promise.all(this.policy.own.map(async (service) => ({ ...service, addresses: await this.addressesOf(service.host) })));
    const missing = new Set<string>();
    const places = asked.flatMap(({ host, port, addresses: answer }) => {
      if (answer.length > 0) this.lastKnown.set(host, answer);
      else missing.add(host);
      const addresses = this.lastKnown.get(host) ?? [];
      const here = host === 'localhost' || addresses.some((a) => a.range() === 'loopback' || a.range() === 'unspecified');
      const all = here ? [...addresses, ...addressesOfThisMachine().flatMap((text) => parseAddress(text) ?? [])] : addresses;
      return all.map((address) => place(address, port));
    });
    const unknown = [...missing].filter((host) => !this.lastKnown.has(host) && host !== 'localhost');
    if (unknown.length > 0) this.logger.warn({ msg: 'services of our own cannot be resolved; private targets stay closed until they can', hosts: unknown });
    return { places: new Set(places), isComplete: unknown.length === 0, isFresh: missing.size === 0 };
  }
}

const place = (address: Address, port: number): string => `${address.toString()}|${port}`;
