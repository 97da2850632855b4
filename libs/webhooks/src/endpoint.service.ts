import { Injectable } from '@nestjs/common';
import { alerts } from '@anwen/alerts';
import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { EgressClient } from '@anwen/egress';
import { httpErrors } from '@anwen/http';
import { SecretBox, uuidV7, type Actor } from '@anwen/kernel';
import type { CreateWebhookDto, DisableWebhookDto, EnableWebhookDto, NewWebhookSecret, RotateSecretDto, UpdateWebhookDto, WebhookDto } from './endpoint.dto';
import { presentEndpoint } from './endpoint-view';
import { isWeaker, newSecret, type AuthMode } from './endpoint.rules';
import { EndpointSecrets } from './endpoint-secrets';
import { settingsFrom, type Intake } from './endpoint-settings';
import { EndpointStore, type EndpointRow, type EndpointSettings } from './endpoint.store';
import { SendingStore } from './sending.store';
import { TargetStore } from './target.store';
import { WaitingStore } from './waiting.store';
import { webhooksErrors } from './webhooks.errors';

/** 24 h: a receiver that is deployed once a day has both secrets for one deployment. */
const OVERLAP_HOURS = 24;

/** Endpoints: made, changed, rotated, switched off and on by people. */
@Injectable()
export class EndpointService {
  constructor(
    private readonly store: EndpointStore,
    private readonly targets: TargetStore,
    private readonly waiting: WaitingStore,
    private readonly sending: SendingStore,
    private readonly egress: EgressClient,
    private readonly box: SecretBox,
  ) {}

  /** @throws webhooks.endpoint_not_found */
  async get(tx: Tx, id: string): Promise<WebhookDto> {
    return this.view(tx, await this.require(tx, id));
  }

  /** The secret is shown this once. @throws what `settingsFrom` throws */
  async create(tx: Tx, actor: Actor, input: CreateWebhookDto): Promise<NewWebhookSecret> {
    const publicId = uuidV7();
    const intake = await this.intake(tx, actor, publicId);
    const settings = await settingsFrom(input, null, intake);
    const secret = newSecret();
    await this.store.insert(tx, { publicId, secretEnc: intake.secrets.seal('secret_enc', secret), createdBy: actor.userId }, settings);
    audit.record(tx, actor, 'webhook.created', { type: 'webhook', id: publicId }, { diff: shown(settings) });
    this.noteWeaker(tx, actor, { publicId, from: 'hmac_sha256', settings });
    return { webhook: await this.get(tx, publicId), secret };
  }

  /** @throws webhooks.endpoint_not_found | http.precondition_failed, and what `settingsFrom` throws */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: { id: string; rowVersion: number; patch: UpdateWebhookDto }): Promise<WebhookDto> {
    const seen = await this.require(tx, id);
    const settings = await settingsFrom(patch, seen, await this.intake(tx, actor, id));
    // Locked only after the name server has answered; whoever was faster makes the version a stale one.
    const before = await this.lock(tx, id);
    await this.requireVersion(tx, before, rowVersion);
    await this.store.update(tx, before.id, settings);
    audit.record(tx, actor, 'webhook.updated', { type: 'webhook', id }, { diff: { before: shown(before), after: shown(settings) } });
    this.noteWeaker(tx, actor, { publicId: id, from: before.authMode, settings });
    return this.get(tx, id);
  }

  /** From now on the new secret signs, and the old one beside it for a while. @throws webhooks.endpoint_not_found | http.precondition_failed | webhooks.rotation_running */
  async rotate(tx: Tx, actor: Actor, { id, rowVersion, input }: { id: string; rowVersion: number; input: RotateSecretDto }): Promise<NewWebhookSecret> {
    const row = await this.lock(tx, id);
    await this.requireVersion(tx, row, rowVersion);
    // There is room for two secrets: a third would take the first from receivers that were promised both.
    if (row.oldSecretUntil !== null) throw webhooksErrors.rotation_running();
    const secrets = new EndpointSecrets(this.box, id);
    const secret = newSecret();
    const overlapHours = input.overlapHours ?? OVERLAP_HOURS;
    const oldSecretEnc = secrets.move('secret_enc', 'old_secret_enc', row.secretEnc);
    await this.store.setSecrets(tx, row.id, { secretEnc: secrets.seal('secret_enc', secret), oldSecretEnc, overlapHours });
    audit.record(tx, actor, 'webhook.secret.rotated', { type: 'webhook', id }, { diff: { overlapHours } });
    return { webhook: await this.get(tx, id), secret };
  }

  /** The old secret signs nothing more. @throws webhooks.endpoint_not_found | webhooks.no_old_secret */
  async revokeOldSecret(tx: Tx, actor: Actor, id: string): Promise<WebhookDto> {
    const row = await this.lock(tx, id);
    if (row.oldSecretUntil === null) throw webhooksErrors.no_old_secret();
    await this.store.setSecrets(tx, row.id, { secretEnc: row.secretEnc, oldSecretEnc: null, overlapHours: 0 });
    audit.record(tx, actor, 'webhook.secret.rotated', { type: 'webhook', id }, { diff: { oldRevoked: true } });
    return this.get(tx, id);
  }

  /** Nothing new is sent from the commit on. @throws webhooks.endpoint_not_found | webhooks.endpoint_disabled */
  async disable(tx: Tx, actor: Actor, { id, input }: { id: string; input: DisableWebhookDto }): Promise<WebhookDto> {
    const row = await this.lock(tx, id);
    if (!row.active) throw webhooksErrors.endpoint_disabled();
    await this.sending.disable(tx, row.id, 'manual');
    await this.waiting.move(tx, { id: row.id, goal: 'pause' });
    audit.record(tx, actor, 'webhook.disabled.manual', { type: 'webhook', id }, input.reason ? { reason: input.reason } : {});
    return this.get(tx, id);
  }

  /** @throws webhooks.endpoint_not_found | webhooks.endpoint_enabled */
  async enable(tx: Tx, actor: Actor, { id, input }: { id: string; input: EnableWebhookDto }): Promise<WebhookDto> {
    const row = await this.lock(tx, id);
    if (row.active) throw webhooksErrors.endpoint_enabled();
    const waiting = await this.waiting.enable(tx, row.id, input.paused as 'resume' | 'discard');
    for (const code of ['webhook.disabled', 'webhook.blocked'] as const) await alerts.resolve(tx, code, id);
    audit.record(tx, actor, 'webhook.updated', { type: 'webhook', id }, { diff: { active: [false, true], paused: input.paused, deliveries: waiting } });
    tx.wakeAfterCommit('anwen_webhooks');
    return this.get(tx, id);
  }

  /** @throws webhooks.endpoint_not_found | http.precondition_failed */
  async delete(tx: Tx, actor: Actor, { id, rowVersion }: { id: string; rowVersion: number }): Promise<void> {
    const row = await this.lock(tx, id);
    await this.requireVersion(tx, row, rowVersion);
    await this.store.retire(tx, row.id);
    await this.waiting.move(tx, { id: row.id, goal: 'discard' });
    for (const code of ['webhook.disabled', 'webhook.dead', 'webhook.blocked'] as const) await alerts.resolve(tx, code, id);
    audit.record(tx, actor, 'webhook.updated', { type: 'webhook', id }, { diff: { deleted: [false, true] } });
  }

  private async intake(tx: Tx, actor: Actor, publicId: string): Promise<Intake> {
    return { actor, egress: this.egress, secrets: new EndpointSecrets(this.box, publicId), allow: await this.targets.list(tx) };
  }

  private noteWeaker(tx: Tx, actor: Actor, { publicId, from, settings }: { publicId: string; from: AuthMode; settings: EndpointSettings }): void {
    if (!isWeaker(settings.authMode, from)) return;
    const detail = { diff: { authMode: [from, settings.authMode] }, ...(settings.riskReason !== null && { reason: settings.riskReason }) };
    audit.record(tx, actor, 'webhook.auth_mode.downgraded', { type: 'webhook', id: publicId }, detail);
  }

  private async requireVersion(tx: Tx, row: EndpointRow, rowVersion: number): Promise<void> {
    if (rowVersion === row.rowVersion) return;
    throw httpErrors.precondition_failed({ current: await this.view(tx, row), headers: { ETag: `"${row.rowVersion}"` } });
  }

  private async view(tx: Tx, row: EndpointRow): Promise<WebhookDto> {
    return presentEndpoint(row, (await this.store.counts(tx, [row.id])).get(row.id));
  }

  private async require(tx: Tx, id: string): Promise<EndpointRow> {
    const row = await this.store.find(tx, id);
    if (!row) throw webhooksErrors.endpoint_not_found();
    return row;
  }

  private async lock(tx: Tx, id: string): Promise<EndpointRow> {
    const row = await this.store.lock(tx, id);
    if (!row) throw webhooksErrors.endpoint_not_found();
    return row;
  }
}

/** What the audit may keep: sealed texts stay out of it. */
function shown({ name, url, events, authMode, headerNames, ordered, caPem, riskReason }: EndpointSettings): object {
  return { name, url, events, authMode, headerNames, ordered, hasPrivateCa: caPem !== null, riskReason };
}
