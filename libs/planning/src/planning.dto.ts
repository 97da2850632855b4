import { NamedRefDto } from '@anwen/catalog';
import {
  BoolField,
  Code,
  DateField,
  DecimalField,
  InstantField,
  IntField,
  ListOf,
  ListQuery,
  MapOf,
  Nested,
  OneOf,
  Text,
  TextList,
  UuidField,
} from '@anwen/http';

export class PlannedItemDto extends NamedRefDto {
  @Code({ description: 'base unit' }) baseUom: string;
}

export class SaidDto {
  @Text({ max: 4000 }) zh: string;
  @Text({ max: 4000 }) en: string;
}

export class StartRunDto {
  @IntField({ optional: true, min: 1, max: 730, description: 'days ahead; 90 when absent' }) horizonDays?: number;
  @TextList({ optional: true, max: 200, description: 'warehouse codes; all in reach when absent' }) warehouses?: string[];
  @BoolField({ optional: true, description: 'true when absent' }) includeForecast?: boolean;
}

export class RunQuery extends ListQuery {
  @OneOf(['-createdAt'], { optional: true, description: 'newest first, the only order' })
  override sort?: string = undefined;
}

export class RunCountsDto {
  @IntField({ min: 0 }) make: number;
  @IntField({ min: 0 }) buy: number;
  @IntField({ min: 0 }) move: number;
  @IntField({ min: 0 }) exceptions: number;
}

export class RunProblemDto extends SaidDto {
  @Code() code: string;
}

export class RunDto {
  @UuidField() id: string;
  @OneOf(['waiting', 'running', 'done', 'failed', 'cancelled']) state: string;
  @UuidField({ nullable: true, description: 'the job that makes it, which can be cancelled' }) jobId: string | null;
  @ListOf(NamedRefDto, { description: 'the warehouses that it is about' }) warehouses: NamedRefDto[];
  @IntField() horizonDays: number;
  @BoolField() includeForecast: boolean;
  @DateField({ nullable: true, description: 'the day that it was made for' }) plannedOn: string | null;
  @DateField({ nullable: true, description: 'the last day that it looks at' }) untilOn: string | null;
  @Text() requestedBy: string;
  @InstantField() createdAt: string;
  @InstantField({ nullable: true }) startedAt: string | null;
  @InstantField({ nullable: true }) finishedAt: string | null;
  @Nested(RunCountsDto, { description: 'suggestions in reach' }) counts: RunCountsDto;
  @Nested(RunProblemDto, { nullable: true, description: 'why it failed' }) problem: RunProblemDto | null;
}

export const SUGGESTION_KINDS = ['make', 'buy', 'move', 'reschedule', 'cancel'] as const;
export const SUGGESTION_STATES = ['open', 'accepted', 'dismissed'] as const;
export const EXCEPTIONS = ['late', 'early', 'cancel'] as const;

export class SuggestionQuery extends ListQuery {
  @OneOf(SUGGESTION_KINDS, { optional: true }) kind?: string;
  @Code({ optional: true, description: 'item code' }) item?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @OneOf([...EXCEPTIONS, 'any'], { optional: true }) exception?: string;
  @OneOf(SUGGESTION_STATES, { optional: true }) state?: string;
  @OneOf(['dueOn'], { optional: true, description: 'the one that must be decided first, the only order' })
  override sort?: string = undefined;
}

export class SuggestionDocumentDto {
  @OneOf(['work_order', 'purchase_order', 'transfer']) type: string;
  @UuidField() id: string;
  @Code() number: string;
}

export class TraceStepDto extends SaidDto {
  @Code() code: string;
  @MapOf('text', { description: 'what its texts are filled with' }) params: Readonly<Record<string, string>>;
}

export class PlanSuggestionDto {
  @UuidField() id: string;
  @OneOf(SUGGESTION_KINDS) kind: string;
  @OneOf(SUGGESTION_STATES) state: string;
  @Nested(PlannedItemDto) item: PlannedItemDto;
  @Nested(NamedRefDto) warehouse: NamedRefDto;
  @Nested(NamedRefDto, { nullable: true }) fromWarehouse: NamedRefDto | null;
  @Nested(NamedRefDto, { nullable: true }) supplier: NamedRefDto | null;
  @DecimalField() qty: string;
  @Code({ description: 'base unit' }) uom: string;
  @DateField({ nullable: true, description: 'when it is needed' }) needOn: string | null;
  @DateField({ nullable: true, description: 'when somebody has to begin' }) releaseOn: string | null;
  @DateField({ nullable: true, description: 'when it can be there' }) dueOn: string | null;
  @OneOf(EXCEPTIONS, { nullable: true }) exception: string | null;
  @Nested(SuggestionDocumentDto, { nullable: true, description: 'what the advice is about, or what was made of the suggestion' })
  document: SuggestionDocumentDto | null;
  @Nested(SaidDto) why: SaidDto;
  @ListOf(TraceStepDto) trace: TraceStepDto[];
  @Text({ nullable: true }) decidedBy: string | null;
  @Text({ nullable: true, description: 'why it was dismissed' }) reason: string | null;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @IntField({ min: 1 }) rowVersion: number;
}

export class EditSuggestionDto {
  @DecimalField({ optional: true, positive: true, description: 'in base units' }) qty?: string;
  @DateField({ optional: true, description: 'today or later' }) dueOn?: string;
  @Code({ optional: true, description: 'partner code, for buy' }) supplier?: string;
}

export class DismissDto {
  @Text({ optional: true, max: 500 }) reason?: string;
}

export class AcceptDto {
  @TextList({ optional: true, max: 1000, description: 'ids' }) suggestions?: string[];
  @BoolField({ optional: true, description: 'everything that is open and can become a document, up to 1 000 at a time; what cannot be accepted is skipped' })
  all?: boolean;
}

export class SkippedDto {
  @UuidField() id: string;
  @Code() code: string;
  @Text() message: string;
}

export class AcceptedDto {
  @IntField({ min: 0 }) accepted: number;
  @ListOf(SuggestionDocumentDto, { description: 'the drafts that were made' }) documents: SuggestionDocumentDto[];
  @ListOf(SkippedDto, { max: 1000, description: 'with `all`: what was left open, and why' }) skipped: SkippedDto[];
}

export class PeggedDemandDto {
  @Code({ description: 'sales, forecast, manual, work_order, transfer, planned, move, safety, stock' }) source: string;
  @Text({ min: 0 }) ref: string;
  @DecimalField() qty: string;
  @DateField({ nullable: true }) dueOn: string | null;
}

export class PeggedSupplyDto {
  @Code({ description: 'stock, inspection (here, but not released yet), purchase_order, work_order, transfer, planned' }) kind: string;
  @Text({ min: 0 }) ref: string;
  @Nested(PlannedItemDto) item: PlannedItemDto;
  @DecimalField() qty: string;
  @DateField({ nullable: true }) availableOn: string | null;
}

export class PeggedAboveDto extends PeggedDemandDto {
  @IntField({ min: 1, description: '1 = asked by the demand itself' }) level: number;
  @Nested(PlannedItemDto) item: PlannedItemDto;
}

export class PeggingDto {
  @ListOf(PeggedDemandDto, { max: 100_000, description: 'what it serves' }) demands: PeggedDemandDto[];
  @ListOf(PeggedSupplyDto, { max: 100_000, description: 'what serves its own needs, one level down' }) supplies: PeggedSupplyDto[];
  @ListOf(PeggedAboveDto, { max: 100_000, description: 'up to the demands from which everything comes' }) above: PeggedAboveDto[];
}
