import { readFileSync } from 'node:fs';
import bwipjs from 'bwip-js/node';
import PDFDocument from 'pdfkit';
import type { LabelFacts } from './package.store';

/** 100 × 150 mm, the common size of logistics labels, in points. */
const SIZE: [number, number] = [283.5, 425.2];
const MARGIN = 14;
const WIDTH = SIZE[0] - 2 * MARGIN;
/** More lines than this do not fit above the bar code; the rest is counted. */
const LINES = 8;
/** Noto Sans TC draws traditional Chinese and Latin; read once, it stays in memory (7 MB). */
let font: Buffer | undefined;
const notoSans = (): Buffer => (font ??= readFileSync(require.resolve('@expo-google-fonts/noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf')));

/** A logistics label: who it is for, what is in it, and the SSCC as GS1-128. */
export async function drawLabel(facts: LabelFacts): Promise<Buffer> {
  const barcode = await bwipjs.toBuffer({ bcid: 'gs1-128', text: `(00)${facts.sscc}`, scale: 4, height: 32, includetext: false, parse: false });
  const document = new PDFDocument({ size: SIZE, margin: MARGIN, font: null as never, info: { Title: `SSCC ${facts.sscc}`, Creator: 'Anwen' } });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  document.registerFont('text', notoSans()).font('text');
  const line = (size: number, text: string): void => {
    document.fontSize(size).text(text, { width: WIDTH, height: size * 1.6, ellipsis: true, lineGap: 1 });
  };
  line(8, '收貨人 Ship to');
  line(15, facts.customer);
  line(8, `出貨倉 From　${facts.warehouse}`);
  document.moveDown(0.4);
  line(11, `出貨單 Shipment　${facts.shipment}`);
  if (facts.salesOrder) line(9, `訂單 Order　${facts.salesOrder}${facts.externalRef ? `　(${facts.externalRef})` : ''}`);
  if (facts.carrier) line(9, `貨運 Carrier　${facts.carrier}`);
  if (facts.weightKg) line(9, `重量 Weight　${facts.weightKg} kg`);
  document.moveDown(0.4);
  for (const { code, name, lot, qty, uom } of facts.contents.slice(0, LINES)) line(8.5, `${code}　${name}　${lot ? `${lot}　` : ''}${qty} ${uom}`);
  if (facts.contents.length > LINES) line(8.5, `… +${facts.contents.length - LINES}`);
  document.image(barcode, MARGIN, SIZE[1] - 126, { width: WIDTH, height: 90 });
  document.fontSize(12).text(`(00) ${facts.sscc}`, MARGIN, SIZE[1] - 32, { width: WIDTH, align: 'center', lineBreak: false });
  document.end();
  await ended;
  return Buffer.concat(chunks);
}
