import { engineering } from '@anwen/catalog/testing';
import type { TestDatabase } from '@anwen/database/testing';
import { clerk } from '@anwen/inventory/testing';
import { ALL_SCOPE, CursorCodec, uuidV7, type Actor, type Scope } from '@anwen/kernel';
import { workOrders } from '../orders/testing';
import { DowntimeService } from './downtime.service';
import { DowntimeStore } from './downtime.store';
import { OeeService } from './oee.service';
import { OeeStore } from './oee.store';
import { OperationRunService } from './operation-run.service';
import { OperationRunStore } from './operation-run.store';
import { OperationService } from './operation.service';
import { OperationStore } from './operation.store';

const codec = new CursorCodec(Buffer.alloc(32, 7));

/** The services as the module wires them, for tests, benchmarks and importers without a container. */
export const performance = {
  operations: new OperationService(workOrders.store, workOrders.starting, workOrders.views, new OperationStore()),
  runs: new OperationRunService(workOrders.store, new OperationStore(), new OperationRunStore()),
  downtime: new DowntimeService(new DowntimeStore(), codec),
  oee: new OeeService(new OeeStore(), engineering.calendars),
} as const;

/** Somebody with an account: runs of operations keep who worked. */
export async function anOperator(
  bed: TestDatabase,
  name: string,
  permissions: readonly string[] = ['operation.run', 'operation.skip'],
  scope: Scope = ALL_SCOPE,
): Promise<Actor> {
  const [user] = await bed.asOwner<{ id: string }>('INSERT INTO sys_users (username, display_name) VALUES ($1, $2) RETURNING id::text AS id', [uuidV7(), name]);
  return { ...clerk, type: 'user', id: user!.id, publicId: uuidV7(), userId: user!.id, name, grants: new Map(permissions.map((p) => [p, scope])) };
}
