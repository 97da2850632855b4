import { BoolField, InstantField, ListOf, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { PASSWORD_MAX } from './password.rules';
import { PIN_MAX, PIN_MIN } from './pin.rules';

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

const DIGITS = /^\d+$/;

export class BadgeLoginInput {
  @Text({ min: 8, max: 64, description: 'what the badge says' })
  badge: string;

  @Text({ min: 4, max: PIN_MAX, pattern: DIGITS })
  pin: string;
}

export class ChangePinInput {
  @Text({ min: 1, max: 128, description: 'the current PIN, or the password when no PIN was set' })
  current: string;

  @Text({ min: PIN_MIN, max: PIN_MAX, pattern: DIGITS, description: 'six digits at least; repetitions and runs are refused' })
  newPin: string;
}

export class NewBadge {
  @Text({ description: 'shown this once' })
  code: string;

  @Text({ max: 100_000, description: 'the badge as a QR code, SVG' })
  svg: string;

  @InstantField()
  issuedAt: string;
}

export class NewPinDto {
  @Text({ description: 'shown this once; the person changes it on a device' })
  pin: string;
}
