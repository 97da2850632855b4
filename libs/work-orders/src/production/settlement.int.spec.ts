import 'reflect-metadata';
import { Database } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { CURSOR_CODEC } from '@anwen/http';
import { clerk } from '@anwen/inventory/testing';
import { CursorCodec } from '@anwen/kernel';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WorkOrderService } from '../orders/work-order.service';
import { aFactoryFloor, aReleasedOrder } from '../orders/testing';
import { MaterialService } from './material.service';
import { ProductionModule } from './production.module';
import { ProductionReportService } from './production-report.service';

@Module({})
class Ground {
  static of(database: Database): DynamicModule {
    const providers = [
      { provide: Database, useValue: database },
      { provide: CURSOR_CODEC, useValue: new CursorCodec(Buffer.alloc(32, 7)) },
    ];
    return { module: Ground, global: true, providers, exports: [Database, CURSOR_CODEC], imports: [ProductionModule] };
  }
}

describe('the end of an order', () => {
  it('settles its history, although the room of orders knows nothing of it', async () => {
    const bed = await TestDatabase.create();
    const context = await NestFactory.createApplicationContext(Ground.of(bed.database), { logger: false, abortOnError: false });
    const floor = await bed.transaction((tx) => aFactoryFloor(tx, { product: { tracking: 'lot' }, routing: false }));
    const { id } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    await bed.transaction((tx) => context.get(ProductionReportService, { strict: false }).report(tx, clerk, { workOrder: id, good: '10' }));
    await bed.transaction((tx) => context.get(MaterialService, { strict: false }).issue(tx, clerk, id, { lines: [{ itemCode: floor.powder.code, qty: '1' }] }));
    await bed.transaction((tx) => context.get(WorkOrderService, { strict: false }).finish(tx, clerk, id));
    const linked = await bed.transaction((tx) => tx.query('SELECT trim_scale(sum(qty))::text AS qty, count(DISTINCT child)::int AS lots FROM lot_genealogy'));
    expect(linked).toEqual([{ qty: '3.5', lots: 1 }]);
    await context.close();
    await bed.drop();
  });
});
