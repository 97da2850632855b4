import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory.module';
import { DocumentParties } from './document-parties';
import { GenealogyService } from './genealogy.service';
import { GenealogyStore } from './genealogy.store';
import { LotChangeService } from './lot-change.service';
import { LotChangeStore } from './lot-change.store';
import { LotExpiry } from './lot-expiry.service';
import { LotExpiryStore } from './lot-expiry.store';
import { RecallSpread } from './recall-spread.service';
import { RecallSpreadStore } from './recall-spread.store';
import { RecallService } from './recall.service';
import { RecallStore } from './recall.store';
import { TraceService } from './trace.service';
import { TraceStore } from './trace.store';

/** What became of what: genealogy, tracing, splitting and merging lots, recalls. */
@Module({
  imports: [InventoryModule],
  providers: [
    DocumentParties,
    GenealogyService,
    GenealogyStore,
    LotChangeService,
    LotChangeStore,
    LotExpiry,
    LotExpiryStore,
    RecallSpread,
    RecallSpreadStore,
    RecallService,
    RecallStore,
    TraceService,
    TraceStore,
  ],
  exports: [DocumentParties, GenealogyService, LotChangeService, LotExpiry, RecallService, TraceService],
})
export class TracingModule {}
