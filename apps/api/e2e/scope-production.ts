import { randomUUID } from 'node:crypto';
import type { ScopeWorld } from './scope-world';

/** The factory's side of a world: an order on the floor with a report, a downtime, a demand. The items' bills belong to the company. */
export async function buildProduction(world: ScopeWorld, plan: () => Promise<void>): Promise<void> {
  const { mark } = world;
  const center = await world.must('/work-centers', { code: `WC-${mark}`, name: `站 ${mark}`, location: `BIN-${mark}` });
  world.workCenterId = center.id;
  // Items, bills and routings belong to the company: their codes tell of no side.
  const made = `MADE-${randomUUID().slice(0, 8)}`;
  await world.must('/items', { code: made, name: '品項', kind: 'fg', baseUom: 'PCE' });
  const bom = await world.must('/boms', { item: made, lines: [{ component: 'PLAIN', qty: '1', uom: 'PCE', validFrom: '2020-01-01' }] });
  await world.must(`/boms/${bom.id}/activate`);
  const routing = await world.must('/routings', {
    item: made,
    operations: [{ opNo: 10, name: '組立', workCenter: `WC-${mark}`, setupS: '0', runS: '1', reportPoint: true }],
  });
  await world.must(`/routings/${routing.id}/activate`);
  const order = await world.must('/work-orders', {
    item: made,
    qty: '10',
    warehouse: `WH-${mark}`,
    supplyLocation: `BIN-${mark}`,
    outputLocation: `BIN2-${mark}`,
    note: mark,
  });
  world.keep('work-orders', order);
  await world.must(`/work-orders/${order.id}/release`);
  const { body } = await world.ask(`/work-orders/${order.id}/materials`);
  world.nested.set('materialId', (body as { items: { id: string }[] }).items[0]!.id);
  world.nested.set('opNo', '10');
  for (const step of ['start', 'pause']) await world.must(`/work-orders/${order.id}/operations/10/${step}`, {});
  world.keep('operation-runs', await world.first(`/work-orders/${order.id}/operations/10/runs`));
  world.keep('production-reports', await world.must('/production-reports', { workOrder: order.id, opNo: 10, good: '1' }));
  world.keep('downtime-events', await world.must('/downtime-events', { workCenter: `WC-${mark}`, note: mark }));
  world.keep('demands', await world.must('/demands', { item: made, qty: '1', dueOn: '2099-01-01', warehouse: `WH-${mark}`, source: 'manual' }));
  await world.must('/planning/runs', { warehouses: [`WH-${mark}`] });
  await plan();
  const run = world.keep('planning/runs', await world.first('/planning/runs'));
  world.keep('planning/suggestions', await world.first(`/planning/runs/${run}/suggestions`));
  world.keep('boards', { id: `warehouse:WH-${mark}` });
}
