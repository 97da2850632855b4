import { NamedRefDto } from '@anwen/catalog';
import { BoolField, Code, DateField, DecimalField, InstantField, IntField, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { CodeRefDto, DocumentRefDto, ItemRefDto, LotRefDto } from '../trade.dto';
import { PICK_TASK_STATES } from './pick.rules';

export class PickTaskQuery extends ListQuery {
  @OneOf(PICK_TASK_STATES, { optional: true }) state?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Code({ optional: true, description: 'id or number' }) wave?: string;
  @Code({ optional: true, description: 'id or number' }) shipment?: string;
  @BoolField({ optional: true, description: 'claimed by me' }) mine?: boolean;
}

export class NextPickTaskQuery {
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Code({ optional: true, description: 'id or number' }) wave?: string;
}

export class PickTaskDto {
  @UuidField() id: string;
  @OneOf(['pick', 'put_back']) kind: string;
  @OneOf(PICK_TASK_STATES) state: string;
  @Nested(DocumentRefDto) shipment: DocumentRefDto;
  @Nested(DocumentRefDto, { nullable: true }) wave: DocumentRefDto | null;
  @Nested(ItemRefDto) item: ItemRefDto;
  @Nested(LotRefDto, { nullable: true }) lot: LotRefDto | null;
  @Nested(CodeRefDto, { nullable: true }) serial: CodeRefDto | null;
  @DateField({ nullable: true }) expiresOn: string | null;
  @DecimalField() qty: string;
  @DecimalField() pickedQty: string;
  @Nested(NamedRefDto) from: NamedRefDto;
  @Nested(NamedRefDto) to: NamedRefDto;
  @IntField() routeSeq: number;
  @Text({ nullable: true }) assignee: string | null;
  @BoolField() mine: boolean;
  @InstantField({ nullable: true }) leaseUntil: string | null;
  @Code({ nullable: true }) shortReason: string | null;
  @TextList({ description: 'what may be done now' }) legal: string[];
}

export class ConfirmPickDto {
  @DecimalField({ optional: true, positive: true, description: 'base units; all that is left when absent' }) qty?: string;
  @Code({ optional: true, description: 'scanned place; of a put-back the place it went to' }) location?: string;
  @Code({ optional: true, description: 'scanned lot' }) lot?: string;
  @TextList({ optional: true, description: 'scanned serial numbers' }) serials?: string[];
  @UuidField({ optional: true, description: 'unique for ever; the Idempotency-Key when that is a UUID' }) clientOpId?: string;
}

export class ShortPickDto {
  @DecimalField({ nonNegative: true, description: 'what was found and picked, base units' }) pickedQty: string;
  @Code({ description: 'of the domain short_pick' }) reasonCode: string;
  @Text({ optional: true, nullable: true, max: 500 }) note?: string | null;
  @UuidField({ optional: true }) clientOpId?: string;
}

export class SubstitutePickDto {
  @Code({ description: 'place to fetch from instead' }) location: string;
  @Code({ optional: true, description: 'lot to take instead' }) lot?: string;
  @Code({ description: 'of the domain short_pick' }) reasonCode: string;
  @Text({ optional: true, nullable: true, max: 500 }) note?: string | null;
}

export class ReassignPickDto {
  @Text({ max: 100 }) username: string;
}
