import { z } from 'zod';

/** Environment of every process that calls out. The default is the appliance in the factory. */
export const egressSettings = {
  ANWEN_DEPLOYMENT_MODE: z.enum(['saas', 'on_prem']).default('on_prem'),
};
