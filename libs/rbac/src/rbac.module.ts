import { Inject, Module, type DynamicModule, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '@anwen/database';
import { ALL_SCOPE, systemActor, type PermissionTable } from '@anwen/kernel';
import { ActorService } from './actor.service';
import { ApiKeyService } from './api-key.service';
import { ApiKeyStore } from './api-key.store';
import { AssignmentService } from './assignment.service';
import { AuthGuard } from './auth.guard';
import { AuthService } from './auth.service';
import { BadgeLogin } from './badge-login.service';
import { BadgeService } from './badge.service';
import { BadgeStore } from './badge.store';
import { DeptService } from './dept.service';
import { DeptStore } from './dept.store';
import { PasswordService } from './password.service';
import { PermissionGuard } from './permission.guard';
import { RBAC_OPTIONS, type RbacOptions } from './rbac-options';
import { RoleService } from './role.service';
import { RoleStore } from './role.store';
import { ScopeStore } from './scope.store';
import { SessionService } from './session.service';
import { SessionStore } from './session.store';
import { SignInAttempts } from './sign-in-attempts.service';
import { UnknownTokens } from './unknown-tokens.service';
import { UserService } from './user.service';
import { UserStore } from './user.store';

const EXPORTED = [
  ActorService,
  ApiKeyService,
  AssignmentService,
  AuthGuard,
  AuthService,
  BadgeLogin,
  BadgeService,
  DeptService,
  PermissionGuard,
  RoleService,
  SessionService,
  UserService,
];

/** Who may do what. At start it brings permissions and preset roles in the database to what the code says. */
@Module({})
export class RbacModule implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly roles: RoleService,
    @Inject(RBAC_OPTIONS) private readonly options: RbacOptions,
  ) {}

  static forRoot(tables: readonly PermissionTable[], options: () => Omit<RbacOptions, 'tables'> = () => ({})): DynamicModule {
    return {
      module: RbacModule,
      global: true,
      providers: [
        { provide: RBAC_OPTIONS, useFactory: (): RbacOptions => ({ ...options(), tables }) },
        ApiKeyStore,
        BadgeStore,
        DeptStore,
        RoleStore,
        ScopeStore,
        SessionStore,
        UserStore,
        PasswordService,
        SignInAttempts,
        UnknownTokens,
        ...EXPORTED,
      ],
      exports: [...EXPORTED, RBAC_OPTIONS, PasswordService, UnknownTokens],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.database.transaction({ actor: systemActor('startup'), scope: ALL_SCOPE }, (tx) => this.roles.sync(tx, this.options.tables));
  }
}
