import { BoolField, InstantField, ListOf, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { PASSWORD_MAX } from './password.rules';

export class LoginInput {
  @Text({ min: 1, max: 64, description: 'user name, any case' })
  username: string;

  @Text({ min: 1, max: PASSWORD_MAX })
  password: string;
}

export class ChangePasswordInput {
  @Text({ min: 1, max: PASSWORD_MAX })
  currentPassword: string;

  @Text({ min: 1, max: PASSWORD_MAX, description: 'at least 12 characters, 15 for administrators' })
  newPassword: string;
}

export class SignedInUser {
  @UuidField()
  id: string;

  @Text()
  username: string;

  @Text()
  displayName: string;

  @OneOf(['zh-Hant', 'en'])
  locale: string;

  @BoolField({ description: 'true: everything but changing the password is refused' })
  mustChangePassword: boolean;
}

export class LoginResult {
  @Text({ description: 'opaque; send as Authorization: Bearer' })
  token: string;

  @InstantField()
  expiresAt: string;

  @Nested(SignedInUser)
  user: SignedInUser;
}

export class PermissionScope {
  @Text()
  permission: string;

  @BoolField({ description: 'reaches everything' })
  all: boolean;

  @TextList({ description: 'kinds of limits that apply: warehouse, zone, department, work_center, partner, own' })
  limits: string[];
}

export class PermissionScopes {
  @ListOf(PermissionScope)
  permissions: PermissionScope[];
}
