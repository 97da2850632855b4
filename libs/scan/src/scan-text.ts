import { associationErrors, mutuallyExclusive, repeatedDifferently } from './gs1/associations';
import { looksBracketed, readBracketed } from './gs1/bracketed-input';
import { hasCheckDigit } from './gs1/content-linters';
import { entryFor } from './gs1/dictionary';
import { looksLikeLink, readDigitalLink } from './gs1/digital-link';
import { GS, readElementString, type Element, type Reading } from './gs1/elements';
import { gtinForms, secondReading } from './gs1/meanings';
import { splitAim, symbologyOf, type Symbology } from './gs1/symbologies';

/** How a scanner that cannot send control characters was told to send FNC1. */
export const SCANNER_PROFILES = ['standard', 'tilde', 'caret', 'hash', 'pipe'] as const;
export type ScannerProfile = (typeof SCANNER_PROFILES)[number];
const PROFILE_SEPARATORS: Readonly<Record<ScannerProfile, string | null>> = { standard: null, tilde: '~', caret: '^', hash: '#', pipe: '|' };

/** What scanners and their keyboard layouts send in place of GS and no code of ours would hold. */
const SUBSTITUTES = /<GS>|\{GS\}|\[GS\]|<0x1D>|\\x1d|\\u001d|\^\]|\u241d/gi;
/** Longer than any code of ours; a database need not look for more. */
const LONGEST_CODE = 200;

/** A scan understood as far as that is possible without asking the database. */
export interface ScanText {
  /** What to look for among our own codes, letter by letter; the scan as it came first. */
  readonly texts: readonly string[];
  /** The forms of a trade item number, when the scan is nothing but one. */
  readonly gtins: readonly string[];
  /** Null when nothing says that the scan is GS1. */
  readonly gs1: Reading | null;
  /** Another reading, where a separator may be missing. */
  readonly second: readonly Element[] | null;
}

export function understand(raw: string, given: { readonly symbology?: string; readonly profile?: ScannerProfile } = {}): ScanText {
  // Scanners end a scan with Enter or Tab; a wedge may have left them in.
  const text = raw.replace(/[\r\n\t]+$/, '');
  const split = splitAim(text);
  const symbology = split.symbology ?? (given.symbology === undefined ? undefined : symbologyOf(given.symbology.replace(/^\]/, '')));
  const plain = split.data.trim();
  const texts = [raw, text, split.data, plain, plain.normalize('NFKC')].filter((one) => one !== '' && one.length <= LONGEST_CODE);
  const data = separated(split.data.trim(), given.profile ?? 'standard');
  const gs1 = readGs1(data, symbology);
  const second = gs1 && gs1.errors.length === 0 && !looksBracketed(data) && !looksLikeLink(data) ? secondReading(data, gs1.elements) : null;
  return { texts: [...new Set(texts)], gtins: bareGtin(plain), gs1, second };
}

/** The data with GS wherever the scanner meant FNC1; one in front, which only announces GS1, is dropped. */
function separated(text: string, profile: ScannerProfile): string {
  const own = PROFILE_SEPARATORS[profile];
  const replaced = text.replace(SUBSTITUTES, GS);
  const data = own === null ? replaced : replaced.replaceAll(own, GS);
  return data.startsWith(GS) ? data.slice(1) : data;
}

function bareGtin(text: string): string[] {
  return /^(?:\d{8}|\d{12,14})$/.test(text) && hasCheckDigit(text) ? gtinForms(text.padStart(14, '0')) : [];
}

/**
 * GS1 where the symbology says so, where somebody typed the brackets, where it is a Digital Link; and otherwise only when the
 * whole text is flawless GS1 that names a thing. The lot 10D9T stays a lot: a batch of nothing in particular is no GS1.
 */
function readGs1(data: string, symbology: Symbology | undefined): Reading | null {
  if (symbology?.kind === 'gs1') return judged(looksLikeLink(data) ? readDigitalLink(data) : readElementString(data));
  if (looksLikeLink(data)) {
    const link = readDigitalLink(data);
    return link.errors.length === 0 ? judged(link) : null;
  }
  if (looksBracketed(data)) return judged(readBracketed(data));
  const reading = readElementString(data);
  const whole = reading.errors.length === 0 && associationErrors(reading.elements).length === 0;
  return whole && reading.elements.some(namesThing) ? reading : null;
}

const namesThing = ({ ai }: Element): boolean => ai === '02' || ai === '8026' || entryFor(ai)?.linkKey != null;

/** Companions may stand in another symbol on the same thing, so that a lone batch is no error here; contradictions are. */
function judged({ elements, errors }: Reading): Reading {
  return { elements, errors: errors.length > 0 ? errors : [...repeatedDifferently(elements), ...mutuallyExclusive(elements)] };
}
