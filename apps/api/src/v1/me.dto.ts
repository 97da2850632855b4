import { Nested, Text, TextList, UuidField } from '@anwen/http';
import { SignedInUser } from '@anwen/rbac';

export class OwnTenant {
  @UuidField()
  id: string;

  @Text()
  code: string;

  @Text()
  name: string;

  @Text()
  timeZone: string;

  @Text({ description: 'normal, read_only or migrated' })
  mode: string;
}

export class Me {
  @Nested(SignedInUser, { nullable: true, description: 'null for an API key' })
  user: SignedInUser | null;

  @TextList()
  permissions: string[];

  @Nested(OwnTenant, { nullable: true })
  tenant: OwnTenant | null;
}
