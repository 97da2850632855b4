// What we ship or build with has a licence that lets customers use the product: permissive, or MPL used unchanged.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../services/home.mjs';

const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MPL-2.0',
  '0BSD',
  'Python-2.0',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
  // Of fonts: may be bundled and embedded in documents, not sold by itself.
  'OFL-1.1',
]);
/** Build-time data that is not part of what we ship. */
const BUILD_ONLY = new Map([['caniuse-lite', 'CC-BY-4.0']]);
/** "MIT/X11" is the MIT licence in another spelling. */
const SPELLINGS = new Map([['MIT/X11', 'MIT']]);
/** Known exceptions, each with the reason to live with it. */
const EXCUSED = new Map([
  ['buffers', 'states no licence; an unused corner of exceljs (unzipper reads archives with it), goes when exceljs goes'],
  ['png-js', 'the manifest forgets it, the LICENSE file beside it is MIT; pdfkit reads pictures with it'],
]);

export default {
  name: 'licences',
  run() {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    return Object.entries(packages).flatMap(([path, entry]) => {
      const manifest = join(ROOT, path, 'package.json');
      if (!path.includes('node_modules/') || entry.link || !existsSync(manifest)) return []; // optional parts for other platforms
      const { name, version, license, licenses } = JSON.parse(readFileSync(manifest, 'utf8'));
      const found = licenceText(license ?? licenses);
      const excused = EXCUSED.has(name) || (entry.dev && BUILD_ONLY.get(name) === found);
      return isAllowed(found) || excused ? [] : [`${name} ${version}: licence "${found || 'not stated'}" is not on the list`];
    });
  },
};

function licenceText(value) {
  if (Array.isArray(value)) return value.map(licenceText).join(' OR ');
  return typeof value === 'object' && value ? (value.type ?? '') : (value ?? '');
}

/** SPDX: one of an OR is enough, an AND needs all. */
function isAllowed(expression) {
  const bare = expression.replace(/[()]/g, ' ').trim();
  return bare.split(/ OR /i).some((choice) => choice.split(/ AND /i).every((part) => ALLOWED.has(SPELLINGS.get(part.trim()) ?? part.trim())));
}
