import { Code, IntField, Text, UuidField } from '@anwen/http';

export class DeptInput {
  @Code({ max: 40 })
  code: string;

  @Text({ max: 100 })
  name: string;

  @UuidField({ optional: true, nullable: true })
  parentId?: string | null;
}

export class DeptPatch {
  @Text({ optional: true, min: 1, max: 100 })
  name?: string;

  @UuidField({ optional: true, nullable: true, description: 'null moves it to the top' })
  parentId?: string | null;
}

export class DeptView {
  @UuidField()
  id: string;

  @Code()
  code: string;

  @Text()
  name: string;

  @UuidField({ nullable: true })
  parentId: string | null;

  @IntField()
  rowVersion: number;
}
