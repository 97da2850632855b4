import { BoolField, Code, DateField, DecimalField, InstantField, IntField, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { NamedRef } from '../ledger.dto';

/** What a count covers: places of zones or by name, cut to items when items, categories or a class are named. */
export class CountScopeDto {
  @TextList({ optional: true, max: 200, description: 'zone codes' }) zones?: string[];
  @TextList({ optional: true, max: 1000, description: 'location codes' }) locations?: string[];
  @TextList({ optional: true, max: 1000, description: 'item codes' }) items?: string[];
  @TextList({ optional: true, max: 200, description: 'category codes, with all below them' }) categories?: string[];
  @OneOf(['A', 'B', 'C'], { optional: true, description: 'by value in stock: A the first 80 %, B the next 15 %, C the rest' }) abcClass?: string;
  @BoolField({ optional: true, description: 'also places where nothing should be' }) zeroStock?: boolean;
}

export class CreateCountPlanDto {
  @Text({ max: 200 }) name: string;
  @Code({ description: 'warehouse code' }) warehouse: string;
  @Nested(CountScopeDto) scope: CountScopeDto;
  @BoolField({ optional: true }) blind?: boolean;
  @IntField({ optional: true, nullable: true, min: 1, max: 3650 }) frequencyDays?: number | null;
  @DecimalField({ optional: true, nullable: true, nonNegative: true, description: 'in base units' }) toleranceAbs?: string | null;
  @DecimalField({ optional: true, nullable: true, nonNegative: true, scale: 3, description: 'percent of what was expected' }) tolerancePct?: string | null;
  @DecimalField({ optional: true, nullable: true, nonNegative: true, scale: 4, description: 'value at moving average' }) toleranceValue?: string | null;
  @DecimalField({ optional: true, nullable: true, nonNegative: true, scale: 3, description: 'a first count that is off by more has to be repeated' })
  recountOverPct?: string | null;
  @BoolField({ optional: true }) active?: boolean;
}

export class UpdateCountPlanDto {
  @Text({ min: 1, max: 200, optional: true }) name?: string;
  @Nested(CountScopeDto, { optional: true }) scope?: CountScopeDto;
  @BoolField({ optional: true }) blind?: boolean;
  @IntField({ optional: true, nullable: true, min: 1, max: 3650 }) frequencyDays?: number | null;
  @DecimalField({ optional: true, nullable: true, nonNegative: true }) toleranceAbs?: string | null;
  @DecimalField({ optional: true, nullable: true, nonNegative: true, scale: 3 }) tolerancePct?: string | null;
  @DecimalField({ optional: true, nullable: true, nonNegative: true, scale: 4 }) toleranceValue?: string | null;
  @DecimalField({ optional: true, nullable: true, nonNegative: true, scale: 3 }) recountOverPct?: string | null;
  @BoolField({ optional: true }) active?: boolean;
}

export class CountPlanDto {
  @UuidField() id: string;
  @Text() name: string;
  @Nested(NamedRef) warehouse: NamedRef;
  @Nested(CountScopeDto) scope: CountScopeDto;
  @BoolField() blind: boolean;
  @IntField({ nullable: true }) frequencyDays: number | null;
  @DecimalField({ nullable: true }) toleranceAbs: string | null;
  @DecimalField({ nullable: true }) tolerancePct: string | null;
  @DecimalField({ nullable: true }) toleranceValue: string | null;
  @DecimalField({ nullable: true }) recountOverPct: string | null;
  @BoolField() active: boolean;
  @DateField({ nullable: true, description: 'when the next count is due by the frequency' }) dueOn: string | null;
  @InstantField() createdAt: string;
  @IntField({ min: 1 }) rowVersion: number;
}

export class CountPlanQuery extends ListQuery {
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @BoolField({ optional: true }) active?: boolean;
}
