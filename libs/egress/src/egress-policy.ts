import { networkInterfaces } from 'node:os';

/** Something of our own that no URL may reach: the database, Redis, the storage, the apps. */
export interface OwnService {
  readonly host: string;
  readonly port: number;
}

/** saas: the machine is ours and the intranet behind it too, so private targets and plain http are out of the question. */
export type DeploymentMode = 'saas' | 'on_prem';

/** What stays closed, whatever an allow-list says. */
export interface EgressPolicy {
  readonly mode: DeploymentMode;
  readonly never: readonly string[];
  readonly own: readonly OwnService[];
}

/** This machine itself, and the places where clouds hand out credentials. */
const NEVER = ['0.0.0.0/8', '127.0.0.0/8', '::/128', '::1/128', '169.254.169.254/32', '169.254.170.2/32', '100.100.100.200/32', 'fd00:ec2::254/128'];

/** The policy of every installation. `own` lists URLs (`postgres://db:5432/x`) and ports of this machine. */
export function productionPolicy(
  mode: DeploymentMode,
  own: { readonly urls: readonly (string | undefined)[]; readonly ports: readonly number[] },
): EgressPolicy {
  const here = own.ports.map((port) => ({ host: 'localhost', port }));
  return { mode, never: NEVER, own: [...own.urls.flatMap(serviceOf), ...here] };
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'postgres:': 5432, 'postgresql:': 5432, 'redis:': 6379, 'rediss:': 6379, 'http:': 80, 'https:': 443 };

function serviceOf(text: string | undefined): OwnService[] {
  if (text === undefined || !URL.canParse(text)) return [];
  const { hostname, port, protocol } = new URL(text);
  return hostname === '' ? [] : [{ host: decodeURIComponent(hostname), port: Number(port) || (DEFAULT_PORTS[protocol] ?? 0) }];
}

/** All addresses of this machine: what listens on localhost often listens on the others as well. */
export function addressesOfThisMachine(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address));
}
