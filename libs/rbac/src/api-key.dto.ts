import { Code, InstantField, IntField, ListOf, Nested, Text, TextList, UuidField } from '@anwen/http';
import { ScopeInput, ScopeView } from './scope.dto';

export class ApiKeyInput {
  @Text({ max: 100, description: 'what uses the key' })
  name: string;

  @TextList({ max: 100, description: 'permissions; none = no access' })
  permissions: string[];

  @ListOf(ScopeInput, { max: 100, description: 'where they reach; none = nowhere' })
  scopes: ScopeInput[];

  @InstantField({ optional: true, nullable: true })
  expiresAt?: string | null;
}

export class RotateApiKeyInput {
  @IntField({ min: 0, max: 168, optional: true, description: 'hours in which the old key works too; 24 when absent' })
  overlapHours?: number;
}

export class ApiKeyView {
  @UuidField()
  id: string;

  @Text()
  name: string;

  @Code({ description: 'first characters, to recognise it' })
  hint: string;

  @TextList()
  permissions: string[];

  @ListOf(ScopeView)
  scopes: ScopeView[];

  @Text({ description: 'user name of its maker; it stops when that user is disabled' })
  createdBy: string;

  @InstantField()
  createdAt: string;

  @InstantField({ nullable: true })
  lastUsedAt: string | null;

  @InstantField({ nullable: true })
  expiresAt: string | null;

  @InstantField({ nullable: true })
  revokedAt: string | null;
}

export class NewApiKey {
  @Nested(ApiKeyView)
  apiKey: ApiKeyView;

  @Text({ description: 'shown this once' })
  token: string;
}
