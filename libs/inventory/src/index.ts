export { inventoryErrors, operationErrors } from './inventory.errors';
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
export { LedgerService } from './ledger.service';
export { CreateLotDto, HeldLotDto, HoldLotDto, LotDto, LotQuery, LotReasonDto, SerialDto, SerialQuery, UpdateLotDto } from './lot.dto';
export { LotService } from './lot.service';
export { LedgerArchive, type ArchiveStep, type OwnerSessions } from './ledger-archive.service';
export { verifyArchives, verifyLedger, verifyLedgerIn, type LedgerProof, type ProofResult } from './proof.service';
export { ReservationDto, ReservationQuery, ReserveDto } from './reservation.dto';
export { ReservationExpiry } from './reservation-expiry.service';
export { AllocationService, type Allocated, type Want } from './allocation.service';
export { ReservationService } from './reservation.service';
export { LedgerSealer } from './seal.service';
export { PostStockDto, PostedDto, ReversePostingDto } from './stock.dto';
export type { EventType, LedgerLine, LedgerPosting } from './ledger-posting';
export { StockService, requireOccurredAt, type PostOptions, type PostPart } from './stock.service';
