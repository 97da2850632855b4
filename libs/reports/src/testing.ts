import { inflateSync } from 'node:zlib';
import { aCode } from '@anwen/catalog/testing';
import type { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, uuidV7, type Actor, type Scope } from '@anwen/kernel';
import { clerk } from '@anwen/inventory/testing';
import { performance } from '@anwen/work-orders/testing';
import { ReportBeforehand } from './report-beforehand';

/** What somebody needs who works with reports of stock. */
export const REPORT_RIGHTS = ['report.read', 'report.export', 'report.schedule', 'stock.read', 'lot.read', 'lot.trace', 'recall.read'] as const;

/** What makes the rows of reports that are no single SELECT. */
export const beforehand = new ReportBeforehand(performance.oee);

/** A person who exists in the database, with these permissions everywhere or within a scope. */
export async function aReader(bed: TestDatabase, permissions: readonly string[] = REPORT_RIGHTS, scope: Scope = ALL_SCOPE): Promise<Actor> {
  const [user] = await bed.asOwner<{ id: string }>(`INSERT INTO sys_users (username, display_name) VALUES ($1, '王小明') RETURNING id::text AS id`, [
    aCode('reader'),
  ]);
  return { ...clerk, type: 'user', id: user!.id, publicId: uuidV7(), userId: user!.id, name: '王小明', grants: new Map(permissions.map((p) => [p, scope])) };
}

/** Content streams of the pages, unpacked. */
function streamsOf(file: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = file.indexOf('stream\n'); at >= 0; at = file.indexOf('stream\n', at + 7)) {
    if (file.subarray(at - 3, at).toString() === 'end') continue;
    const end = file.indexOf('\nendstream', at);
    try {
      found.push(inflateSync(file.subarray(at + 7, end)));
    } catch {
      // not deflated: an image or the font's own data
    }
  }
  return found;
}

/** Glyph numbers that the pages of a pdf draw, in order; 0 is the empty box. */
export function glyphsOf(file: Buffer): number[] {
  return hexRuns(file).flatMap(({ hex }) => (hex.match(/.{4}/g) ?? []).map((four) => parseInt(four, 16)));
}

function hexRuns(file: Buffer): { font: string; hex: string }[] {
  const runs: { font: string; hex: string }[] = [];
  for (const stream of streamsOf(file)
    .map((s) => s.toString('latin1'))
    .filter((s) => /\bTf\b/.test(s))) {
    let font = '';
    for (const [, name, array] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d. ])*)\] TJ/g)) {
      if (name) font = name;
      else runs.push({ font, hex: [...array!.matchAll(/<([0-9a-f]*)>/g)].map(([, hex]) => hex).join('') });
    }
  }
  return runs;
}

/** The text that the pages of a pdf draw, read back through the fonts' own ToUnicode tables. */
export function textOf(file: Buffer): string {
  const raw = file.toString('latin1');
  const maps = new Map<string, Map<number, string>>();
  for (const [, fonts] of raw.matchAll(/\/Font <<\s*([^>]*)>>/g)) {
    for (const [, name, id] of fonts!.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = new RegExp(`\\n${id} 0 obj\\n([\\s\\S]*?)endobj`).exec(raw)![1]!;
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(font)![1]!;
      const start = new RegExp(`\\n${unicode} 0 obj\\n`).exec(raw)!.index;
      const from = file.indexOf('stream\n', start) + 7;
      maps.set(name!, readCmap(inflateSync(file.subarray(from, file.indexOf('\nendstream', from))).toString('latin1')));
    }
  }
  return hexRuns(file)
    .map(({ font, hex }) => (hex.match(/.{4}/g) ?? []).map((four) => maps.get(font)!.get(parseInt(four, 16)) ?? '?').join(''))
    .join('\n');
}

function readCmap(cmap: string): Map<number, string> {
  const map = new Map<number, string>();
  for (const [, first, , list] of cmap.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/g)) {
    [...list!.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, codes], i) => {
      const units = (codes!.replaceAll(' ', '').match(/.{4}/g) ?? []).map((four) => parseInt(four, 16));
      map.set(parseInt(first!, 16) + i, String.fromCharCode(...units));
    });
  }
  return map;
}
