import { BoolField, Code, IntField, Text, TextList, UuidField } from '@anwen/http';

export class RoleInput {
  @Text({ min: 2, max: 40, pattern: /^[a-z][a-z0-9_]*$/, example: 'night_shift' })
  code: string;

  @Text({ max: 60 })
  nameZh: string;

  @Text({ max: 60 })
  nameEn: string;

  @TextList({ max: 200 })
  permissions: string[];
}

export class RolePatch {
  @Text({ optional: true, min: 1, max: 60 })
  nameZh?: string;

  @Text({ optional: true, min: 1, max: 60 })
  nameEn?: string;

  @TextList({ optional: true, max: 200 })
  permissions?: string[];
}

export class RoleView {
  @UuidField()
  id: string;

  @Code()
  code: string;

  @Text()
  nameZh: string;

  @Text()
  nameEn: string;

  @BoolField({ description: 'comes with the product and cannot be changed' })
  preset: boolean;

  @TextList()
  permissions: string[];

  @IntField()
  rowVersion: number;
}

export class PermissionView {
  @Code()
  code: string;

  @Text()
  lib: string;

  @Text()
  labelZh: string;

  @Text()
  labelEn: string;
}
