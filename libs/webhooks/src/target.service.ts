import { Injectable } from '@nestjs/common';
import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { EgressClient, isCidr } from '@anwen/egress';
import type { Actor } from '@anwen/kernel';
import type { AddTargetDto, WebhookTargetDto } from './endpoint.dto';
import { TargetStore, type ListedTarget } from './target.store';
import { webhooksErrors } from './webhooks.errors';

/** A /8 is a whole intranet: an opening says which part of it is meant. */
const WIDEST_V4 = 16;
const WIDEST_V6 = 48;

/** The allow-list: private networks and ports that webhooks may reach, on premises. */
@Injectable()
export class TargetService {
  constructor(
    private readonly store: TargetStore,
    private readonly egress: EgressClient,
  ) {}

  async list(tx: Tx): Promise<WebhookTargetDto[]> {
    return (await this.store.list(tx)).map(present);
  }

  /** @throws webhooks.listed_targets_on_prem_only | webhooks.cidr_invalid | webhooks.listed_target_taken */
  async add(tx: Tx, actor: Actor, input: AddTargetDto): Promise<WebhookTargetDto> {
    if (this.egress.mode !== 'on_prem') throw webhooksErrors.listed_targets_on_prem_only();
    const cidr = networkOf(input.cidr);
    const id = await this.store.insert(tx, { cidr, port: input.port, reason: input.reason, createdBy: actor.userId });
    if (!id) throw webhooksErrors.listed_target_taken();
    audit.record(tx, actor, 'settings.changed', { type: 'webhook_target', id }, { diff: { added: { cidr, port: input.port } }, reason: input.reason });
    return present((await this.store.find(tx, id))!);
  }

  /** Endpoints behind it are refused from the next attempt on. @throws webhooks.listed_target_not_found */
  async delete(tx: Tx, actor: Actor, id: string): Promise<void> {
    const found = await this.store.find(tx, id);
    if (!found) throw webhooksErrors.listed_target_not_found();
    await this.store.delete(tx, id);
    audit.record(tx, actor, 'settings.changed', { type: 'webhook_target', id }, { diff: { removed: { cidr: found.cidr, port: found.port } } });
  }
}

/** A single address is a network of one. */
function networkOf(text: string): string {
  const cidr = text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`;
  // Four decimal parts or IPv6: shortened and octal forms mean different things to different readers.
  const plain = /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/.test(cidr) || /^[0-9a-f:]+\/\d{1,3}$/i.test(cidr);
  if (!plain || /(^|\.)0\d/.test(cidr) || !isCidr(cidr)) throw webhooksErrors.cidr_invalid();
  const [address, bits] = [cidr.slice(0, cidr.indexOf('/')), Number(cidr.slice(cidr.indexOf('/') + 1))];
  if (bits < (address.includes(':') ? WIDEST_V6 : WIDEST_V4)) throw webhooksErrors.cidr_invalid();
  return masked(address, bits);
}

/** PostgreSQL's cidr refuses bits to the right of the mask; people write the address of the machine. */
function masked(address: string, bits: number): string {
  if (address.includes(':')) return `${address}/${bits}`;
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const kept = bits === 0 ? 0 : Math.floor(value / 2 ** (32 - bits)) * 2 ** (32 - bits);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(kept / 2 ** shift) % 256).join('.')}/${bits}`;
}

function present({ id, cidr, port, reason, createdBy, createdAt }: ListedTarget): WebhookTargetDto {
  return { id, cidr, port, reason, createdBy, createdAt: createdAt.toISOString() };
}
