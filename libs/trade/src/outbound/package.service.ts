import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { Quantity, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { refuse } from '../line-complaints';
import { tradeErrors } from '../trade.errors';
import { outboundErrors } from './outbound.errors';
import type { AddPackageContentDto, ClosePackageDto, CreatePackageDto } from './package.dto';
import { drawLabel } from './package-label';
import { PackageStore, type PackageHead } from './package.store';
import type { PackageDto } from './shipment.dto';
import { shipmentMachine, type ShipmentState } from './shipment.rules';
import { ShipmentService } from './shipment.service';
import { ShipmentStore } from './shipment.store';
import { ShipmentViewStore } from './shipment-view.store';
import { isCompanyPrefix, ssccOf } from './sscc.rules';
import { asWhole } from './whole-document';

/** States in which goods stand at the stage and may be put into packages. */
const PACKABLE: readonly ShipmentState[] = ['picking', 'picked'];
/** Until the goods leave, a package may be opened up. */
const VOIDABLE: readonly ShipmentState[] = [...PACKABLE, 'packed'];

/** Packing units with a serial shipping container code (SSCC), each number once and never again. */
@Injectable()
export class PackageService {
  constructor(
    private readonly store: PackageStore,
    private readonly shipments: ShipmentService,
    private readonly headers: ShipmentStore,
    private readonly views: ShipmentViewStore,
  ) {}

  /** @throws trade.document_not_found | invalid_transition | company_prefix_missing | sscc_exhausted */
  async create(tx: Tx, actor: Actor, input: CreatePackageDto): Promise<PackageDto> {
    const head = await this.shipments.held(tx, input.shipment);
    requirePackable(head.state);
    const prefix = await this.store.companyPrefix(tx);
    if (!isCompanyPrefix(prefix)) throw outboundErrors.company_prefix_missing();
    const sscc = ssccOf(prefix, await this.store.nextSerial(tx, prefix));
    if (sscc === null) throw outboundErrors.sscc_exhausted();
    return asWhole(tx, async (whole) => {
      const box = await this.views.package(whole, await this.store.insert(whole, head.id, sscc));
      audit.record(whole, actor, 'package.created', { type: 'package', id: box.id }, { diff: { sscc, shipment: head.number } });
      return box;
    });
  }

  /** @throws trade.document_not_found | package_closed | invalid_transition | more_than_picked, lines_refused when the lot is not clear. */
  async add(tx: Tx, actor: Actor, id: string, { lineId, qty, lot, serial }: AddPackageContentDto): Promise<PackageDto> {
    return this.change(tx, id, async (whole, box) => {
      const unpacked = (await this.store.unpacked(whole, box.shipmentId, lineId)).filter(
        (g) => (lot === undefined || g.lotCode === lot) && (serial === undefined || g.serialCode === serial),
      );
      const [goods, ...others] = unpacked.filter((g) => Quantity.of(g.qty).isPositive);
      if (unpacked.length === 0) refuse(actor, [{ pointer: '/lineId', code: 'line_unknown' }]);
      if (others.length > 0) refuse(actor, [{ pointer: goods!.serialCode === null ? '/lot' : '/serial', code: 'line_ambiguous' }]);
      const open = goods ? Quantity.of(goods.qty) : Quantity.zero;
      if (!goods || Quantity.of(qty).compare(open) > 0) throw outboundErrors.more_than_picked({ open: open.toString() });
      await this.store.addContent(whole, box.id, goods, qty);
      audit.record(whole, actor, 'package.filled', { type: 'package', id: box.publicId }, { diff: { sscc: box.sscc, line: lineId, qty } });
    });
  }

  /** @throws trade.document_not_found | package_closed | package_empty | invalid_transition */
  async close(tx: Tx, actor: Actor, id: string, { weightKg = null }: ClosePackageDto): Promise<PackageDto> {
    return this.change(tx, id, async (whole, box) => {
      if ((await this.views.package(whole, box.id)).contents.length === 0) throw outboundErrors.package_empty();
      await this.store.close(whole, box.id, weightKg);
      audit.record(whole, actor, 'package.closed', { type: 'package', id: box.publicId }, { diff: { sscc: box.sscc, weightKg } });
    });
  }

  /** Takes everything out again; the number is never used again. @throws trade.document_not_found | package_void | invalid_transition */
  async void(tx: Tx, actor: Actor, id: string): Promise<PackageDto> {
    const { shipmentId } = await this.known(tx, id);
    return asWhole(tx, async (whole) => {
      const [head] = await this.headers.lockByIds(whole, [shipmentId]);
      const box = (await this.store.find(whole, id))!; // anew: the lock had to be waited for
      if (box.state === 'void') throw outboundErrors.package_void();
      if (!VOIDABLE.includes(head!.state)) throw tradeErrors.invalid_transition({ state: head!.state, legal: shipmentMachine.legal(head!.state) });
      await this.store.void(whole, box.id);
      audit.record(whole, actor, 'package.voided', { type: 'package', id: box.publicId }, { diff: { sscc: box.sscc, was: box.state } });
      return this.views.package(whole, box.id);
    });
  }

  /** @throws trade.document_not_found */
  async get(tx: Tx, _actor: Actor, id: string): Promise<PackageDto> {
    const box = await this.known(tx, id);
    return asWhole(tx, (whole) => this.views.package(whole, box.id));
  }

  /** The label to stick on it, as a PDF. @throws trade.document_not_found | package_void */
  async label(tx: Tx, _actor: Actor, id: string): Promise<{ fileName: string; content: Buffer }> {
    const box = await this.known(tx, id);
    if (box.state === 'void') throw outboundErrors.package_void();
    const facts = await asWhole(tx, (whole) => this.store.label(whole, box.id));
    return { fileName: `SSCC-${box.sscc}.pdf`, content: await drawLabel(facts) };
  }

  private async change(tx: Tx, id: string, work: (whole: Tx, box: PackageHead) => Promise<void>): Promise<PackageDto> {
    const { shipmentId } = await this.known(tx, id);
    return asWhole(tx, async (whole) => {
      const [head] = await this.headers.lockByIds(whole, [shipmentId]);
      const box = (await this.store.find(whole, id))!; // anew: the lock had to be waited for
      if (box.state === 'closed') throw outboundErrors.package_closed();
      if (box.state === 'void') throw outboundErrors.package_void();
      requirePackable(head!.state);
      await work(whole, box);
      return this.views.package(whole, box.id);
    });
  }

  private async known(tx: Tx, id: string): Promise<PackageHead> {
    const box = await this.store.find(tx, id);
    if (!box) throw tradeErrors.document_not_found();
    return box;
  }
}

function requirePackable(state: ShipmentState): void {
  if (!PACKABLE.includes(state)) throw tradeErrors.invalid_transition({ state, legal: shipmentMachine.legal(state) });
}
