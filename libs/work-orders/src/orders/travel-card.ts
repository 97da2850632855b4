import { readFileSync } from 'node:fs';
import bwipjs from 'bwip-js/node';
import PDFDocument from 'pdfkit';
import type { WorkOrderMaterialDto } from './order-part.dto';
import type { WorkOrderDto, WorkOrderOperationDto } from './work-order.dto';

/** A4 in points. */
const PAGE: [number, number] = [595.3, 841.9];
const MARGIN = 36;
const WIDTH = PAGE[0] - 2 * MARGIN;
/** 20 mm: a PDA reads a code of twenty characters from an arm's length. */
const CODE = 57;
const ROW = CODE + 14;
const BOTTOM = PAGE[1] - MARGIN;
/** Noto Sans TC draws traditional Chinese and Latin; read once, it stays in memory (7 MB). */
let font: Buffer | undefined;
const notoSans = (): Buffer => (font ??= readFileSync(require.resolve('@expo-google-fonts/noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf')));

/** What the code of an operation says: the order and the operation, as the scanner takes it apart. */
export const operationCode = (number: string, opNo: number): string => `${number}/${opNo}`;

/** An order as its card tells it. */
export interface CardContent {
  readonly order: WorkOrderDto;
  readonly materials: readonly WorkOrderMaterialDto[];
}

/** The cards that travel with the pieces of orders: what to make, of what, step by step; each step with its own QR code. Every order begins a page. */
export async function drawTravelCards(contents: readonly CardContent[]): Promise<Buffer> {
  const document = new PDFDocument({
    size: PAGE,
    margin: MARGIN,
    font: null as never,
    info: { Title: contents.map(({ order }) => order.number).join(', '), Creator: 'Anwen' },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  document.registerFont('text', notoSans()).font('text');
  const card = new Card(document);
  for (const [i, { order, materials }] of contents.entries()) {
    if (i > 0) card.turn();
    drawHead(card, order, await qrCode(order.number));
    drawMaterials(card, materials);
    for (const operation of order.operations) drawOperation(card, operation, await qrCode(operationCode(order.number, operation.opNo)));
  }
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

const qrCode = (text: string): Promise<Buffer> => bwipjs.toBuffer({ bcid: 'qrcode', text, scale: 4 });

/** Where the pen stands; a block that does not fit begins a new page. */
class Card {
  y = MARGIN;
  constructor(readonly document: PDFKit.PDFDocument) {}

  room(height: number): void {
    if (this.y + height > BOTTOM) this.turn();
  }

  turn(): void {
    this.document.addPage();
    this.y = MARGIN;
  }

  text(size: number, text: string, { x = 0, width = WIDTH - x, stay = false }: { x?: number; width?: number; stay?: boolean } = {}): void {
    this.document.fontSize(size).text(text, MARGIN + x, this.y, { width, height: size * 1.5, ellipsis: true, lineBreak: true });
    if (!stay) this.y += size * 1.6;
  }

  /** All of a text, on as many pages as it takes. */
  prose(size: number, text: string): void {
    this.document.fontSize(size).text(text, MARGIN, this.y, { width: WIDTH });
    this.y = this.document.y + 4;
  }

  heightOf(size: number, text: string): number {
    return this.document.fontSize(size).heightOfString(text, { width: WIDTH }) + 4;
  }

  rule(): void {
    this.document
      .moveTo(MARGIN, this.y)
      .lineTo(MARGIN + WIDTH, this.y)
      .lineWidth(0.5)
      .stroke();
    this.y += 6;
  }
}

function drawHead(card: Card, order: WorkOrderDto, code: Buffer): void {
  card.document.image(code, MARGIN + WIDTH - CODE * 1.4, MARGIN, { width: CODE * 1.4, height: CODE * 1.4 });
  const width = WIDTH - CODE * 1.6;
  card.text(9, '流程卡 Travel card', { width });
  card.text(20, order.number, { width });
  card.text(13, `${order.item.code}　${order.item.name}`, { width });
  card.text(12, `目標數量 Planned　${order.qtyPlanned} ${order.item.uom}　　優先 Priority　${order.priority}`, { width });
  card.text(
    10,
    `倉別 Warehouse　${order.warehouse.code} ${order.warehouse.name}　　開工 Start　${order.startsOn ?? '—'}　　預計完工 Due　${order.dueOn ?? '—'}`,
  );
  if (order.outputLocation) card.text(10, `入庫儲位 Output　${order.outputLocation.code}${order.targetLot ? `　　批號 Lot　${order.targetLot}` : ''}`);
  if (order.bom) card.text(10, `物料清單版本 Bill　${order.bom.version}${order.routing ? `　　途程版本 Routing　${order.routing.version}` : ''}`);
  if (order.note) card.text(10, `備註 Note　${order.note}`);
  card.y += 4;
  card.rule();
}

function drawMaterials(card: Card, materials: readonly WorkOrderMaterialDto[]): void {
  if (materials.length === 0) return;
  card.text(11, '物料 Materials');
  for (const { item, required, location, opNo } of materials) {
    card.room(16);
    card.text(9, `${item.code}　${item.name}`, { width: 300, stay: true });
    card.text(9, `${required} ${item.uom}`, { x: 305, width: 100, stay: true });
    card.text(9, `${opNo === null ? '' : `製程 ${opNo}　`}${location?.code ?? ''}`, { x: 410 });
  }
  card.y += 4;
  card.rule();
}

function drawOperation(card: Card, { opNo, name, workCenter, standardS, instructions }: WorkOrderOperationDto, code: Buffer): void {
  const height = ROW + (instructions ? card.heightOf(10, instructions) : 0);
  // What is longer than a page cannot be kept together: it begins where a few lines of it have room.
  card.room(height > BOTTOM - MARGIN ? 2 * ROW : height);
  const top = card.y;
  card.document.image(code, MARGIN + WIDTH - CODE, top, { width: CODE, height: CODE });
  card.text(12, `${opNo}　${name}`, { width: WIDTH - CODE - 12 });
  card.text(10, `工作中心 Work centre　${workCenter.code} ${workCenter.name}　　標準工時 Standard　${Math.round(Number(standardS) / 60)} 分 min`, {
    width: WIDTH - CODE - 12,
  });
  card.text(10, '良品 Good ________　報廢 Scrap ________　簽名 Signed ____________', { width: WIDTH - CODE - 12 });
  card.y = top + CODE + 4;
  if (instructions) card.prose(10, instructions);
  card.rule();
}
