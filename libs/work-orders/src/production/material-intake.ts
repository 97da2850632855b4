import { toBaseQuantity } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { inventoryErrors, type PostStockDto } from '@anwen/inventory';
import { AppError, Quantity, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { WorkOrderRow } from '../orders/work-order.store';
import { FloorStore, type FloorLine, type PlaceFacts, type UnitFacts } from './floor.store';
import type { IssueLineDto, IssueMaterialDto } from './material.dto';
import { productionErrors, refusalOf, type Complaint } from './production.errors';
import { postingLine } from './report-posting';
import { OpenNeed } from './open-need';
import { findSources, type SourceWant } from './sources.rules';

type PostLine = PostStockDto['lines'][number];

/** A posting line with what it means for the order; `qty` in base units. */
export interface IssuedLine {
  readonly materialId: Id;
  readonly qty: Quantity;
  readonly line: PostLine;
}

interface Known {
  readonly lines: readonly FloorLine[];
  readonly units: readonly UnitFacts[];
  readonly places: readonly PlaceFacts[];
  readonly serials: readonly (PlaceFacts & { readonly itemId: Id; readonly serial: string })[];
}

/** Reads what is to be issued to an order: by scan, by list, or everything that is still needed. Complains about all lines at once. */
@Injectable()
export class MaterialIntake {
  constructor(private readonly floor: FloorStore) {}

  /** @throws production.issue_ambiguous | lines_refused | nothing_to_issue | serials_needed, inventory.insufficient_stock with every shortage. */
  async read(whole: Tx, actor: Actor, order: WorkOrderRow, { lines: given = [], all }: IssueMaterialDto): Promise<IssuedLine[]> {
    if (all && given.length > 0) throw productionErrors.issue_ambiguous();
    const lines = await this.floor.lines(whole, order.id);
    const wants = all ? everything(lines) : await this.wantsOf(whole, actor, order, { given, lines });
    if (wants.length === 0) throw productionErrors.nothing_to_issue({ number: order.number });
    const [promised, free] = await Promise.all([
      this.floor.promised(whole, [...new Set(wants.map((w) => w.materialId))]),
      this.floor.unpromised(
        whole,
        wants.flatMap((w) => (w.place ? [{ itemId: w.itemId, locationId: w.place.id }] : [])),
      ),
    ]);
    const { sources, short, unnamed } = findSources(wants, promised, free);
    if (unnamed.length > 0) throw productionErrors.serials_needed({ items: unnamed.join('、') });
    if (short.length > 0) throw inventoryErrors.insufficient_stock({ shortages: short });
    return sources.map((source) => ({ materialId: source.materialId, qty: source.qty, line: postingLine(source) }));
  }

  private async wantsOf(
    whole: Tx,
    actor: Actor,
    order: WorkOrderRow,
    { given, lines }: { given: readonly IssueLineDto[]; lines: readonly FloorLine[] },
  ): Promise<SourceWant[]> {
    const open = new OpenNeed(lines);
    const materials = given.map((line) => materialsOf(lines, line));
    const known: Known = {
      lines,
      units: given.some((l) => l.uom !== undefined) ? await this.floor.units(whole, [...new Set(lines.map((l) => l.itemId))]) : [],
      places: (await this.floor.named(whole, order.id, { reasons: [], places: given.flatMap((l) => l.location ?? []) })).places,
      serials: await this.serialsOf(whole, order, { given, materials }),
    };
    const complaints: Complaint[] = [];
    const wants = given.flatMap((line, i) => new LineReading(`/lines/${i}`, line, { order, known, materials: materials[i]!, open, complaints }).wants());
    if (complaints.length > 0) throw refusalOf(actor, complaints);
    return wants;
  }

  private async serialsOf(
    whole: Tx,
    order: WorkOrderRow,
    read: { given: readonly IssueLineDto[]; materials: readonly (readonly FloorLine[])[] },
  ): Promise<Known['serials']> {
    const named = read.given.flatMap((line, i) =>
      (line.serials ?? []).flatMap((serial) => read.materials[i]!.slice(0, 1).map(({ itemId }) => ({ itemId, serial }))),
    );
    return named.length === 0 ? [] : this.floor.serialPlaces(whole, order.warehouseId, named);
  }
}

/** What is still needed of the lines that reports do not use up. Serial numbers are named by whoever holds the piece. */
function everything(lines: readonly FloorLine[]): SourceWant[] {
  return lines
    .filter((l) => l.issueMethod !== 'backflush')
    .map((l) => ({ ...l, materialId: l.id, qty: Quantity.of(l.required).minus(Quantity.of(l.consumed)) }))
    .filter((want) => want.qty.isPositive);
}

/** By line; or by item, as it was scanned: all its lines. */
function materialsOf(lines: readonly FloorLine[], { materialId, itemCode }: IssueLineDto): FloorLine[] {
  return lines.filter((l) => (materialId === undefined ? l.itemCode === itemCode : l.publicId === materialId));
}

interface ReadingContext {
  readonly order: WorkOrderRow;
  readonly known: Known;
  /** Of one item. */
  readonly materials: readonly FloorLine[];
  readonly open: OpenNeed;
  readonly complaints: Complaint[];
}

class LineReading {
  constructor(
    private readonly pointer: string,
    private readonly line: IssueLineDto,
    private readonly context: ReadingContext,
  ) {}

  /** Nothing when it complains. */
  wants(): SourceWant[] {
    const { materials, open } = this.context;
    const [material] = materials;
    const { materialId, itemCode, lot } = this.line;
    if ((materialId === undefined) === (itemCode === undefined)) return this.complain('', 'material_unnamed');
    if (!material) return this.complain(materialId === undefined ? 'itemCode' : 'materialId', 'material_unknown', { value: itemCode ?? materialId });
    const qty = this.quantity(material);
    const place = this.place(material);
    if (!qty || place === undefined) return [];
    if ((this.line.serials ?? []).length > 0) return this.serials(material, qty, place);
    const onlyHere = this.line.location !== undefined;
    return open
      .share(materials, qty)
      .map((part) => ({ ...part.line, materialId: part.line.id, qty: part.qty, place: onlyHere ? place : part.line.place, lot, onlyHere }));
  }

  private serials(material: FloorLine, qty: Quantity, place: PlaceFacts | FloorLine['place']): SourceWant[] {
    const serials = this.line.serials!;
    if (material.tracking !== 'serial') return this.complain('serials', 'serials_not_allowed');
    if (Quantity.of(serials.length).compare(qty) !== 0) return this.complain('serials', 'serials_count', { given: serials.length, wanted: qty.toString() });
    return serials.flatMap((serial) => {
      const stands = this.context.known.serials.find((s) => s.itemId === material.itemId && s.serial === serial);
      if (!stands || (this.line.location !== undefined && stands.id !== place?.id)) return this.complain('serials', 'serial_unknown', { value: serial });
      const { line, qty: one } = this.context.open.piece(this.context.materials);
      return [{ ...line, materialId: line.id, qty: one, place: stands, serial, onlyHere: true }];
    });
  }

  private quantity(material: FloorLine): Quantity | null {
    const { uom, qty } = this.line;
    const unit = uom === undefined || uom === material.uom ? null : this.context.known.units.find((u) => u.itemId === material.itemId && u.code === uom);
    if (unit === undefined) return this.nothing('uom', 'unit_unknown', { value: uom });
    try {
      return unit ? toBaseQuantity(Quantity.of(qty, unit.decimals), unit, material.scale) : Quantity.of(qty, material.scale);
    } catch (error) {
      if (error instanceof RangeError || error instanceof AppError) return this.nothing('qty', 'quantity_refused');
      throw error;
    }
  }

  /** undefined when it complains; null = only what was promised. */
  private place(material: FloorLine): PlaceFacts | FloorLine['place'] | undefined {
    const { location } = this.line;
    if (location === undefined) return material.place;
    const found = this.context.known.places.find((p) => p.code === location);
    if (found?.warehouseId === this.context.order.warehouseId) return found;
    this.complain('location', 'location_refused', { value: location });
    return undefined;
  }

  private complain(field: string, code: Complaint['code'], params?: Record<string, unknown>): [] {
    this.context.complaints.push({ pointer: field === '' ? this.pointer : `${this.pointer}/${field}`, code, ...(params ? { params } : {}) });
    return [];
  }

  private nothing(field: string, code: Complaint['code'], params?: Record<string, unknown>): null {
    this.complain(field, code, params);
    return null;
  }
}
