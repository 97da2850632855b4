import { hasCheckDigit } from './content-linters';
import { looksLikeLink, readDigitalLink } from './digital-link';
import { GS, readElementString } from './elements';
import { splitAim, symbologyOf, type Symbology } from './symbologies';

/** What a scanner sent, as the symbology says that it is to be understood. */
export interface ScannerOutput {
  readonly symbology: string;
  /** With `^` for FNC1; a plain text that begins with ^ has a backslash before it. */
  readonly data: string;
}

const DIGITS: Readonly<Record<string, number>> = { ean13: 13, ean8: 8, itf14: 14 };

/**
 * Reads the output of a scanner that sends AIM identifiers; null when it is none, or when its data is not what the symbology
 * promises. A plain symbol with a web address in it must be a GS1 Digital Link here; whoever wants any address looks at the text.
 */
export function readScannerOutput(text: string): ScannerOutput | null {
  const found = text.startsWith(']') ? symbologyOf(text.slice(1, 3)) : undefined;
  if (!found) return null;
  const data = dataOf(found, splitAim(text).data);
  return data === null ? null : { symbology: found.name, data };
}

function dataOf({ kind }: Symbology, text: string): string | null {
  if (kind === 'gs1') return readElementString(text).errors.length > 0 ? null : `^${text.replaceAll(GS, '^')}`;
  if (kind === 'plain') {
    if (looksLikeLink(text) && readDigitalLink(text).errors.length > 0) return null;
    return /^\\*\^/.test(text) ? `\\${text}` : text;
  }
  // Behind a linear symbol the composite component of a shelf label may follow, with its own identifier.
  const [digits = '', composite] = text.split('|');
  if (digits.length !== DIGITS[kind] || !hasCheckDigit(digits)) return null;
  if (composite === undefined) return digits;
  const second = readScannerOutput(composite);
  return second?.data.startsWith('^') ? `${digits}|${second.data}` : null;
}
