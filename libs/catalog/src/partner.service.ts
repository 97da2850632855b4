import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor, type Id, type Page } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import { announce, announceMany, diffOf, type Change, type ImportOptions } from './catalog.events';
import { isBusinessNumber, isCountry } from './codes';
import { PARTNER_ROLES, type CreatePartnerDto, type PartnerDto, type PartnerListQuery, type PartnerRowInput, type UpdatePartnerDto } from './partner.dto';
import { PartnerStore, type PartnerRow } from './partner.store';
import { complaint, refuse, requireVersion, unknownReference, type Complaint, type Edit } from './refusals';

/** Suppliers, customers and carriers. */
@Injectable()
export class PartnerService {
  constructor(
    private readonly store: PartnerStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, _actor: Actor, input: PartnerListQuery): Promise<Page<PartnerDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map(present) };
  }

  /** @throws catalog.partner_not_found, also for one outside the scope. */
  async get(tx: Tx, _actor: Actor, id: string): Promise<PartnerDto> {
    const row = await this.store.byPublicId(tx, id);
    if (!row) throw catalogErrors.partner_not_found();
    return present(row);
  }

  /** @throws catalog.code_taken | catalog.reference_unknown for a role that does not exist | catalog.tax_id_invalid | catalog.country_unknown | catalog.outside_scope */
  async create(tx: Tx, actor: Actor, input: CreatePartnerDto): Promise<PartnerDto> {
    requireWholeScope(tx);
    refuse(actor, complaintsAbout(input, ''));
    const [made] = await this.store.insert(tx, [{ ...input, roles: [...new Set(input.roles)] }]);
    if (!made) throw catalogErrors.code_taken({ code: input.code });
    announce(tx, actor, { action: 'partner.created', event: 'partner.created.v1', subject: subject(made), diff: diffOf(null, input) });
    return this.get(tx, actor, made.publicId);
  }

  /** @throws catalog.partner_not_found | http.precondition_failed | catalog.archived */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdatePartnerDto>): Promise<PartnerDto> {
    const before = await this.hold(tx, id);
    requireVersion(rowVersion, present(before));
    if (before.status === 'archived') throw catalogErrors.archived();
    const taxId = patch.taxId === undefined ? before.taxId : patch.taxId;
    const country = patch.country ?? before.country;
    // Whoever only renames a partner is not held up by a tax id that was kept before tax ids were checked.
    const identity = taxId === before.taxId && country === before.country ? {} : { taxId, country };
    refuse(actor, complaintsAbout({ roles: patch.roles ?? [], ...identity }, ''));
    await this.store.update(tx, before.id, {
      name: patch.name ?? before.name,
      roles: [...new Set(patch.roles ?? before.roles)],
      status: patch.status ?? before.status,
      taxId,
      country,
    });
    announce(tx, actor, { action: 'partner.updated', event: 'partner.updated.v1', subject: subject(before), diff: diffOf(before, patch) });
    return this.get(tx, actor, id);
  }

  /** @throws catalog.partner_not_found | catalog.archived */
  async archive(tx: Tx, actor: Actor, id: string): Promise<PartnerDto> {
    const before = await this.hold(tx, id);
    if (before.status === 'archived') throw catalogErrors.archived();
    await this.store.update(tx, before.id, { ...before, status: 'archived' });
    announce(tx, actor, { action: 'partner.updated', event: 'partner.archived.v1', subject: subject(before), diff: diffOf(before, { status: 'archived' }) });
    return this.get(tx, actor, id);
  }

  /** Loads partners; those whose code or external reference exists stay as they are. Answers code → internal id. */
  async createMany(tx: Tx, actor: Actor, rows: readonly PartnerRowInput[], options: ImportOptions = {}): Promise<ReadonlyMap<string, Id>> {
    requireWholeScope(tx);
    refuse(
      actor,
      rows.flatMap((row, i) => complaintsAbout(row, `/${i}`)),
    );
    const made = await this.store.insert(tx, rows);
    announceMany(tx, actor, made, { type: 'partner', action: 'partner.created', event: 'partner.created.v1', ...options });
    return this.store.idsByCode(
      tx,
      rows.map((row) => row.code),
    );
  }

  private async hold(tx: Tx, id: string): Promise<PartnerRow> {
    const row = await this.store.lock(tx, id);
    if (!row) throw catalogErrors.partner_not_found();
    return row;
  }
}

/** A new partner would lie outside a scope that names its partners. */
function requireWholeScope(tx: Tx): void {
  if (!tx.scope.all && tx.scope.partners.length > 0) throw catalogErrors.outside_scope();
}

interface Judged {
  readonly roles: readonly string[];
  readonly taxId?: string | null;
  readonly country?: string;
}

const complaintsAbout = (partner: Judged, at: string): Complaint[] => [...roleComplaints(partner.roles, at), ...identityComplaints(partner, at)];

/** What is wrong with the country and the tax id of a partner; `at` is the JSON pointer of the partner in the input. */
export function identityComplaints({ taxId, country = 'TW' }: Pick<Judged, 'taxId' | 'country'>, at = ''): Complaint[] {
  const found: Complaint[] = [];
  if (!isCountry(country)) found.push(complaint(catalogErrors.country_unknown, `${at}/country`, { country }));
  // Other countries have their own rules, which their tax offices change as they like; only ours is known here.
  if (country === 'TW' && taxId && !isBusinessNumber(taxId)) found.push(complaint(catalogErrors.tax_id_invalid, `${at}/taxId`, { taxId }));
  return found;
}

function roleComplaints(roles: readonly string[], at: string): Complaint[] {
  return roles.flatMap((role, i) => ((PARTNER_ROLES as readonly string[]).includes(role) ? [] : [unknownReference(`${at}/roles/${i}`, role)]));
}

const subject = (row: { publicId: string; code: string }): Change['subject'] => ({ type: 'partner', id: row.publicId, code: row.code });

function present({ publicId, code, name, roles, taxId, country, status, externalRef, rowVersion }: PartnerRow): PartnerDto {
  return { id: publicId, code, name, roles, taxId, country, status, externalRef, rowVersion };
}
