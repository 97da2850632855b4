import { Injectable } from '@nestjs/common';
import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import type { ApiKeyInput, ApiKeyView, NewApiKey, RotateApiKeyInput } from './api-key.dto';
import { ApiKeyStore, type ApiKeyRow } from './api-key.store';
import { rbacErrors } from './rbac.errors';
import { RoleStore } from './role.store';
import { ScopeStore } from './scope.store';
import { newApiKeyToken, tokenHash, tokenHint } from './token.rules';
import { ADMIN_PERMISSIONS } from './user.store';

/** Nor may it point webhooks at an address of its own: that would carry data out for ever. */
const REFUSED_PERMISSIONS = [...ADMIN_PERMISSIONS, 'webhook.write'];
/** A day: long enough to exchange the key in every system that uses it. */
const OVERLAP_HOURS = 24;

/** Keys of integrations: explicit permissions, explicit scopes, shown once. */
@Injectable()
export class ApiKeyService {
  constructor(
    private readonly store: ApiKeyStore,
    private readonly roles: RoleStore,
    private readonly scopes: ScopeStore,
  ) {}

  async list(tx: Tx): Promise<ApiKeyView[]> {
    const views: ApiKeyView[] = [];
    for (const row of await this.store.list(tx)) views.push(await this.present(tx, row));
    return views;
  }

  /** @throws rbac.permission_unknown, rbac.api_key_permission_refused, rbac.scope_invalid, rbac.api_key_expiry_past */
  async create(tx: Tx, actor: Actor, input: ApiKeyInput): Promise<NewApiKey> {
    // A key is for stock and orders; a stolen one must not be able to make users or further keys.
    const refused = input.permissions.filter((p) => REFUSED_PERMISSIONS.includes(p));
    if (refused.length > 0) throw rbacErrors.api_key_permission_refused({ codes: refused.join(', ') });
    const unknown = await this.roles.unknownPermissions(tx, input.permissions);
    if (unknown.length > 0) throw rbacErrors.permission_unknown({ codes: unknown.slice(0, 10).join(', ') });
    if (input.expiresAt && Date.parse(input.expiresAt) <= Date.now()) throw rbacErrors.api_key_expiry_past();
    const scopes = await this.scopes.resolve(tx, input.scopes);
    const token = newApiKeyToken();
    const made = await this.store.insert(tx, {
      name: input.name,
      tokenHash: tokenHash(token),
      hint: tokenHint(token),
      permissions: [...new Set(input.permissions)],
      createdBy: actor.userId!,
      expiresAt: input.expiresAt ?? null,
    });
    await this.scopes.addScopes(tx, { userRoleId: null, apiKeyId: made.internalId }, scopes);
    audit.record(tx, actor, 'apikey.created', { type: 'api_key', id: made.id }, { diff: input });
    return { apiKey: await this.get(tx, made.id), token };
  }

  /** A new token with the same rights; the old one works beside it for a while. @throws rbac.api_key_not_found | rbac.api_key_ended | rbac.api_key_replaced */
  async rotate(tx: Tx, actor: Actor, { id, input }: { id: string; input: RotateApiKeyInput }): Promise<NewApiKey> {
    const row = await this.store.lock(tx, id);
    if (!row) throw rbacErrors.api_key_not_found();
    if (row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt.getTime() <= Date.now())) throw rbacErrors.api_key_ended();
    // A second successor would inherit the end that the first rotation has set.
    if (row.isReplaced) throw rbacErrors.api_key_replaced();
    const token = newApiKeyToken();
    const overlapHours = input.overlapHours ?? OVERLAP_HOURS;
    const next = { tokenHash: tokenHash(token), hint: tokenHint(token), createdBy: actor.userId!, overlapHours };
    const made = await this.store.succeed(tx, row.internalId, next);
    audit.record(tx, actor, 'apikey.rotated', { type: 'api_key', id }, { diff: { replacedBy: made, overlapHours } });
    return { apiKey: await this.get(tx, made), token };
  }

  /** The key stops within a second. @throws rbac.api_key_not_found */
  async revoke(tx: Tx, actor: Actor, id: string): Promise<ApiKeyView> {
    const row = await this.require(tx, id);
    await this.store.revoke(tx, row.internalId);
    audit.record(tx, actor, 'apikey.revoked', { type: 'api_key', id });
    return this.get(tx, id);
  }

  async get(tx: Tx, id: string): Promise<ApiKeyView> {
    return this.present(tx, await this.require(tx, id));
  }

  private async require(tx: Tx, id: string): Promise<ApiKeyRow> {
    const row = await this.store.find(tx, id);
    if (!row) throw rbacErrors.api_key_not_found();
    return row;
  }

  private async present(tx: Tx, { internalId, ...row }: ApiKeyRow): Promise<ApiKeyView> {
    const text = (at: Date | null): string | null => at?.toISOString() ?? null;
    return {
      ...row,
      scopes: await this.scopes.scopesOfKey(tx, internalId),
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: text(row.lastUsedAt),
      expiresAt: text(row.expiresAt),
      revokedAt: text(row.revokedAt),
    };
  }
}
