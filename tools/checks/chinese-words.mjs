// One word for one thing: what the server says in Chinese also stands in the portal, so both speak the glossary.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from '../services/home.mjs';
import { sourceFiles } from './file-names.mjs';

/** The word that is not ours, and ours. */
const WORDS = [
  ['工序', '製程'],
  ['發料', '領料'],
  ['用料表', '物料清單'],
  ['(?<![使共])用料(?!表)', '物料'],
  ['虛設', '虛擬件'],
  ['料件', '品項'],
  ['預留', '保留'],
  ['倉庫', '倉別'],
  ['短少', '短缺'],
  ['分拆', '拆分'],
  ['倒沖', '倒扣'],
  ['移儲', '移位'],
  ['子工單', '下層工單'],
  ['計畫量', '目標數量'],
  ['入帳日', '帳務日'],
  ['性能效率', '效能'],
  ['替代比率', '替代比例'],
  ['手動需求', '人工需求'],
  ['物流商', '貨運商'],
].map(([word, ours]) => [new RegExp(word, 'g'), ours]);

export default {
  name: 'Chinese words',
  run() {
    const files = ['apps', 'libs'].flatMap((folder) => sourceFiles(join(ROOT, folder))).filter((path) => !/\.spec\.tsx?$/.test(path));
    if (files.length === 0) return ['no source file was found'];
    return files.flatMap((path) => foreignWords(readFileSync(path, 'utf8')).map((text) => `${relative(ROOT, path)}:${text}`));
  },
};

/** `line: word, ours` for each; an import understands other people's words, so aliases may have them. */
export function foreignWords(source) {
  const blank = (text) => text.replace(/[^\n]/g, ' ');
  const lines = source.replace(/\baliases: \[[^\]]*\]/g, blank).split('\n');
  return lines.flatMap((line, at) => WORDS.flatMap(([word, ours]) => (line.match(word) ?? []).map((found) => `${at + 1}: "${found}" is called "${ours}"`)));
}
