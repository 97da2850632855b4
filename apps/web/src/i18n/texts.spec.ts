import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { en } from './en';
import { zhHant } from './zh-Hant';

function texts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : texts(value as object, `${path}${key}.`),
  );
}

function sources(folder: string): string {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => {
      if (statSync(path).isDirectory()) return path.endsWith('i18n') ? '' : sources(path);
      return /\.tsx?$/.test(path) && !path.endsWith('.spec.ts') ? readFileSync(path, 'utf8') : '';
    })
    .join('\n');
}

// Big5 holds the Traditional characters in daily use; what it cannot write is Simplified, or a mistake.
const big5 = new Set<string>();
const decoder = new TextDecoder('big5');
for (let lead = 0xa1; lead <= 0xf9; lead++) {
  for (let trail = 0x40; trail <= 0xfe; trail++) for (const letter of decoder.decode(Uint8Array.of(lead, trail))) big5.add(letter);
}
const FORBIDDEN = /用戶|默認|信息|打印|登錄|設置|批量|服務器|二維碼|條碼機|屏幕|數據|鏈接|網絡|賬/;

describe('the texts of the portal', () => {
  it('have the same keys in both languages, none empty', () => {
    expect(texts(en).map(([key]) => key)).toEqual(texts(zhHant).map(([key]) => key));
    expect([...texts(en), ...texts(zhHant)].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('fill the same holes in both languages', () => {
    const holes = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    const english = new Map(texts(en));
    for (const [key, text] of texts(zhHant)) expect([key, holes(english.get(key) ?? '')]).toEqual([key, holes(text)]);
  });

  it('use no Simplified character and no word of the mainland', () => {
    for (const [key, text] of texts(zhHant)) {
      expect([key, [...text].filter((letter) => /\p{Script=Han}/u.test(letter) && !big5.has(letter))]).toEqual([key, []]);
      expect([key, FORBIDDEN.exec(text)]).toEqual([key, null]);
    }
  });

  it('leave no Chinese in the English', () => {
    expect(texts(en).filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
  });

  it('stand nowhere but in the resources', () => {
    expect(sources(join(__dirname, '..')).match(/.*\p{Script=Han}.*/gu) ?? []).toEqual([]);
  });
});
