import { randomBytes } from 'node:crypto';
import { AssignmentService, UserService, createFirstAdministrator, rbacErrors, type NewPassword, type UserListItem } from '@anwen/rbac';
import type { Tx } from '@anwen/database';
import { TenantService, TenantStore } from '@anwen/tenant';
import { ExitCode, PAGE_LIMIT_MAX } from '@anwen/kernel';
import type { INestApplicationContext } from '@nestjs/common';
import { InvalidArgumentError, type Command } from 'commander';
import { readPassword } from './passwords';
import { leaf } from './program';
import { permissionTables, withAllServices } from './services';
import type { Session } from './session';
import { columns } from './terminal';

interface CreateOptions {
  readonly name?: string;
  readonly email?: string;
  readonly role: { role: string; scopes: { kind: string }[] }[];
  readonly locale?: string;
  readonly passwordFile?: string;
  readonly dryRun?: boolean;
}

/** Until the owner gives it its name. */
const NEW_FACTORY = { code: 'MAIN', name: '我的工廠' };
const FROM_FILE = ['--password-file <file>', 'file that holds the password; - reads standard input'] as const;

/** `anwen user create-admin|create|reset-password|list` */
export function addUser(program: Command): void {
  const noun = program.command('user').description('the people who sign in');
  leaf<{ passwordFile?: string; dryRun?: boolean }>(noun, 'create-admin', {
    about: 'make the first administrator "admin" (password: --password-file, ANWEN_ADMIN_PASSWORD, or a random one that is shown once)',
    dryRun: true,
    prepare: (c) => c.option(...FROM_FILE),
    run: createAdmin,
  });
  leaf<CreateOptions>(noun, 'create <username>', {
    about: 'make a user; without --password-file a temporary password is made and shown once',
    dryRun: true,
    run: create,
    prepare: (c) =>
      c
        .option('--name <name>', 'display name')
        .option('--email <address>')
        .option('--locale <locale>', 'zh-Hant or en')
        .option(...FROM_FILE)
        .option('--role <code>', 'preset or own role, reaching everything; may be repeated', addRole, []),
  });
  leaf<{ dryRun?: boolean }>(noun, 'reset-password <username>', {
    about: 'make a temporary password, show it once, and end the user’s sessions',
    dryRun: true,
    run: resetPassword,
  });
  leaf(noun, 'list', { about: 'list the users', run: list });
}

async function createAdmin(session: Session, options: { passwordFile?: string; dryRun?: boolean }): Promise<void> {
  const given = options.passwordFile ? await readPassword(options.passwordFile) : session.settings.adminPassword;
  const password = given || randomBytes(15).toString('base64url');
  const database = await session.database();
  if (options.dryRun) return session.terminal.data({ dryRun: true }, ['would make the user admin if there is no user yet']);
  const { username, created } = await createFirstAdministrator(database, { password, tables: permissionTables });
  const tenants = new TenantService(new TenantStore(database));
  await database.transaction(session.everything, (tx) => tenants.ensure(tx, NEW_FACTORY));
  const shown = created && !given ? { password } : {};
  session.terminal.data({ username, created, ...shown }, [
    created ? `made the administrator ${username}` : 'there are users already, nothing was changed',
    ...(shown.password ? [`password (shown this once): ${password}`] : []),
  ]);
}

async function create(session: Session, options: CreateOptions, [username = '']: string[]): Promise<void> {
  const password = options.passwordFile === undefined ? undefined : await readPassword(options.passwordFile);
  await inTransaction(
    session,
    async (tx, services) => {
      const made = await services.get(UserService).create(tx, session.actor, {
        username,
        displayName: options.name ?? username,
        email: options.email ?? null,
        locale: options.locale ?? 'zh-Hant',
        ...(password !== undefined && { password }),
      });
      await services.get(AssignmentService).replace(tx, session.actor, made.user.id, options.role);
      return made;
    },
    options,
  );
}

async function resetPassword(session: Session, options: { dryRun?: boolean }, [username = '']: string[]): Promise<void> {
  await inTransaction(
    session,
    async (tx, services) => {
      const users = services.get(UserService);
      return users.resetPassword(tx, session.actor, (await findByName(users, tx, username)).id);
    },
    options,
  );
}

async function list(session: Session): Promise<void> {
  await withAllServices(await session.database(), async (services) => {
    const users = await (await session.database()).read(session.everything, (tx) => everyUser(services.get(UserService), tx));
    const lines = users.map((u) => [
      u.username,
      u.displayName,
      u.status,
      u.lastLoginAt ?? 'never signed in',
      u.mustChangePassword ? 'must change the password' : '',
    ]);
    session.terminal.data({ items: users }, columns(lines));
  });
}

/** Rolls a dry run back after the services had their say, so that it refuses what the real run would refuse. */
async function inTransaction(
  session: Session,
  work: (tx: Tx, services: INestApplicationContext) => Promise<NewPassword>,
  options: { dryRun?: boolean },
): Promise<void> {
  const database = await session.database();
  await withAllServices(database, async (services) => {
    const made = await database
      .transaction(session.everything, async (tx) => {
        const result = await work(tx, services);
        if (options.dryRun) throw new DryRun(result);
        return result;
      })
      .catch((error: unknown) => {
        if (error instanceof DryRun) return undefined;
        throw error;
      });
    if (!made) return session.terminal.data({ dryRun: true }, ['it would succeed; nothing was changed']);
    const { user, temporaryPassword } = made;
    session.terminal.data({ user, ...(temporaryPassword && { temporaryPassword }) }, [
      `${user.username}: done`,
      ...(temporaryPassword ? [`temporary password (shown this once): ${temporaryPassword}`] : []),
    ]);
  });
}

class DryRun extends Error {
  constructor(readonly result: NewPassword) {
    super('dry run');
  }
}

async function findByName(users: UserService, tx: Tx, username: string): Promise<UserListItem> {
  const found = (await everyUser(users, tx, username)).find((u) => u.username.toLowerCase() === username.toLowerCase());
  if (!found) throw rbacErrors.user_not_found();
  return found;
}

async function everyUser(users: UserService, tx: Tx, q?: string): Promise<UserListItem[]> {
  const all: UserListItem[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await users.list(tx, { limit: PAGE_LIMIT_MAX, ...(q !== undefined && { q }), ...(cursor !== undefined && { cursor }) });
    all.push(...page.items);
    if (page.nextCursor === null) return all;
    cursor = page.nextCursor;
  }
}

function addRole(code: string, before: CreateOptions['role']): CreateOptions['role'] {
  if (!/^[a-z][a-z0-9_]*$/.test(code)) throw new InvalidArgumentError(`not a role code (exit ${ExitCode.usage})`);
  return [...before, { role: code, scopes: [{ kind: 'all' }] }];
}
