import { BoolField, InstantField, IntField, ListOf, OneOf, OpenObject, Text } from '@anwen/http';
import { BOARD_KINDS, type BoardKind } from './board-key.rules';
import type { BoardData } from './board-shapes';

export class BoardEntryDto {
  @Text({ description: 'work-center:CODE, line:GROUP, warehouse:CODE, work-orders or work-orders:WAREHOUSE' }) key: string;
  @OneOf(BOARD_KINDS) kind: BoardKind;
  @Text() titleZh: string;
  @Text() titleEn: string;
}

export class BoardListDto {
  @ListOf(BoardEntryDto) items: BoardEntryDto[];
}

export class BoardDto {
  @Text() key: string;
  @OneOf(BOARD_KINDS) kind: BoardKind;
  @InstantField({ description: 'nothing in the data is older, but counts of missing materials: those by 12 s at most' }) asOf: string;
  @IntField({ min: 0, description: 'age of the data when this was sent' }) ageMs: number;
  @BoolField({ description: 'newer data could not be had; such an answer is never a 304' }) stale: boolean;
  @Text({ description: 'the ETag: stays while the data is the same' }) version: string;
  @OpenObject({ description: 'by kind; moments instead of ages, so that the version stays while the clock goes on' }) data: BoardData;
}
