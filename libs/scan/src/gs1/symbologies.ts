/** What the AIM identifier in front of a scan says about the data behind it. */
export type SymbologyKind = 'gs1' | 'plain' | 'ean13' | 'ean8' | 'itf14';

export interface Symbology {
  readonly name: string;
  readonly kind: SymbologyKind;
}

const symbology = (name: string, kind: SymbologyKind = 'plain'): Symbology => ({ name, kind });

/** AIM identifiers by GS1 and ISO/IEC 15424. A family whose digit only tells about check digits stands under its letter. */
const SYMBOLOGIES: Readonly<Record<string, Symbology>> = {
  C1: symbology('GS1_128_CCA', 'gs1'),
  e0: symbology('DataBarExpanded', 'gs1'),
  e1: symbology('GS1 composite', 'gs1'),
  e2: symbology('GS1 composite', 'gs1'),
  d2: symbology('DM', 'gs1'),
  Q3: symbology('QR', 'gs1'),
  J1: symbology('DotCode', 'gs1'),
  d1: symbology('DM'),
  Q1: symbology('QR'),
  J0: symbology('DotCode'),
  E0: symbology('EAN13', 'ean13'),
  E4: symbology('EAN8', 'ean8'),
  I1: symbology('ITF14', 'itf14'),
  C: symbology('Code 128'),
  A: symbology('Code 39'),
  G: symbology('Code 93'),
  F: symbology('Codabar'),
  I: symbology('Interleaved 2 of 5'),
  L: symbology('PDF417'),
  z: symbology('Aztec'),
  d: symbology('DM'),
  Q: symbology('QR'),
  E: symbology('EAN add-on'),
  X: symbology('other'),
};

/** The symbology named by an AIM identifier without its bracket: `C1`. */
export const symbologyOf = (id: string): Symbology | undefined =>
  /^[A-Za-z][0-9A-Fa-f]$/.test(id) ? (SYMBOLOGIES[id] ?? SYMBOLOGIES[id.charAt(0)]) : undefined;

/** Takes the AIM identifier off the front; text that only begins with a bracket stays whole. */
export function splitAim(text: string): { readonly symbology: Symbology | undefined; readonly data: string } {
  const found = text.startsWith(']') ? symbologyOf(text.slice(1, 3)) : undefined;
  return { symbology: found, data: found ? text.slice(3) : text };
}
