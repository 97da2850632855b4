import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { OrderStart } from '../orders/order-start';
import type { OutputNode } from './attribution.rules';
import { ConsumptionStore } from './consumption.store';
import { GenealogyOfOrder } from './genealogy-of-order';
import { announce } from './production.events';
import type { OrderPiecesDto } from './production-report.dto';
import { ProductionReportStore } from './production-report.store';
import type { OldReport, ReportPlan } from './report-plan';
import { ReportPosting, materialsOf, type ReportPosted } from './report-posting';

export interface ReportFacts {
  readonly opId: string;
  readonly body: OrderPiecesDto;
  readonly old?: OldReport;
  readonly reason?: string;
}

interface MadeNode {
  readonly lotId: Id;
  readonly serialId: Id;
  readonly qty: string;
}

/** Carries out what a report decided: turn of the edges → stock → the report (which counts) → what it used up → links → audit → outbox. */
@Injectable()
export class ReportWriter {
  constructor(
    private readonly posting: ReportPosting,
    private readonly reports: ProductionReportStore,
    private readonly consumptions: ConsumptionStore,
    private readonly genealogy: GenealogyOfOrder,
    private readonly starting: OrderStart,
  ) {}

  /** Public id of the new report. */
  async write(whole: Tx, actor: Actor, plan: ReportPlan, facts: ReportFacts): Promise<string> {
    const { order, lines, progress, sources } = plan;
    const { opId, body, old } = facts;
    const links = await this.genealogy.claim(whole, order, lines);
    const posted = await this.posting.post(whole, actor, plan, { opId, occurredAt: body.occurredAt, old });
    const made = posted.output ? await this.consumptions.made(whole, posted.output.id) : [];
    await this.starting.startIfNeeded(whole, actor, order);
    const report = await this.insert(whole, plan, facts, { posted, made });
    if (posted.material) {
      const materials = materialsOf(sources, posted.material);
      await this.consumptions.record(whole, { orderId: order.id, reportId: report.id, kind: 'backflush', posting: posted.material.id, materials });
    }
    if (old && posted.undone) await this.consumptions.takeBack(whole, { old: old.id, fresh: report.id, reversal: posted.undone.id });
    const outputs = posted.output ? made.flatMap((node) => outputOf(node, posted.output!.id)) : [];
    if (links && outputs.length > 0) await this.genealogy.link(whole, actor, order, { lines, progress, outputs });
    if (links && old) await this.genealogy.requireCovered(whole, order);
    this.tell(whole, actor, plan, { report: report.publicId, posted, facts });
    return report.publicId;
  }

  private insert(
    whole: Tx,
    plan: ReportPlan,
    { opId, body, old, reason }: ReportFacts,
    done: { posted: ReportPosted; made: readonly MadeNode[] },
  ): Promise<{ id: Id; publicId: string }> {
    const { order, operation, isFinal, amounts, scrapReasonId, reworkReasonId } = plan;
    return this.reports.insert(whole, {
      ...{ clientOpId: opId, orderId: order.id, warehouseId: order.warehouseId, operationId: operation?.id ?? null, isFinal, scrapReasonId, reworkReasonId },
      ...{ good: amounts.good.toString(), scrap: amounts.scrap.toString(), rework: amounts.rework.toString() },
      lotId: done.made[0]?.lotId ?? '0',
      serialIds: done.made.flatMap((m) => (m.serialId === '0' ? [] : [m.serialId])),
      ...{ supersedesId: old?.id ?? null, note: body.note ?? null, reason: reason ?? null, occurredAt: body.occurredAt ?? old?.occurredAt ?? null },
      ...{ outputPosting: done.posted.output?.id ?? null, materialPosting: done.posted.material?.id ?? null },
    });
  }

  private tell(whole: Tx, actor: Actor, plan: ReportPlan, { report, posted, facts }: { report: string; posted: ReportPosted; facts: ReportFacts }): void {
    const { order, operation, amounts, isOverPlan } = plan;
    const counted = { good: amounts.good.toString(), scrap: amounts.scrap.toString(), rework: amounts.rework.toString() };
    const { old, reason } = facts;
    announce(whole, actor, {
      action: old ? 'production.superseded' : isOverPlan ? 'production.over_reported' : 'production.reported',
      event: old ? 'production.superseded.v1' : 'production.reported.v1',
      subject: { type: 'production_report', id: report },
      facts: {
        ...{ workOrder: order.number, opNo: operation?.opNo ?? null, isFinal: plan.isFinal, ...counted },
        ...{
          output: posted.output?.id ?? null,
          material: posted.material?.id ?? null,
          lot: plan.output?.lot ?? null,
          serials: plan.output?.serials.length ?? 0,
        },
        ...(old ? { supersedes: old.publicId, before: { good: old.good, scrap: old.scrap, rework: old.rework } } : {}),
      },
      reason,
    });
  }
}

function outputOf({ lotId, serialId, qty }: MadeNode, posting: string): OutputNode[] {
  if (serialId !== '0') return [{ node: `-${serialId}`, posting, weight: qty }];
  return lotId === '0' ? [] : [{ node: lotId, posting, weight: qty }];
}
