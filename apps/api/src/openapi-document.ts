import { openApiOf, type JsonSchema, type RouteTable } from '@anwen/http';
import { idempotencyOf } from '@anwen/idempotency';
import { accessOf } from '@anwen/rbac';

/** Version of the contract, not of the program: v1 may only grow. */
const CONTRACT_VERSION = '1';

/** The OpenAPI document of v1 and of the paths without a version. */
export function describeApi({ routes }: RouteTable): JsonSchema {
  return openApiOf(routes, (route) => ({ access: accessOf(route), idempotency: idempotencyOf(route.handler) }), CONTRACT_VERSION);
}
