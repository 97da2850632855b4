import { InventoryModule } from '@anwen/inventory';
import { Module } from '@nestjs/common';
import { ProductionHistoryService } from './production-history.service';
import { ProductionHistoryStore } from './production-history.store';

/** Work orders of the past, for importers. Needs the global Database. */
@Module({ imports: [InventoryModule], providers: [ProductionHistoryService, ProductionHistoryStore], exports: [ProductionHistoryService] })
export class ProductionHistoryModule {}
