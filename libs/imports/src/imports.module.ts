import { CatalogModule } from '@anwen/catalog';
import { InventoryModule } from '@anwen/inventory';
import { InboundModule } from '@anwen/trade/inbound';
import { OutboundModule } from '@anwen/trade/outbound';
import { Module } from '@nestjs/common';
import { BomTarget } from './bom-target';
import { CommitService } from './commit.service';
import { DryRunService } from './dry-run.service';
import { ImportFileService } from './import-file.service';
import { ImportRowService } from './import-row.service';
import { ImportService } from './import.service';
import { ItemTarget } from './item-target';
import { RowJudge } from './judging.service';
import { LocationTarget } from './location-target';
import { ImportMappingService } from './mapping.service';
import { MappingStore } from './mapping.store';
import { OpeningStockTarget } from './opening-stock-target';
import { OpeningStore } from './opening.store';
import { PartnerTarget } from './partner-target';
import { PurchaseOrderTarget } from './purchase-order-target';
import { ImportPurge } from './purge.service';
import { ReferenceStore } from './reference.store';
import { RollbackService } from './rollback.service';
import { RowStore } from './row.store';
import { SalesOrderTarget } from './sales-order-target';
import { SessionJobs } from './session-jobs';
import { ImportSessionService } from './session.service';
import { SessionStore } from './session.store';
import type { ImportTarget } from './target';
import { IMPORT_TARGETS, ImportTargets } from './targets';

const services = [
  CommitService,
  DryRunService,
  ImportFileService,
  ImportMappingService,
  ImportPurge,
  ImportRowService,
  ImportService,
  ImportSessionService,
  RollbackService,
];
const stores = [MappingStore, OpeningStore, ReferenceStore, RowStore, SessionStore];
const targets = [ItemTarget, BomTarget, LocationTarget, PartnerTarget, OpeningStockTarget, PurchaseOrderTarget, SalesOrderTarget];
const allTargets = { provide: IMPORT_TARGETS, useFactory: (...all: ImportTarget[]) => all, inject: targets };

/** Needs the global providers CURSOR_CODEC of @anwen/http and ObjectStorage of @anwen/storage. */
@Module({
  imports: [CatalogModule, InventoryModule, InboundModule, OutboundModule],
  providers: [...stores, ...targets, allTargets, ImportTargets, RowJudge, SessionJobs, ...services],
  exports: services,
})
export class ImportsModule {}
