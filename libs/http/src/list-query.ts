import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '@anwen/kernel';
import { BoolField, IntField, Text } from './fields';

/** What every list accepts; a list's own query extends it with its filters and narrows `sort`. */
export class ListQuery {
  @IntField({ optional: true, min: 1, max: PAGE_LIMIT_MAX, description: 'rows at most', example: PAGE_LIMIT_DEFAULT })
  limit: number = PAGE_LIMIT_DEFAULT;

  @Text({ optional: true, max: 1000, description: 'nextCursor of the page before' })
  cursor?: string;

  @Text({ optional: true, max: 60, description: 'sort key; a leading - turns it around' })
  sort?: string;

  @BoolField({ optional: true, description: 'adds total (exact to 10 000, then an estimate)' })
  withTotal?: boolean;
}
