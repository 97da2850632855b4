import { readFileSync } from 'node:fs';

/** The fonts that the product brings: Noto Sans TC holds traditional Chinese, Latin, Greek and Cyrillic. */
const FILES = {
  regular: '@expo-google-fonts/noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-tc/700Bold/NotoSansTC_700Bold.ttf',
} as const;

/** Stands for a character that the font cannot draw; a box without meaning would look like one that it can. */
const REPLACEMENT = '〓';

interface DrawnFont {
  readonly font: { hasGlyphForCodePoint(code: number): boolean };
}

export function fontFile(weight: keyof typeof FILES): Buffer {
  return readFileSync(require.resolve(FILES[weight]));
}

/** Text of one line in which every character has a glyph: no control characters, no empty boxes. */
export function drawable(text: string, { font }: DrawnFont): string {
  let drawn = '';
  for (const character of text.replace(/[\s\p{Cc}]+/gu, ' ').replace(/[\p{Cf}\p{Mn}]/gu, (c) => (hasGlyph(font, c) ? c : '')))
    drawn += hasGlyph(font, character) ? character : REPLACEMENT;
  return drawn;
}

const hasGlyph = (font: DrawnFont['font'], character: string): boolean => font.hasGlyphForCodePoint(character.codePointAt(0)!);
