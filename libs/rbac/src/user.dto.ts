import { BoolField, Code, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, UuidField } from '@anwen/http';
import { PASSWORD_MAX } from './password.rules';
import { RoleAssignmentInput, RoleAssignmentView } from './scope.dto';

const EMAIL = /^[^\s@]+@[^\s@]+$/;
/** ASCII only: names that merely look alike would be somebody else. */
const USERNAME = /^[A-Za-z0-9][A-Za-z0-9._@-]*$/;

export class UserQuery extends ListQuery {
  @Text({ optional: true, max: 100, description: 'part of the user name or the display name' })
  q?: string;

  @OneOf(['active', 'disabled'], { optional: true })
  status?: string;

  @OneOf(['username'], { optional: true })
  override sort?: string = undefined;
}

export class UserInput {
  @Text({ min: 2, max: 64, pattern: USERNAME, example: 'lin.mei' })
  username: string;

  @Text({ max: 100 })
  displayName: string;

  @Text({ optional: true, nullable: true, max: 200, pattern: EMAIL })
  email?: string | null;

  @UuidField({ optional: true, nullable: true })
  departmentId?: string | null;

  @OneOf(['zh-Hant', 'en'], { optional: true })
  locale?: string;

  @Text({ optional: true, min: 1, max: PASSWORD_MAX, description: 'absent: one is made and shown once' })
  password?: string;

  @ListOf(RoleAssignmentInput, { optional: true, max: 30 })
  roles?: RoleAssignmentInput[];
}

export class UserPatch {
  @Text({ optional: true, min: 1, max: 100 })
  displayName?: string;

  @Text({ optional: true, nullable: true, max: 200, pattern: EMAIL })
  email?: string | null;

  @UuidField({ optional: true, nullable: true })
  departmentId?: string | null;

  @OneOf(['zh-Hant', 'en'], { optional: true })
  locale?: string;
}

export class UserRolesInput {
  @ListOf(RoleAssignmentInput, { max: 30, description: 'replaces all assignments' })
  roles: RoleAssignmentInput[];
}

export class ReasonInput {
  @Text({ optional: true, max: 300 })
  reason?: string;
}

export class UserDepartment {
  @UuidField()
  id: string;

  @Code()
  code: string;

  @Text()
  name: string;
}

export class UserListItem {
  @UuidField()
  id: string;

  @Text()
  username: string;

  @Text()
  displayName: string;

  @Text({ nullable: true })
  email: string | null;

  @Nested(UserDepartment, { nullable: true })
  department: UserDepartment | null;

  @OneOf(['zh-Hant', 'en'])
  locale: string;

  @OneOf(['active', 'disabled'])
  status: string;

  @BoolField()
  mustChangePassword: boolean;

  @InstantField({ nullable: true })
  lastLoginAt: string | null;

  @InstantField()
  createdAt: string;

  @IntField()
  rowVersion: number;
}

export class UserView extends UserListItem {
  @ListOf(RoleAssignmentView)
  roles: RoleAssignmentView[];
}

export class NewPassword {
  @Nested(UserView)
  user: UserView;

  @Text({ nullable: true, description: 'shown this once; null when the caller chose it' })
  temporaryPassword: string | null;
}

export class SessionsEnded {
  @IntField()
  sessionsEnded: number;
}
