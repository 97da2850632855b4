import type { Tx } from '@anwen/database';
import { StockService, type PostPart, type PostStockDto, type PostedDto } from '@anwen/inventory';
import { ALL_SCOPE, Quantity, uuidV5, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { WorkOrderRow } from '../orders/work-order.store';
import type { OldReport, ReportPlan } from './report-plan';
import type { Source } from './sources.rules';

export interface ReportPosted {
  readonly material: PostedDto | null;
  readonly output: PostedDto | null;
  /** The opposite of what the corrected report used up. */
  readonly undone: PostedDto | null;
}

/** What a report does to stock, under one set of locks: what the corrected one did is undone, then material is used up and output made. */
@Injectable()
export class ReportPosting {
  constructor(private readonly stock: StockService) {}

  async post(
    whole: Tx,
    actor: Actor,
    plan: ReportPlan,
    { opId, occurredAt, old }: { opId: string; occurredAt?: string | undefined; old?: OldReport | undefined },
  ): Promise<ReportPosted> {
    const material = plan.sources.length > 0 ? this.material(plan) : null;
    const output = plan.output ? this.output(plan) : null;
    // The first new posting carries the report's own operation id, so that it is found by it.
    const [outputOp, materialOp] = material ? [uuidV5(opId, 'output'), opId] : [opId, opId];
    const options = { permission: old ? 'production.supersede' : 'production.report', scopeChecked: true } as const;
    const undo = (posting: string | null | undefined, name: string): PostPart | null =>
      posting ? { reverses: posting, input: { hasDocument: true, ofDocument: true, clientOpId: uuidV5(opId, name) } } : null;
    const when = occurredAt === undefined ? {} : { occurredAt };
    const parts = {
      outputUndone: undo(old?.outputPosting, 'undo output'),
      undone: undo(old?.materialPosting, 'undo material'),
      material: material && {
        input: { ...material, ...when, clientOpId: materialOp },
        options: { ...options, ...(old ? { reusesGivenBack: true as const } : {}) },
      },
      output: output && { input: { ...output, ...when, clientOpId: outputOp }, options },
    } satisfies Record<string, PostPart | null>;
    const named = Object.entries(parts).filter((entry): entry is [string, PostPart] => entry[1] !== null);
    if (named.length === 0) return { material: null, output: null, undone: null };
    const done = await this.stock.postAll(
      whole,
      old ? namingWhatWasUsed(actor) : actor,
      named.map(([, part]) => part),
    );
    const of = (name: keyof typeof parts): PostedDto | null => done[named.findIndex(([key]) => key === name)] ?? null;
    return { material: of('material'), output: of('output'), undone: of('undone') };
  }

  private material({ order, sources }: ReportPlan): PostStockDto {
    return { type: 'backflush', ...documentOf(order), lines: sources.map(postingLine) };
  }

  private output({ order, output, amounts }: ReportPlan): PostStockDto {
    const { location, lot, expiresOn, serials, madeOn } = output!;
    const named = lot === null ? {} : { lot, madeOn, ...(expiresOn === null ? {} : { expiresOn }) };
    const line = {
      itemCode: order.item.code,
      qty: amounts.good.toString(),
      toLocation: location,
      ...named,
      ...(serials.length === 0 ? {} : { serials: [...serials] }),
    };
    return { type: 'produce', ...documentOf(order), lines: [{ ...line, ...costOf(order) }] };
  }
}

/** A correction names the lots that were used. That is a fact and no choice, even if one that expires earlier has come since. */
function namingWhatWasUsed(actor: Actor): Actor {
  return { ...actor, grants: new Map([...actor.grants, ['fefo.override', ALL_SCOPE]]) };
}

export const documentOf = ({ number }: WorkOrderRow): Pick<PostStockDto, 'docType' | 'docRef'> => ({ docType: 'work_order', docRef: number });

/** A line that takes a component from where it was found. */
export function postingLine({ itemCode, qty, location, lot, serial, reservationId }: Source): PostStockDto['lines'][number] {
  const named = { ...(lot === null ? {} : { lot }), ...(serial === null ? {} : { serials: [serial] }), ...(reservationId === null ? {} : { reservationId }) };
  return { itemCode, qty: qty.toString(), fromLocation: location, ...named };
}

/** At standard cost where the order has one; else at the average that the item has: a sum of nothing means that no cost was known. */
function costOf({ standardMaterial, standardTime }: WorkOrderRow): { unitCost?: string } {
  const standard = Quantity.of(standardMaterial ?? '0').plus(Quantity.of(standardTime ?? '0'));
  return standard.isZero ? {} : { unitCost: standard.toString() };
}

/** Material of each ledger line: a line of the posting became one, or one a lot that was chosen, in its place. */
export function materialsOf(lines: readonly { readonly materialId: Id; readonly qty: Quantity }[], posted: PostedDto): Id[] {
  const materials: Id[] = [];
  let at = 0;
  let left = lines[0]?.qty ?? Quantity.zero;
  for (const { qty } of posted.lines) {
    if (left.isZero) left = lines[(at += 1)]!.qty;
    materials.push(lines[at]!.materialId);
    left = left.minus(Quantity.of(qty));
  }
  return materials;
}
