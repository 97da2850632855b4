import { lookup } from 'node:dns/promises';
import { EgressRefused } from './egress.errors';
import { isBlocked, isOpened, isWithin, parseAddress, type Address, type AllowedTarget } from './address.rules';
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

/** Decides which address a target may be reached at. Every attempt asks anew: a name may have moved. */
export class TargetCheck {
  private readonly asking = new Map<string, Promise<readonly string[]>>();
  private own: { readonly at: number; readonly places: Promise<ReadonlySet<string>> } | undefined;

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

  private isAllowed(address: Address, port: number, lists: Fence & { own: ReadonlySet<string> }): boolean {
    if (this.policy.never.some((cidr) => isWithin(address, cidr))) return false;
    if (lists.own.has(place(address, port))) return false;
    if (!lists.onlyListed && !isBlocked(address)) return true;
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

  private ownPlaces(): Promise<ReadonlySet<string>> {
    const now = performance.now();
    if (!this.own || now - this.own.at > OWN_FRESH_MS) this.own = { at: now, places: this.findOwn() };
    return this.own.places;
  }

  private async findOwn(): Promise<ReadonlySet<string>> {
    const found = await Promise.all(
      this.policy.own.map(async ({ host, port }) => {
        const addresses = await this.addressesOf(host);
        const here = host === 'localhost' || addresses.some((a) => a.range() === 'loopback' || a.range() === 'unspecified');
        const all = here ? [...addresses, ...addressesOfThisMachine().flatMap((text) => parseAddress(text) ?? [])] : addresses;
        return all.map((address) => place(address, port));
      }),
    );
    return new Set(found.flat());
  }
}

const place = (address: Address, port: number): string => `${address.toString()}|${port}`;
