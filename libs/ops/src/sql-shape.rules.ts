import { createHash } from 'node:crypto';

/** A statement without anything that somebody typed in: every literal is `?`. */
export interface SqlShape {
  readonly fingerprint: string;
  readonly sql: string;
}

/** Longer statements are cut; the fingerprint is made before. */
const LONGEST_SQL = 4_000;

/**
 * One pass over the statement, first alternative wins: comments go, quoted names stay, literals of every kind become `?`.
 * A literal that the log has cut off masks the rest of the text: better too much than a name or a number of somebody's.
 */
const TOKEN = new RegExp(
  [
    String.raw`(?<comment>--[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`(?<name>"(?:[^"]|"")*(?:"|$))`,
    String.raw`(?<escaped>\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$))`,
    String.raw`(?<text>(?:\b(?:[bBxXnN]|[uU]&))?'(?:[^']|'')*(?:'|$))`,
    String.raw`(?<dollar>\$(?<tag>[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[\s\S]*?(?:\$\k<tag>\$|$))`,
    String.raw`(?<parameter>\$\d+)`,
    String.raw`(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`,
    String.raw`(?<number>0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)`,
    String.raw`(?<space>\s+)`,
  ].join('|'),
  'gu',
);

/** Masks and folds a statement, so that the same question with other values is the same shape. */
export function shapeOf(statement: string): SqlShape {
  const masked = withoutNested(statement)
    .replace(TOKEN, (whole, ...rest) => {
      const groups = rest.at(-1) as Record<string, string | undefined>;
      if (groups.comment !== undefined || groups.space !== undefined) return ' ';
      return groups.name !== undefined || groups.word !== undefined ? whole : '?';
    })
    .replace(/\s+/g, ' ')
    .replace(/\(\s*\?(?:\s*,\s*\?)*\s*\)(?:\s*,\s*\(\s*\?(?:\s*,\s*\?)*\s*\))*/g, '(?)') // IN lists and VALUES rows of any length
    .trim()
    .replace(/;$/, '')
    .trim();
  return { fingerprint: createHash('sha256').update(foldCase(masked)).digest('hex').slice(0, 16), sql: masked.slice(0, LONGEST_SQL) };
}

/**
 * Comments may stand within comments, which no pattern counts. A statement with one is read character by character, past quoted
 * texts; a comment that does not end takes the rest with it.
 */
function withoutNested(statement: string): string {
  if (!/\/\*[\s\S]*\/\*/.test(statement)) return statement;
  const start = new RegExp(TOKEN.source, 'gu');
  let [text, at] = ['', 0];
  for (let match = start.exec(statement); match; match = start.exec(statement)) {
    if (!match[0].startsWith('/*')) continue;
    const end = endOfComment(statement, match.index);
    text += `${statement.slice(at, match.index)} `;
    at = end;
    start.lastIndex = end;
  }
  return text + statement.slice(at);
}

function endOfComment(statement: string, from: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = from;
  let depth = 0;
  for (let match = edge.exec(statement); match; match = edge.exec(statement)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return statement.length;
}

/** Letter case means nothing outside of quoted names. */
function foldCase(sql: string): string {
  return sql.replace(/"[^"]*"|[^"]+/g, (part) => (part.startsWith('"') ? part : part.toLowerCase()));
}
