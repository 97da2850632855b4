import { createHash, randomBytes, randomInt } from 'node:crypto';

export const PIN_MIN = 6;
export const PIN_MAX = 12;
export const PIN_PATTERN = /^\d{6,12}$/;

/** Sequences along the number row, the columns and diagonals of a keypad, and what people choose most. */
const GUESSED_FIRST = [
  '0123456789',
  '9876543210',
  '147258369',
  '963852741',
  '741852963',
  '369258147',
  '159357',
  '357159',
  '258258',
  '520131',
  '112358',
  '314159',
  '271828',
];

/** Digits alone, and none of the PINs that a thief tries first: repetitions, runs, keypad patterns. */
export function isWeakPin(pin: string): boolean {
  if (!PIN_PATTERN.test(pin)) return true;
  if (new Set(pin).size < 3) return true;
  // 123123, 121212, 998998: a short piece said again.
  if (/^(\d{1,4})\1+\d{0,3}$/.test(pin) && isRepeated(pin)) return true;
  const steps = [...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10);
  // 123456, 987654, 246802, 567890: always the same step.
  if (new Set(steps).size === 1) return true;
  // 112233, 332211: pairs in a row.
  if (/^(?:(\d)\1)+$/.test(pin)) return true;
  return GUESSED_FIRST.some((text) => text.includes(pin) || pin.startsWith(text.slice(0, PIN_MIN)));
}

function isRepeated(pin: string): boolean {
  for (let length = 1; length <= pin.length / 2; length++) {
    const piece = pin.slice(0, length);
    if (piece.repeat(Math.ceil(pin.length / length)).slice(0, pin.length) === pin) return true;
  }
  return false;
}

/** A PIN for somebody who will change it. */
export function newPin(): string {
  for (;;) {
    const pin = String(randomInt(0, 10 ** PIN_MIN)).padStart(PIN_MIN, '0');
    if (!isWeakPin(pin)) return pin;
  }
}

/** Crockford's letters: none that a scanner's keyboard layout or an eye confuses. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 26 letters of 5 bits: 130 random bits, so a plain hash is enough to keep. */
const BADGE_LETTERS = 26;

/** What a badge's barcode says. Opaque: neither the person nor the company can be read from it. */
export function newBadgeCode(): string {
  return `AB${[...randomBytes(BADGE_LETTERS)].map((byte) => ALPHABET[byte % 32]).join('')}`;
}

/** Scanners send what they like around and in either case. */
export function badgeHash(code: string): Buffer {
  return createHash('sha256').update(code.trim().toUpperCase(), 'utf8').digest();
}
