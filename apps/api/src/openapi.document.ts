import { openApiOf, routesOf, type JsonSchema } from '@anwen/http';
import { idempotencyOf } from '@anwen/idempotency';
import { accessOf } from '@anwen/rbac';
import type { ModulesContainer } from '@nestjs/core';

/** Version of the contract, not of the program: v1 may only grow. */
const CONTRACT_VERSION = '1';

/** The OpenAPI document of v1 and of the paths without a version. */
export function describeApi(modules: ModulesContainer): JsonSchema {
  const { routes } = routesOf(modules);
  return openApiOf(routes, (route) => ({ access: accessOf(route), idempotency: idempotencyOf(route.handler) }), CONTRACT_VERSION);
}
