import { readXml, walkXml } from './xlsx-xml';
import type { ZipArchive } from './zip-inspection';
import { importErrors } from './imports.errors';

/** Texts that a workbook may share at most; the child that reads it has 512 MB for everything. */
const MAX_SHARED_CHARS = 80_000_000;

/** Sheet names with the parts that hold them, in the order of the tabs. */
export async function sheetsOf(archive: ZipArchive): Promise<{ sheets: ReadonlyMap<string, string>; date1904: boolean }> {
  const targets = new Map<string, string>();
  await readXml(archive, 'xl/_rels/workbook.xml.rels', {
    open: (name, a) => void (name === 'Relationship' && a.Id && a.Target && targets.set(a.Id, partOf(a.Target))),
  });
  const sheets = new Map<string, string>();
  let date1904 = false;
  await readXml(archive, 'xl/workbook.xml', {
    open: (name, a) => {
      if (name === 'workbookPr') date1904 = a.date1904 === '1' || a.date1904 === 'true';
      if (name !== 'sheet' || !a.name) return;
      const part = targets.get(a['r:id'] ?? Object.entries(a).find(([key]) => key.endsWith(':id'))?.[1] ?? '');
      // Chart sheets have no rows.
      if (part?.startsWith('xl/worksheets/') && archive.has(part)) sheets.set(a.name, part);
    },
  });
  return { sheets, date1904 };
}

function partOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** Shared texts up to and including `last`; a preview needs the first few of them only. */
export async function sharedStrings(archive: ZipArchive, last = Infinity): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let chars = 0;
  let inText = false;
  let phonetic = 0;
  const walk = walkXml(archive, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic += 1;
      inText = name === 't' && phonetic === 0;
    },
    text: (piece) => void (inText && (text += piece)),
    close: (name) => {
      if (name === 'rPh') phonetic -= 1;
      if (name === 't') inText = false;
      if (name !== 'si') return;
      strings.push(text);
      chars += text.length;
      if (chars > MAX_SHARED_CHARS) throw importErrors.file_unsafe();
    },
  });
  while (!(await walk.next()).done) if (strings.length > last) break;
  await walk.return(undefined);
  return strings;
}

/** By style number: whether cells of that style show a date. */
export async function dateStyles(archive: ZipArchive): Promise<readonly boolean[]> {
  const custom = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inXfs = false;
  await readXml(archive, 'xl/styles.xml', {
    open: (name, a) => {
      if (name === 'numFmt') custom.set(Number(a.numFmtId), showsDate(a.formatCode ?? ''));
      if (name === 'cellXfs') inXfs = true;
      if (name === 'xf' && inXfs) styles.push(custom.get(Number(a.numFmtId)) ?? isBuiltInDate(Number(a.numFmtId)));
    },
    close: (name) => void (name === 'cellXfs' && (inXfs = false)),
  });
  return styles;
}

/** Number formats that every spreadsheet program knows by number (ECMA-376 §18.8.30); 27–36 and 50–58 are the East Asian dates. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

function showsDate(format: string): boolean {
  const bare = format.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
  return /[ymd]/i.test(bare) && !/^general$/i.test(bare);
}
