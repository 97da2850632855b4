import { CursorCodec } from '@anwen/kernel';
import { LotChoice } from '../lot-choice';
import { StockService } from '../stock.service';
import { StockStore } from '../stock.store';
import { AdjustmentService } from './adjustment.service';
import { AdjustmentStore } from './adjustment.store';
import { MoveService } from './move.service';
import { ReplenishmentRuleService } from './replenishment-rule.service';
import { ReplenishmentRuleStore } from './replenishment-rule.store';
import { ReplenishmentService } from './replenishment.service';
import { ReplenishmentStore } from './replenishment.store';
import { TransferIntake } from './transfer-intake';
import { TransferService } from './transfer.service';
import { TransferStore } from './transfer.store';

const codec = new CursorCodec(Buffer.alloc(32, 7));
const stockStore = new StockStore();
const stock = new StockService(stockStore, new LotChoice(stockStore));
const adjustments = new AdjustmentService(new AdjustmentStore(), stock, codec);

/** The services as the module wires them, for tests without a container. */
export const handling = {
  moves: new MoveService(stock),
  adjustments,
  transfers: new TransferService(new TransferStore(), new TransferIntake(), stock, adjustments, codec),
  rules: new ReplenishmentRuleService(new ReplenishmentRuleStore(), codec),
  replenishment: new ReplenishmentService(new ReplenishmentStore(), stock, codec),
} as const;
