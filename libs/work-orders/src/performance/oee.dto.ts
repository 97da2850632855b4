import { NamedRefDto } from '@anwen/catalog';
import { Code, DateField, DecimalField, ListOf, Nested, OneOf, Text } from '@anwen/http';

export const GRAINS = ['shift', 'day', 'week'] as const;
export type Grain = (typeof GRAINS)[number];

export class OeeQuery {
  @Code({ optional: true, description: 'code of a work centre; all that the caller reaches when absent' }) workCenter?: string;
  @DateField({ optional: true, description: 'first factory day; six days before the last when absent' }) from?: string;
  @DateField({ optional: true, description: 'last factory day; today when absent' }) to?: string;
  @OneOf(GRAINS, { optional: true, description: 'day and week are sums of shifts, divided once; shift when absent' }) grain?: string;
}

export class OeeRowDto {
  @Nested(NamedRefDto) workCenter: NamedRefDto;
  @DateField({ description: 'factory day; of a week its Monday' }) day: string;
  @Nested(NamedRefDto, { nullable: true, description: 'none for days and weeks, for hours without a shift, and for what was reported outside of working time' })
  shift: NamedRefDto | null;
  @DecimalField({ description: 'machine seconds of working time without planned downtime, up to now' }) plannedS: string;
  @DecimalField({ description: 'unplanned downtime within it' }) downS: string;
  @DecimalField() plannedDownS: string;
  @DecimalField({ description: 'operations running and nothing down; set-up is not running' }) runS: string;
  @DecimalField({ nullable: true, description: 'what the reported pieces need at best; none when nobody knows' }) idealS: string | null;
  @DecimalField() good: string;
  @DecimalField() scrap: string;
  @DecimalField({ description: 'good, scrap and rework' }) total: string;
  @Text({ nullable: true, description: 'base unit of the pieces; none when there are none, or of different units: those have no quality in common' })
  uom: string | null;
  @DecimalField({ nullable: true, description: 'run ÷ planned' }) availability: string | null;
  @DecimalField({ nullable: true, description: 'ideal ÷ run; above 1 the ideal is set too slow' }) performance: string | null;
  @DecimalField({ nullable: true, description: 'good ÷ total; none when the units differ' }) quality: string | null;
  @DecimalField({ nullable: true, description: 'availability × performance × quality; none while one of them is undefined' }) oee: string | null;
}

export class OeeDto {
  @ListOf(OeeRowDto) items: OeeRowDto[];
}
