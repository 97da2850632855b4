import { Code, ListOf, Nested, OneOf, Text, UuidField } from '@anwen/http';
import { SCOPE_KINDS } from './grants.rules';

export class ScopeInput {
  @OneOf(SCOPE_KINDS)
  kind: string;

  @UuidField({ optional: true, description: 'the warehouse, zone, department, work centre or partner; absent for all and own' })
  targetId?: string;
}

export class ScopeTargetView {
  @UuidField()
  id: string;

  @Code()
  code: string;

  @Text()
  name: string;
}

export class ScopeView {
  @OneOf(SCOPE_KINDS)
  kind: string;

  @Nested(ScopeTargetView, { nullable: true })
  target: ScopeTargetView | null;
}

export class RoleAssignmentInput {
  @Code({ description: 'code of the role' })
  role: string;

  @ListOf(ScopeInput, { max: 100, description: 'where the role reaches; none = nowhere' })
  scopes: ScopeInput[];
}

export class RoleAssignmentView {
  @Code()
  role: string;

  @Text()
  nameZh: string;

  @Text()
  nameEn: string;

  @ListOf(ScopeView)
  scopes: ScopeView[];
}
