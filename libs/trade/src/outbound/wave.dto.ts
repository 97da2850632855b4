import { NamedRefDto } from '@anwen/catalog';
import { Code, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { WAVE_STRATEGIES } from './route.rules';
import { ShipmentStateRefDto } from './sales-order.dto';
import { TaskCountsDto } from './shipment.dto';
import { WAVE_STATES } from './wave.rules';

export class WaveQuery extends ListQuery {
  @OneOf(WAVE_STATES, { optional: true }) state?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
}

export class CreateWaveDto {
  @Code({ description: 'warehouse code' }) warehouse: string;
  @OneOf(WAVE_STRATEGIES) strategy: string;
  @TextList({ min: 1, max: 200, description: 'ids or numbers of allocated shipments' }) shipments: string[];
  @InstantField({ optional: true, nullable: true }) cutOffAt?: string | null;
}

export class WaveDto {
  @UuidField() id: string;
  @Code() number: string;
  @OneOf(WAVE_STATES) state: string;
  @Nested(NamedRefDto) warehouse: NamedRefDto;
  @OneOf(WAVE_STRATEGIES) strategy: string;
  @InstantField({ nullable: true }) cutOffAt: string | null;
  @Text() createdBy: string;
  @InstantField() createdAt: string;
  @IntField() rowVersion: number;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @ListOf(ShipmentStateRefDto) shipments: ShipmentStateRefDto[];
  @Nested(TaskCountsDto) tasks: TaskCountsDto;
}
