import { BoolField, Code, DateField, IntField, ListOf, ListQuery, Nested, Text, TextList, UuidField } from '@anwen/http';

/** Codes of the shifts of each weekday; an empty list is a free day. */
export class WeekDto {
  @TextList({ max: 10 }) mon: string[];
  @TextList({ max: 10 }) tue: string[];
  @TextList({ max: 10 }) wed: string[];
  @TextList({ max: 10 }) thu: string[];
  @TextList({ max: 10 }) fri: string[];
  @TextList({ max: 10 }) sat: string[];
  @TextList({ max: 10 }) sun: string[];
}

export class WeekInput {
  @TextList({ max: 10, optional: true }) mon?: string[];
  @TextList({ max: 10, optional: true }) tue?: string[];
  @TextList({ max: 10, optional: true }) wed?: string[];
  @TextList({ max: 10, optional: true }) thu?: string[];
  @TextList({ max: 10, optional: true }) fri?: string[];
  @TextList({ max: 10, optional: true }) sat?: string[];
  @TextList({ max: 10, optional: true }) sun?: string[];
}

export class CalendarExceptionDto {
  @DateField() day: string;
  @TextList({ max: 10, description: 'codes of shifts; none = free' }) shifts: string[];
  @Text({ nullable: true }) note: string | null;
}

export class CalendarSummaryDto {
  @UuidField() id: string;
  @Code() code: string;
  @Text() name: string;
  @BoolField({ description: 'the calendar of the factory' }) isDefault: boolean;
  @Nested(WeekDto) week: WeekDto;
  @IntField({ min: 1 }) rowVersion: number;
}

export class CalendarDto extends CalendarSummaryDto {
  @ListOf(CalendarExceptionDto) exceptions: CalendarExceptionDto[];
}

export class CreateCalendarDto {
  @Code({ max: 30, example: 'FACTORY' }) code: string;
  @Text({ max: 100 }) name: string;
  @Nested(WeekInput) week: WeekInput;
  @BoolField({ optional: true, description: 'the one before is no longer it' }) isDefault?: boolean;
}

export class UpdateCalendarDto {
  @Text({ min: 1, max: 100, optional: true }) name?: string;
  @Nested(WeekInput, { optional: true, description: 'replaces the week' }) week?: WeekInput;
  @BoolField({ optional: true, description: 'the one before is no longer it' }) isDefault?: boolean;
}

export class CalendarExceptionInput {
  @DateField() day: string;
  @TextList({ max: 10, description: 'codes of shifts; none = free' }) shifts: string[];
  @Text({ optional: true, nullable: true, max: 200 }) note?: string | null;
}

export class CalendarExceptionsDto {
  @ListOf(CalendarExceptionInput, { max: 1000, description: 'replaces the list' }) exceptions: CalendarExceptionInput[];
}

export class CalendarListQuery extends ListQuery {
  @Text({ max: 100, optional: true, description: 'text in code or name' }) q?: string;
}
