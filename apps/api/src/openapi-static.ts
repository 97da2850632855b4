import { routesOfControllers, type JsonSchema } from '@anwen/http';
import { CONTROLLERS } from './api.module';
import { describeApi } from './openapi-document';

/** The contract without a running api, for the generator of docs/openapi/v1.json. */
export function documentOfControllers(): JsonSchema {
  return describeApi(routesOfControllers(CONTROLLERS));
}
