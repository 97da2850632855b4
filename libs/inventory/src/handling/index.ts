export { AdjustmentDto, AdjustmentQuery, CreateAdjustmentDto, DecideAdjustmentDto, ReverseAdjustmentDto } from './adjustment.dto';
export { AdjustmentService } from './adjustment.service';
export { HandlingModule } from './handling.module';
export { handlingErrors } from './handling.errors';
export { handlingEvents } from './handling.events';
export { handlingPermissions } from './handling.permissions';
export { MoveService } from './move.service';
export {
  ConfirmReplenishmentDto,
  CreateReplenishmentRuleDto,
  ReplenishmentRuleDto,
  ReplenishmentRuleQuery,
  ReplenishmentRunDto,
  ReplenishmentTaskDto,
  ReplenishmentTaskQuery,
  RunReplenishmentDto,
  UpdateReplenishmentRuleDto,
} from './replenishment.dto';
export { ReplenishmentRuleService } from './replenishment-rule.service';
export { ReplenishmentService } from './replenishment.service';
export { ReplenishmentWatch } from './replenishment-watch.service';
export { CloseTransferDto, CreateTransferDto, MoveDto, ReceiveTransferDto, StatusChangeDto, TransferDto, TransferQuery } from './transfer.dto';
export { TransferService } from './transfer.service';
