export { inventoryErrors, operationErrors } from './inventory.errors';
export { inventoryEvents } from './inventory.events';
export { InventoryModule } from './inventory.module';
export { inventoryPermissions } from './inventory.permissions';
export {
  AsOfDto,
  AsOfQuery,
  AvailabilityDto,
  AvailabilityQuery,
  BalanceDto,
  BalanceQuery,
  MovementDto,
  MovementQuery,
  PostingDto,
  ReversedDto,
  StockCardLineDto,
  StockCardQuery,
} from './ledger.dto';
export type { EventType, LedgerLine, LedgerPosting } from './ledger-posting';
export { LedgerService } from './ledger.service';
export { CreateLotDto, LotDto, LotQuery, LotReasonDto, SerialDto, SerialQuery } from './lot.dto';
export { Lot, Serial } from './lot.entity';
export { LotService } from './lot.service';
export { verifyLedger, type LedgerProof, type ProofResult } from './proof.service';
export { ReservationDto, ReservationQuery, ReserveDto } from './reservation.dto';
export { Reservation } from './reservation.entity';
export { ReservationService } from './reservation.service';
export { LedgerSealer } from './seal.service';
export { PostStockDto, PostedDto, ReversePostingDto } from './stock.dto';
export { Balance, ItemValue, Movement, Posting } from './stock.entity';
export { StockService } from './stock.service';
