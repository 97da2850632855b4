import { randomUUID } from 'node:crypto';
import { LoginLimiter, LoginStore, type LockScope } from '@anwen/rate-limit';
import { RedisConnection } from '@anwen/redis';
import type { TestDatabase } from '@anwen/database/testing';
import { CursorCodec, systemActor, type PermissionTable } from '@anwen/kernel';
import { ApiKeyService } from './api-key.service';
import { ApiKeyStore } from './api-key.store';
import { AssignmentService } from './assignment.service';
import type { ClientFacts } from './account.rules';
import { AuthService } from './auth.service';
import { BadgeService } from './badge.service';
import { BadgeStore } from './badge.store';
import { DeptService } from './dept.service';
import { DeptStore } from './dept.store';
import { PasswordService } from './password.service';
import { RoleService } from './role.service';
import { RoleStore } from './role.store';
import type { RoleAssignmentInput } from './scope.dto';
import { ScopeStore } from './scope.store';
import { SessionService } from './session.service';
import { SessionStore } from './session.store';
import { SignInAttempts } from './sign-in-attempts.service';
import { UserService } from './user.service';
import { UserStore } from './user.store';

export { walkMatrix, type MatrixWalk } from './matrix-walk';

export const TEST_PASSWORD = 'Kettle-violin-Orbit-7';
export const testClient: ClientFacts = { ip: '192.0.2.10', userAgent: 'test', requestId: 'req-test', replaces: undefined };
const actor = systemActor('rbac-factory');
/** Locks count exactly as long as Redis answers; a machine that stalls for the product's 100 ms would count elsewhere. */
const CALL_BUDGET_MS = 5_000;

/** The services as the module wires them, on a test database and the tests' Redis. */
export class RbacBed {
  readonly redis: RedisConnection;
  readonly passwords = new PasswordService();
  readonly roles = new RoleService(new RoleStore());
  readonly depts = new DeptService(new DeptStore());
  readonly keys = new ApiKeyService(new ApiKeyStore(), new RoleStore(), new ScopeStore());
  readonly sessions: SessionService;
  readonly users: UserService;
  readonly assignments: AssignmentService;
  readonly attempts: SignInAttempts;
  readonly auth: AuthService;
  readonly badges: BadgeService;

  constructor(
    readonly bed: TestDatabase,
    lockScope: LockScope = 'account',
  ) {
    const userStore = new UserStore(bed.database);
    this.redis = new RedisConnection({
      url: process.env.ANWEN_TEST_REDIS_URL!,
      connectionName: 'rbac-test',
      keyPrefix: `t:${randomUUID()}:`,
      callBudgetMs: CALL_BUDGET_MS,
    });
    this.sessions = new SessionService(new SessionStore(bed.database));
    this.users = new UserService(userStore, new ScopeStore(), this.depts, this.passwords, this.sessions, new CursorCodec(Buffer.alloc(32, 7)));
    this.badges = new BadgeService(userStore, new BadgeStore(), this.passwords, this.sessions);
    this.assignments = new AssignmentService(userStore, new RoleStore(), new ScopeStore());
    this.attempts = new SignInAttempts(bed.database, new LoginLimiter(new LoginStore(this.redis), lockScope));
    this.auth = new AuthService(bed.database, userStore, this.passwords, this.sessions, this.attempts);
  }

  /** The permissions and preset roles; Redis is there afterwards. */
  async sync(tables: readonly PermissionTable[]): Promise<void> {
    await this.redis.ready();
    await this.bed.transaction((tx) => this.roles.sync(tx, tables));
  }

  /** A user with a known password who need not change it; its public id. */
  async addUser(username: string, roles: RoleAssignmentInput[] = []): Promise<string> {
    const id = await this.bed.transaction(async (tx) => {
      const { user } = await this.users.create(tx, actor, { username, displayName: `名 ${username}`, password: TEST_PASSWORD });
      await this.assignments.replace(tx, actor, user.id, roles);
      return user.id;
    });
    await this.bed.asOwner('UPDATE sys_users SET must_change_password = false WHERE public_id = $1', [id]);
    return id;
  }

  login(username: string, password = TEST_PASSWORD, client: Partial<ClientFacts> = {}): ReturnType<AuthService['login']> {
    return this.auth.login({ username, password }, { ...testClient, ...client });
  }

  /** A session without the detour over a password. */
  async tokenFor(username: string): Promise<string> {
    const [user] = await this.bed.asOwner<{ id: string }>('SELECT id FROM sys_users WHERE username = $1', [username]);
    const session = await this.bed.transaction((tx) => this.sessions.open(tx, { userId: user!.id, client: 'web', ip: null, userAgent: null }));
    return session.token;
  }

  async close(): Promise<void> {
    await this.redis.close();
  }
}
