import { NamedRefDto } from '@anwen/catalog';
import { BoolField, Code, DateField, DecimalField, InstantField, IntField, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { WorkOrderRefDto } from '../orders/work-order.dto';

export class DowntimeQuery extends ListQuery {
  @Code({ optional: true, description: 'code of a work centre' }) workCenter?: string;
  @Code({ optional: true, description: 'id or number of a work order' }) workOrder?: string;
  @Code({ optional: true, max: 40, description: 'reason code' }) reason?: string;
  @BoolField({ optional: true, description: 'only what lasts, or only what is over' }) open?: boolean;
  @BoolField({ optional: true }) planned?: boolean;
  @BoolField({ optional: true, description: 'only what has a reason, or only what has none' }) classified?: boolean;
  @DateField({ optional: true, description: 'first day' }) from?: string;
  @DateField({ optional: true, description: 'last day' }) to?: string;
}

export class StartDowntimeDto {
  @Code({ description: 'code of the work centre' }) workCenter: string;
  @Code({ optional: true, nullable: true, description: 'id or number of the order that waits' }) workOrder?: string | null;
  @Code({ optional: true, nullable: true, max: 40 }) reasonCode?: string | null;
  @BoolField({ optional: true, description: 'a planned stop is no lost time; takes downtime.classify; false when absent' }) planned?: boolean;
  @Text({ optional: true, nullable: true, max: 500 }) note?: string | null;
  @InstantField({ optional: true, nullable: true, description: 'cut to the second; now when absent' }) startedAt?: string | null;
  @InstantField({ optional: true, nullable: true, description: 'for a stop that is over already: cut to the second, not before its start, not in the future' })
  endedAt?: string | null;
}

export class EndDowntimeDto {
  @InstantField({ optional: true, nullable: true, description: 'cut to the second; now when absent' }) endedAt?: string | null;
}

export class ClassifyDowntimeDto {
  @Code({ max: 40, description: 'a downtime reason' }) reasonCode: string;
  @BoolField() planned: boolean;
  @Text({ optional: true, nullable: true, max: 500 }) note?: string | null;
}

export class SplitDowntimeDto {
  @InstantField({ description: 'where the second part begins: a whole second within the downtime' }) at: string;
  @Code({ optional: true, nullable: true, max: 40, description: 'reason of the second part; that of the first when absent' }) reasonCode?: string | null;
}

export class DowntimeEventDto {
  @UuidField() id: string;
  @Nested(NamedRefDto) workCenter: NamedRefDto;
  @Nested(WorkOrderRefDto, { nullable: true }) workOrder: WorkOrderRefDto | null;
  @InstantField() startedAt: string;
  @InstantField({ nullable: true }) endedAt: string | null;
  @DecimalField({ scale: 2, description: 'so far, while it lasts' }) minutes: string;
  @Nested(NamedRefDto, { nullable: true, description: 'named in the language of the caller' }) reason: NamedRefDto | null;
  @BoolField() planned: boolean;
  @Text({ nullable: true }) note: string | null;
  @OneOf(['manual', 'auto']) source: string;
  @UuidField({ nullable: true, description: 'the event that it was cut off from' }) splitOf: string | null;
  @Text() reportedBy: string;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @IntField() rowVersion: number;
}
