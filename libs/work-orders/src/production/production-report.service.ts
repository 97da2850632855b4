import { violatedConstraint, type Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { operationErrors, requireOccurredAt } from '@anwen/inventory';
import { Quantity, isUuid, uuidV7, type Actor, type CursorCodec, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { requireRunning } from '../orders/work-order.rules';
import { WorkOrderStore, type WorkOrderRow } from '../orders/work-order.store';
import { asWhole } from '../whole-company';
import { ConsumptionStore } from './consumption.store';
import { productionErrors } from './production.errors';
import type { CreateProductionReportDto, ProductionReportDto, ProductionReportQuery, SupersedeReportDto } from './production-report.dto';
import { ProductionReportStore, type ReportRow, type ReportView } from './production-report.store';
import { ReportPlanner, type OldReport } from './report-plan';
import { ReportWriter } from './report-writer';

const HERE = '/api/v1/production-reports';

/** What was made, scrapped and sent round again. A report is a fact: a wrong one is superseded by another, which counts instead. */
@Injectable()
export class ProductionReportService {
  constructor(
    private readonly orders: WorkOrderStore,
    private readonly store: ProductionReportStore,
    private readonly consumptions: ConsumptionStore,
    private readonly planner: ReportPlanner,
    private readonly writer: ReportWriter,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws page.cursor_invalid. */
  async list(tx: Tx, _actor: Actor, query: ProductionReportQuery): Promise<Page<ProductionReportDto>> {
    const page = await this.store.page(tx, this.cursors, query);
    return { ...page, items: page.items.map(shown) };
  }

  /** @throws production.report_not_found. */
  async get(tx: Tx, _actor: Actor, id: string): Promise<ProductionReportDto> {
    const view = isUuid(id) ? await this.store.view(tx, id) : undefined;
    if (!view) throw productionErrors.report_not_found();
    return shown(view);
  }

  /**
   * Reports pieces of an operation (the last one when none is named): uses up what they need, puts good pieces of the last
   * operation into stock and links what went into them. All or nothing.
   * @throws work_orders.not_found | on_hold | invalid_transition, operation.duplicate, production.*, inventory.insufficient_stock with every shortage.
   */
  async report(tx: Tx, actor: Actor, body: CreateProductionReportDto): Promise<ProductionReportDto> {
    const order = await this.orders.lock(tx, body.workOrder);
    const reach = await this.store.reach(tx, order.id);
    const made = await asWhole(tx, async (whole) => {
      const opId = await this.claim(whole, actor, body.clientOpId);
      requireRunning(order);
      requireOccurredAt(body.occurredAt);
      const plan = await this.planner.plan(whole, actor, order, { body, reach });
      return this.write(() => this.writer.write(whole, actor, plan, { opId, body }));
    });
    return this.get(tx, actor, made);
  }

  /**
   * Undoes what a report did to stock and does it anew with other figures; all nothing takes it back. It happened when the old
   * one did, unless it says otherwise. The order must still be on the floor. @throws production.report_not_found | already_superseded | output_left | already_linked, and what report throws.
   */
  async supersede(tx: Tx, actor: Actor, id: string, body: SupersedeReportDto): Promise<ProductionReportDto> {
    const found = isUuid(id) ? await this.store.find(tx, id) : undefined;
    if (!found) throw productionErrors.report_not_found();
    const order = await this.orders.lock(tx, found.orderPublicId);
    const reach = await this.store.reach(tx, order.id);
    const made = await asWhole(tx, async (whole) => {
      const opId = await this.claim(whole, actor, body.clientOpId);
      // Read again under the lock: somebody else may have corrected it meanwhile.
      const old = await this.old(whole, order, (await this.store.find(whole, id))!);
      requireRunning(order);
      requireOccurredAt(body.occurredAt);
      const pieces = old.opNo === null ? body : { ...body, opNo: old.opNo };
      const plan = await this.planner.plan(whole, actor, order, { body: pieces, old, reach });
      return this.write(() => this.writer.write(whole, actor, plan, { opId, body, old, reason: body.reason }));
    });
    return this.get(tx, actor, made);
  }

  /** What happened has happened, whatever became of the order since. A twin has waited for the order's lock. */
  private async claim(whole: Tx, actor: Actor, given: string | undefined): Promise<string> {
    const key = actor.idempotencyKey;
    const opId = given ?? (key !== null && isUuid(key) ? key.toLowerCase() : uuidV7());
    const known = await this.store.known(whole, opId);
    if (known) throw operationErrors.duplicate({ headers: { Location: `${HERE}/${known}` }, report: known });
    return opId;
  }

  /** A twin on another order: the unique key decides. */
  private write(work: () => Promise<string>): Promise<string> {
    return work().catch((error: unknown) => {
      throw violatedConstraint(error) === 'production_reports_client_op_id_key' ? operationErrors.duplicate() : error;
    });
  }

  private async old(whole: Tx, order: WorkOrderRow, report: ReportRow): Promise<OldReport> {
    const { supersededBy, outputPosting } = report;
    if (supersededBy) throw productionErrors.already_superseded({ headers: { Location: `${HERE}/${supersededBy}` }, supersededBy });
    const keys = outputPosting ? await this.store.outputKeys(whole, outputPosting) : [];
    const { code: item, baseUom: uom } = order.item;
    const gone = keys.find((k) => Quantity.of(k.free).compare(Quantity.of(k.qty)) < 0);
    if (gone) throw productionErrors.output_left({ item, lot: gone.lot ?? gone.serial ?? '', location: gone.location, qty: gone.qty, free: gone.free, uom });
    return { ...report, used: await this.consumptions.ofReport(whole, report.id), location: keys[0]?.location ?? null };
  }
}

/** A correction is possible while the order is on the floor and the report still counts. */
function shown({ no: _no, orderState, ...report }: ReportView): ProductionReportDto {
  const isOpen = orderState === 'released' || orderState === 'in_progress';
  return { ...report, legal: isOpen && report.supersededBy === null ? ['supersede'] : [] };
}
