import { NamedRefDto } from '@anwen/catalog';
import { BoolField, Code, DateField, InstantField, IntField, ListOf, Nested, UuidField } from '@anwen/http';

export class LoadQuery {
  @DateField({ optional: true, description: 'today when absent' }) from?: string;
  @DateField({ optional: true, description: 'two weeks later when absent; at most 92 days' }) to?: string;
  @Code({ optional: true, description: 'work centre code' }) workCenter?: string;
}

export class LoadPartDto {
  @Code() number: string;
  @IntField() opNo: number;
  @IntField({ description: 'seconds' }) loadS: number;
}

export class LoadDayDto {
  @DateField() day: string;
  @IntField({ description: 'seconds that it can work, all lanes together; today from now on' }) capacityS: number;
  @IntField({ description: 'seconds that it has to work' }) loadS: number;
  @IntField({ description: 'of the capacity, in per cent' }) pct: number;
  @ListOf(LoadPartDto, { max: 10_000 }) orders: LoadPartDto[];
}

export class CentreLoadDto {
  @Nested(NamedRefDto) workCenter: NamedRefDto;
  @ListOf(LoadDayDto) days: LoadDayDto[];
}

export class OrderEndDto {
  @UuidField() id: string;
  @Code() number: string;
  @DateField({ nullable: true }) dueOn: string | null;
  @InstantField({
    nullable: true,
    description:
      'when it can be finished with the capacity that there is; null = after the last day looked at. Later than need be where a work centre waits for an order: the gap is not given to others',
  })
  finiteEnd: string | null;
  @BoolField({ description: 'after its due day' }) isLate: boolean;
}

export class LoadDto {
  @DateField() from: string;
  @DateField() to: string;
  @ListOf(CentreLoadDto) items: CentreLoadDto[];
  @ListOf(OrderEndDto, { max: 100_000 }) orders: OrderEndDto[];
}
