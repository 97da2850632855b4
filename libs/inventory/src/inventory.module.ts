import { Module } from '@nestjs/common';
import { AllocationService } from './allocation.service';
import { AllocationStore } from './allocation.store';
import { LedgerService } from './ledger.service';
import { LedgerStore } from './ledger.store';
import { LotChoice } from './lot-choice';
import { LotService } from './lot.service';
import { LotStore } from './lot.store';
import { ReservationExpiry } from './reservation-expiry.service';
import { ReservationService } from './reservation.service';
import { ReservationStore } from './reservation.store';
import { LedgerSealer } from './seal.service';
import { SealStore } from './seal.store';
import { StockService } from './stock.service';
import { StockStore } from './stock.store';

/** The posting core and everything that reads it. Needs the global Database and CURSOR_CODEC. */
@Module({
  providers: [
    StockService,
    StockStore,
    LotChoice,
    LedgerService,
    LedgerStore,
    LotService,
    LotStore,
    AllocationService,
    AllocationStore,
    ReservationService,
    ReservationExpiry,
    ReservationStore,
    LedgerSealer,
    SealStore,
  ],
  exports: [StockService, AllocationService, LedgerService, LotService, ReservationService, ReservationExpiry, LedgerSealer],
})
export class InventoryModule {}
