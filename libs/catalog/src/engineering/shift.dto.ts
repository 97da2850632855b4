import { BoolField, Code, IntField, ListQuery, Text, UuidField } from '@anwen/http';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export class ShiftDto {
  @UuidField() id: string;
  @Code() code: string;
  @Text() name: string;
  @Text({ pattern: TIME, example: '22:00', description: 'on the clock of the factory' }) startsAt: string;
  @Text({ pattern: TIME, example: '06:00', description: 'on the next day when it is not after startsAt' }) endsAt: string;
  @IntField({ min: 0 }) breakMinutes: number;
  @BoolField() crossesMidnight: boolean;
  @IntField({ min: 1, description: 'from start to end, the break included' }) minutes: number;
  @IntField({ min: 1 }) rowVersion: number;
}

export class CreateShiftDto {
  @Code({ max: 30, example: 'NIGHT' }) code: string;
  @Text({ max: 100 }) name: string;
  @Text({ pattern: TIME, example: '22:00', description: 'on the clock of the factory' }) startsAt: string;
  @Text({ pattern: TIME, example: '06:00', description: 'on the next day when it is not after startsAt' }) endsAt: string;
  @IntField({ optional: true, min: 0, max: 1439 }) breakMinutes?: number;
}

export class UpdateShiftDto {
  @Text({ min: 1, max: 100, optional: true }) name?: string;
  @Text({ pattern: TIME, optional: true }) startsAt?: string;
  @Text({ pattern: TIME, optional: true }) endsAt?: string;
  @IntField({ optional: true, min: 0, max: 1439 }) breakMinutes?: number;
}

export class ShiftListQuery extends ListQuery {
  @Text({ max: 100, optional: true, description: 'text in code or name' }) q?: string;
}
