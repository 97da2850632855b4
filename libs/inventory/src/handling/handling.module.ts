import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory.module';
import { AdjustmentService } from './adjustment.service';
import { AdjustmentStore } from './adjustment.store';
import { MoveService } from './move.service';
import { ReplenishmentRuleService } from './replenishment-rule.service';
import { ReplenishmentRuleStore } from './replenishment-rule.store';
import { ReplenishmentService } from './replenishment.service';
import { ReplenishmentStore } from './replenishment.store';
import { ReplenishmentWatch } from './replenishment-watch.service';
import { TransferIntake } from './transfer-intake';
import { TransferService } from './transfer.service';
import { TransferStore } from './transfer.store';

/** Moves, transfers, adjustments and replenishment. */
@Module({
  imports: [InventoryModule],
  providers: [
    MoveService,
    TransferService,
    TransferIntake,
    TransferStore,
    AdjustmentService,
    AdjustmentStore,
    ReplenishmentRuleService,
    ReplenishmentRuleStore,
    ReplenishmentService,
    ReplenishmentStore,
    ReplenishmentWatch,
  ],
  exports: [MoveService, TransferService, AdjustmentService, ReplenishmentRuleService, ReplenishmentService, ReplenishmentWatch],
})
export class HandlingModule {}
