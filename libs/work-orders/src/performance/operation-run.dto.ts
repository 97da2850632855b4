import { NamedRefDto } from '@anwen/catalog';
import { BoolField, DecimalField, InstantField, ListOf, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { RUN_KINDS } from './operation.dto';

export class CorrectRunDto {
  @InstantField({ description: 'when the work really ended: not before it began, and earlier than the clock says' }) endedAt: string;
  @Text({ min: 1, max: 500 }) reason: string;
}

export class RunCorrectionDto {
  @InstantField({ description: 'the end by the clock' }) endedBefore: string;
  @Text() by: string;
  @InstantField() at: string;
  @Text() reason: string;
}

export class OperationRunDto {
  @UuidField() id: string;
  @OneOf(RUN_KINDS) kind: string;
  @Text() operator: string;
  @InstantField() startedAt: string;
  @InstantField({ nullable: true, description: 'none while somebody is at it' }) endedAt: string | null;
  @DecimalField({ description: 'seconds, so far while it lasts' }) workedS: string;
  @Nested(NamedRefDto, { nullable: true, description: 'why it was stopped, named in the language of the caller' }) reason: NamedRefDto | null;
  @Nested(RunCorrectionDto, { nullable: true, description: 'the last one' }) correction: RunCorrectionDto | null;
  @TextList({ description: 'what may be done now' }) legal: string[];
}

export class OperationRunsDto {
  @ListOf(OperationRunDto, { description: 'latest first' }) items: OperationRunDto[];
  @BoolField({ description: 'there are more than are shown' }) truncated: boolean;
}
