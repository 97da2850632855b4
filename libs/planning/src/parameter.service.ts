import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC, httpErrors } from '@anwen/http';
import { CursorCodec, pageOf, type Actor, type Id, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { atLeast, micro } from './amounts.rules';
import type { OneParameterQuery, ParameterQuery, ParametersDto, PutParametersDto } from './parameter.dto';
import { ParameterStore, type ParameterContent, type ParameterRow } from './parameter.store';
import { USUAL_LEAD } from './plan-input.rules';
import { planningErrors } from './planning.errors';
import { ReferenceStore } from './reference.store';
import { requireScale } from './suggestion.service';

/** Which row is meant, and the version of it that the caller has seen. */
interface Seen {
  readonly itemCode: string;
  readonly rowVersion: number | undefined;
}

/** How items are ordered: made, bought or moved, how long that takes and in which lots. */
@Injectable()
export class ParameterService {
  constructor(
    private readonly store: ParameterStore,
    private readonly references: ReferenceStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** By item code. @throws page.cursor_invalid */
  async list(tx: Tx, { limit, cursor, q, warehouse }: ParameterQuery): Promise<Page<ParametersDto>> {
    const binding = ['planning-parameters', q ?? null, warehouse ?? null];
    const after = cursor === undefined ? null : (this.codec.decode(cursor, binding) as unknown as [string, Id]);
    const rows = await this.store.list(tx, { q, warehouse, after, limit: limit + 1 });
    return pageOf(rows, limit, (last) => this.codec.encode([last.item.code, last.no], binding), view);
  }

  /** @throws planning.parameters_not_found | reference_unknown */
  async get(tx: Tx, itemCode: string, { warehouse }: OneParameterQuery): Promise<ParametersDto> {
    const warehouseId = warehouse === undefined ? null : await this.require('warehouse', tx, warehouse);
    const row = await this.store.find(tx, itemCode, warehouseId);
    if (!row) throw planningErrors.parameters_not_found();
    return view(row);
  }

  /**
   * Says everything anew: what is left out is as if nobody had said it. Whoever comes from outside says which version he has seen.
   * @throws planning.reference_unknown | parameters_invalid | quantity_refused | whole_company_needed, http.precondition_required | precondition_failed
   */
  async put(tx: Tx, actor: Actor, of: string | Seen, input: PutParametersDto): Promise<ParametersDto> {
    const itemCode = typeof of === 'string' ? of : of.itemCode;
    const item = await this.references.item(tx, itemCode);
    if (!item) throw planningErrors.reference_unknown({ value: itemCode });
    const warehouseId = input.warehouse == null ? null : await this.require('warehouse', tx, input.warehouse);
    if (warehouseId === null && !tx.scope.all) throw planningErrors.whole_company_needed();
    const content: ParameterContent = {
      policy: input.policy,
      leadTimeDays: input.leadTimeDays ?? USUAL_LEAD[input.policy]!,
      safetyStock: input.safetyStock ?? '0',
      minQty: input.minQty ?? '0',
      maxQty: input.maxQty ?? '0',
      lotMultiple: input.lotMultiple ?? '0',
      lotMin: input.lotMin ?? '0',
      supplierId: input.supplier == null ? null : await this.require('supplier', tx, input.supplier),
      sourceWarehouseId: input.sourceWarehouse == null ? null : await this.require('anyWarehouse', tx, input.sourceWarehouse),
    };
    for (const qty of [content.safetyStock, content.minQty, content.maxQty, content.lotMultiple, content.lotMin]) requireScale(qty, item);
    refuseContradictions(content, warehouseId);
    if (await this.store.isMoveCircle(tx, { itemId: item.id, warehouseId, sourceWarehouseId: content.policy === 'move' ? content.sourceWarehouseId : null })) {
      throw invalid('各倉會互相調撥', 'the warehouses would be supplied from each other');
    }
    const mayReplace = typeof of === 'string' || (await this.requireSeen(tx, of, warehouseId));
    // Somebody has said it for the first time since then: nobody has seen that.
    if (!(await this.store.put(tx, { itemId: item.id, warehouseId, mayReplace }, content, actor.name))) throw httpErrors.precondition_required();
    audit.record(tx, actor, 'planning.changed', { type: 'planning_parameters', id: itemCode }, { diff: { ...input } });
    return view((await this.store.find(tx, itemCode, warehouseId))!);
  }

  /** From then on the item is ordered as its other rows say. @throws planning.parameters_not_found | reference_unknown | whole_company_needed, http.precondition_failed */
  async forget(tx: Tx, actor: Actor, { itemCode, rowVersion }: Seen, { warehouse }: OneParameterQuery): Promise<void> {
    const warehouseId = warehouse === undefined ? null : await this.require('warehouse', tx, warehouse);
    if (warehouseId === null && !tx.scope.all) throw planningErrors.whole_company_needed();
    const row = await this.store.lock(tx, itemCode, warehouseId);
    if (!row) throw planningErrors.parameters_not_found();
    if (rowVersion !== undefined && rowVersion !== row.rowVersion) throw failed(row);
    await this.store.forget(tx, row.no);
    const { no: _no, ...before } = row;
    audit.record(tx, actor, 'planning.changed', { type: 'planning_parameters', id: itemCode }, { diff: { removed: before } });
  }

  /** False when there is nothing to see. @throws http.precondition_required | precondition_failed */
  private async requireSeen(tx: Tx, { itemCode, rowVersion }: Seen, warehouseId: Id | null): Promise<boolean> {
    const row = await this.store.lock(tx, itemCode, warehouseId);
    if (!row) return false;
    if (rowVersion === undefined) throw httpErrors.precondition_required();
    if (rowVersion !== row.rowVersion) throw failed(row);
    return true;
  }

  /** @throws planning.reference_unknown */
  private async require(what: 'warehouse' | 'anyWarehouse' | 'supplier', tx: Tx, code: string): Promise<Id> {
    const id = await this.references[what](tx, code);
    if (id === undefined) throw planningErrors.reference_unknown({ value: code });
    return id;
  }
}

/** @throws planning.parameters_invalid */
function refuseContradictions({ policy, sourceWarehouseId, minQty, maxQty, safetyStock }: ParameterContent, warehouseId: Id | null): void {
  if (policy === 'move' && (sourceWarehouseId === null || warehouseId === null)) {
    throw invalid('調撥須指定來源倉與目的倉', 'a move needs the warehouse and the one that it comes from');
  }
  if (sourceWarehouseId !== null && sourceWarehouseId === warehouseId) throw invalid('來源倉與目的倉相同', 'both warehouses are the same');
  if (micro(maxQty) > 0n && micro(maxQty) < atLeast(micro(minQty), micro(safetyStock))) {
    throw invalid('最高量低於最低量或安全存量', 'the maximum is below the minimum or the safety stock');
  }
}

const invalid = (detailZh: string, detailEn: string): Error => planningErrors.parameters_invalid({ detailZh, detailEn });
const failed = (row: ParameterRow): Error => httpErrors.precondition_failed({ current: view(row), headers: { ETag: `"${row.rowVersion}"` } });
const view = ({ no: _no, ...shown }: ParameterRow): ParametersDto => shown;
