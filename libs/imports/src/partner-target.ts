import { CreatePartnerDto, PartnerService, UpdatePartnerDto, identityComplaints } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { ReferenceStore } from './reference.store';
import { fieldProblems, problemOf } from './refusal.rules';
import { changedSinceCommit, forRow, valuesAfter, valuesBefore, writeRecords } from './target-writing';
import {
  MODES,
  type Applied,
  type AppliedRow,
  type Batch,
  type ImportColumn,
  type ImportTarget,
  type Known,
  type LookUp,
  type ReadRow,
  type RowProblem,
  type Values,
} from './target';

const ROLES = [
  { value: 'supplier', zh: '供應商', en: 'Supplier' },
  { value: 'customer', zh: '客戶', en: 'Customer' },
  { value: 'carrier', zh: '貨運', en: 'Carrier' },
];

const COLUMNS: readonly ImportColumn[] = [
  {
    key: 'code',
    zh: '對象代碼',
    en: 'Partner code',
    kind: 'code',
    required: true,
    aliases: ['代碼', '編號', '供應商代碼', '客戶代碼', '廠商編號', '客戶編號'],
    example: 'V-0001',
  },
  {
    key: 'name',
    zh: '名稱',
    en: 'Name',
    kind: 'text',
    required: true,
    aliases: ['公司名稱', '供應商名稱', '客戶名稱', '廠商名稱', '簡稱'],
    example: '大同金屬',
  },
  {
    key: 'roles',
    zh: '角色',
    en: 'Roles',
    kind: 'choices',
    required: true,
    aliases: ['類型', 'role'],
    choices: ROLES,
    example: '供應商',
    helpZh: '可填多個，以頓號分開',
    helpEn: 'several with commas',
  },
  { key: 'taxId', zh: '統一編號', en: 'Tax number', kind: 'code', clearable: true, aliases: ['統編', 'vat'], example: '12345675' },
  {
    key: 'country',
    zh: '國家',
    en: 'Country',
    kind: 'code',
    aliases: ['國別', 'country code'],
    example: 'TW',
    helpZh: 'ISO 3166 兩碼；空白為 TW',
    helpEn: 'two letters of ISO 3166; TW when blank',
  },
];

/** Suppliers, customers and carriers by code. */
@Injectable()
export class PartnerTarget implements ImportTarget {
  readonly key = 'partners';
  readonly zh = '往來對象';
  readonly en = 'Partners';
  readonly permission = 'partner.write';
  readonly companyWide = true;
  readonly modes = MODES;
  readonly naturalKey = ['code'];
  readonly columns = COLUMNS;
  readonly judgedWhole = false;

  constructor(
    private readonly store: ReferenceStore,
    private readonly partners: PartnerService,
  ) {}

  keyOf(row: Values): string {
    return row.code ?? '';
  }

  async lookUp(tx: Tx, _actor: Actor, rows: readonly ReadRow[], how: LookUp): Promise<Known> {
    const codes = rows.map((row) => this.keyOf(row.values));
    const current = await this.store.byCode(tx, 'partners', codes);
    const missing = codes.filter((code) => code !== '' && !current.has(code));
    const near = how.mode === 'update' ? await this.store.nearest(tx, 'partners', missing, how.hints) : new Map<string, string>();
    return {
      existing: (row) => {
        const found = current.get(this.keyOf(row.values));
        const closed: RowProblem | undefined =
          found?.status === 'archived' ? { column: 'code', code: 'imports_row.archived', params: { key: found.code } } : undefined;
        return found && { ...found, ...(closed ? { closed } : {}) };
      },
      problems: (_row, after, existing) => {
        const changes = Object.fromEntries(Object.entries(after).filter(([key, value]) => value !== (existing?.values[key] ?? null)));
        const found = existing ? fieldProblems(UpdatePartnerDto, inputOf(changes)) : fieldProblems(CreatePartnerDto, inputOf(after));
        if (found.length > 0 || !('taxId' in changes || 'country' in changes)) return found;
        return identityComplaints({ taxId: after.taxId, country: after.country ?? undefined }).map((complaint) => {
          const { pointer, ...params } = complaint.data;
          return { ...problemOf(complaint), column: pointer.slice(1), params };
        });
      },
      nearest: (row) => near.get(this.keyOf(row.values)),
    };
  }

  apply(tx: Tx, actor: Actor, { rows }: Batch): Promise<Applied[]> {
    return writeRecords(tx, this.store, rows, {
      table: 'partners',
      create: (made) =>
        this.partners.createMany(
          tx,
          actor,
          made.map((row) => inputOf(row.values) as unknown as CreatePartnerDto),
        ),
      change: (row) => this.partners.update(tx, actor, { id: row.target!, rowVersion: row.targetVersion!, patch: inputOf(valuesAfter(row)) }),
    });
  }

  blockers(tx: Tx, rows: readonly AppliedRow[]): Promise<ReadonlyMap<number, RowProblem>> {
    return changedSinceCommit(tx, this.store, 'partners', rows);
  }

  async revert(tx: Tx, actor: Actor, { rows }: { readonly rows: readonly AppliedRow[] }): Promise<void> {
    for (const row of rows) {
      const [id, rowVersion] = [row.result, row.resultVersion!];
      if (row.status === 'new') await forRow(row, () => this.partners.archive(tx, actor, id));
      else await forRow(row, () => this.partners.update(tx, actor, { id, rowVersion, patch: inputOf(valuesBefore(row)) }));
    }
  }

  async current(tx: Tx, limit: number): Promise<Values[]> {
    return (await this.store.first(tx, 'partners', limit)).map((row) => row.values);
  }
}

function inputOf({ roles, country, ...plain }: Values): Record<string, unknown> {
  return { ...plain, ...(country == null ? {} : { country }), ...(roles == null ? {} : { roles: roles.split(',') }) };
}
