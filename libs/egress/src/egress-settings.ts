import { z } from 'zod';
import { productionPolicy, type EgressPolicy } from './egress-policy';

const port = z.coerce.number().int().min(1).max(65_535);

/** Environment of every process that calls out. The ports are those of our own apps, which no webhook may reach. */
export const egressSettings = {
  /** The default is the appliance in the factory. */
  ANWEN_DEPLOYMENT_MODE: z.enum(['saas', 'on_prem']).default('on_prem'),
  API_PORT: port.default(3000),
  ADMIN_PORT: port.default(3001),
  WORKER_PORT: port.default(3002),
  /** `host:port` of further parts of the stack that stand on other machines or in other containers. */
  ANWEN_OWN_SERVICES: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    ),
};

interface EgressEnvironment {
  readonly ANWEN_DEPLOYMENT_MODE: 'saas' | 'on_prem';
  readonly API_PORT: number;
  readonly ADMIN_PORT: number;
  readonly WORKER_PORT: number;
  readonly ANWEN_OWN_SERVICES: readonly string[];
  readonly DATABASE_URL: string;
  readonly REDIS_URL: string;
  readonly STORAGE_ENDPOINT?: string | undefined;
}

/** The policy that an app's environment describes. */
export function egressPolicyOf(env: EgressEnvironment): EgressPolicy {
  const urls = [env.DATABASE_URL, env.REDIS_URL, env.STORAGE_ENDPOINT, ...env.ANWEN_OWN_SERVICES.map((place) => `http://${place}`)];
  return productionPolicy(env.ANWEN_DEPLOYMENT_MODE, { urls, ports: [env.API_PORT, env.ADMIN_PORT, env.WORKER_PORT] });
}
