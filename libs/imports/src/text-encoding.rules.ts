import { isUtf8 } from 'node:buffer';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'big5'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How much a guess looks at when there is neither a mark nor valid UTF-8: enough for any habit to show. */
const GUESSED_BYTES = 1_048_576;

/** BOM, else valid UTF-8, else UTF-16 by its zero bytes, else Big5; undefined when it is no text at all. */
export function detectEncoding(bytes: Buffer): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes.includes(0)) return zeroPattern(bytes);
  if (isUtf8(bytes)) return 'utf-8';
  return isBig5(bytes.subarray(0, GUESSED_BYTES)) ? 'big5' : undefined;
}

/** Text without its BOM. What cannot be decoded becomes U+FFFD, which the dry run reports row by row. */
export function decodeText(bytes: Buffer, encoding: Encoding): string {
  return new TextDecoder(encoding, { fatal: false, ignoreBOM: false }).decode(bytes);
}

/** UTF-16 without a mark: ASCII separators leave their zeros on one side only. */
function zeroPattern(bytes: Buffer): Encoding | undefined {
  const zeros = [0, 0];
  const look = bytes.subarray(0, 4_096);
  for (let i = 0; i < look.length; i++) if (look[i] === 0) zeros[i % 2]! += 1;
  const [even, odd] = zeros as [number, number];
  if (bytes.length % 2 !== 0 || Math.min(even, odd) * 10 > Math.max(even, odd)) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

function isBig5(bytes: Buffer): boolean {
  try {
    // `stream`: the cut may go through the middle of a character.
    const text = new TextDecoder('big5', { fatal: true }).decode(bytes, { stream: true });
    // The decoder hands single bytes 0x80 and 0xFF on as these; user-defined characters (U+E000…) are legitimate.
    return !/[\u0080\uf8f8]/.test(text);
  } catch {
    return false;
  }
}
