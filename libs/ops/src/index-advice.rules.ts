/** The part of a plan that is read here (EXPLAIN, FORMAT JSON). */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Schema?: string;
  readonly Alias?: string;
  readonly Filter?: string;
  readonly 'Index Cond'?: string;
  readonly 'Hash Cond'?: string;
  readonly 'Merge Cond'?: string;
  readonly 'Join Filter'?: string;
  readonly 'Sort Key'?: readonly string[];
  readonly 'Plan Rows': number;
  readonly 'Total Cost': number;
  readonly Plans?: readonly PlanNode[];
}

/** What the catalogue knows of a table. */
export interface TableFacts {
  readonly rows: number;
  /** Share of the rows that one value of the column keeps. */
  readonly keeps: Readonly<Record<string, number>>;
  /** Columns of each index, in order. */
  readonly indexes: readonly (readonly string[])[];
  /** The table that this one is a partition of. */
  readonly parent?: string;
}

/** A table that is read whole, and by which columns it could be found instead. */
export interface ScanToAvoid {
  readonly table: string;
  readonly equal: readonly string[];
  readonly range: readonly string[];
  readonly order: readonly string[];
  /** Rows that the planner expects to be left. */
  readonly kept: number;
}

/** Reading fewer rows whole is no trouble (SPEC-7.4). */
const SMALL_TABLE = 10_000;
/** An index helps when it leaves little. */
const MOST_KEPT = 0.05;
/** Fewer rows than this need no further column to find them. */
const FEW_ROWS = 50;
const MOST_COLUMNS = 3;

const TYPED = /\b(interval|timestamptz|timestamp|date|time)\s+\?/gi;
const NEGATIVE = /([=<>(,]|\b(?:and|or|between|then|else|limit|offset|when|select|return)\b)\s*-\s*\?/gi;

/** A shape as a statement with parameters, or null when it is of a kind that has no plan worth reading. */
export function parametrised(shape: string): { sql: string; parameters: number } | null {
  if (!/^(?:select|with|update|delete)\b/i.test(shape) || shape.includes(';') || /\binto\s+(?!\?)/i.test(shape.replace(/\binsert into\b/gi, ''))) return null;
  let parameters = 0;
  const sql = shape
    .replace(NEGATIVE, '$1 ?')
    .replace(TYPED, (_whole, type: string) => `?::${type}`)
    .replace(/\?/g, () => `$${++parameters}`);
  return { sql, parameters };
}

/** Every table of the plan that is read whole although it is asked for something. */
export function scansToAvoid(plan: PlanNode): ScanToAvoid[] {
  return walk(plan, []).flatMap(({ node, above }) => {
    const table = node['Relation Name'];
    if (!table || !readsWhole(node)) return [];
    const conditions = termsOf(node.Filter ?? '').flatMap((term) => conditionOf(term, node.Alias ?? table));
    const joined = above.flatMap((parent) => joinColumns(parent, node));
    const only = (kind: 'equal' | 'range'): string[] => [...new Set(conditions.filter((c) => c.kind === kind).map((c) => c.column))];
    return [{ table, equal: [...new Set([...only('equal'), ...joined])], range: only('range'), order: wantedOrder(above, node), kept: node['Plan Rows'] }];
  });
}

/** The columns of an index that would serve the scan, best first; null when none would, or when there is one already. */
export function indexFor(scan: ScanToAvoid, facts: TableFacts): readonly string[] | null {
  if (facts.rows < SMALL_TABLE) return null;
  const keeps = (column: string): number => facts.keeps[column] ?? 1;
  const columns: string[] = [];
  let kept = 1;
  for (const column of [...scan.equal].sort((a, b) => keeps(a) - keeps(b))) {
    const enough = columns.length > 0 && (facts.rows * kept <= FEW_ROWS || keeps(column) > 0.5);
    if (enough || columns.length === MOST_COLUMNS) break;
    columns.push(column);
    kept *= keeps(column);
  }
  const rangeServes = scan.range.length > 0 && scan.kept / facts.rows <= MOST_KEPT;
  if (kept > MOST_KEPT && !rangeServes && scan.order.length === 0) return null;
  if (kept > MOST_KEPT && !rangeServes) columns.length = 0;
  if (facts.rows * kept > FEW_ROWS && columns.length < MOST_COLUMNS)
    columns.push(...(scan.order.length > 0 ? scan.order : scan.range.slice(0, 1)).filter((c) => !columns.includes(c)));
  return columns.length === 0 || isCovered(columns, facts.indexes) ? null : columns;
}

/** `CREATE INDEX CONCURRENTLY`: nobody has to stop working for it. For a person to decide on and to run. */
export function indexDdl(table: string, columns: readonly string[]): string {
  return `CREATE INDEX CONCURRENTLY ON ${quoted(table)} (${columns.map(quoted).join(', ')})`;
}

/** An index of one partition alone would be missing from the next; one of all of them cannot be made CONCURRENTLY, but its parts can. */
export function partitionedIndexDdl(parent: string, columns: readonly string[]): string {
  const list = columns.map(quoted).join(', ');
  return `CREATE INDEX ON ONLY ${quoted(parent)} (${list}); -- then for each partition: CREATE INDEX CONCURRENTLY ON <partition> (${list}); ALTER INDEX … ATTACH PARTITION …`;
}

export const quoted = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** Where there is no plan: the columns that the text compares with something. */
export function scansFromText(shape: string): ScanToAvoid[] {
  const table = /\b(?:from|update)\s+(?:only\s+)?(?:public\.)?"?([a-z_][\w]*)"?/i.exec(shape)?.[1];
  const where = /\bwhere\b([\s\S]*)/i.exec(shape)?.[1] ?? '';
  const columns = [...where.matchAll(/(?:\b[a-z_]\w*\.)?\b([a-z_]\w*)\s*(?:=\s*(?:\?|any\b)|in\s*\(\?\))/gi)].map((m) => m[1]!.toLowerCase());
  return table && columns.length > 0 && !/\bjoin\b|\bor\b/i.test(shape)
    ? [{ table: table.toLowerCase(), equal: [...new Set(columns)], range: [], order: [], kept: 0 }]
    : [];
}

/** Also by way of an index, when that gives the order alone. */
function readsWhole(node: PlanNode): boolean {
  return (
    /Seq Scan$/.test(node['Node Type']) || (/^Index (?:Only )?Scan/.test(node['Node Type']) && node['Index Cond'] === undefined && node.Filter !== undefined)
  );
}

function walk(node: PlanNode, above: readonly PlanNode[]): { node: PlanNode; above: readonly PlanNode[] }[] {
  return [{ node, above }, ...(node.Plans ?? []).flatMap((child) => walk(child, [node, ...above]))];
}

/** The terms that must all hold; what stands under OR serves no single index. */
function termsOf(filter: string): string[] {
  const inner = stripParentheses(filter);
  const terms = splitAt(inner, ' AND ');
  if (terms.length > 1) return terms.flatMap(termsOf);
  return inner === '' || splitAt(inner, ' OR ').length > 1 ? [] : [inner];
}

function stripParentheses(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('(') || closingOf(trimmed) !== trimmed.length - 1) return trimmed;
  return stripParentheses(trimmed.slice(1, -1));
}

function closingOf(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

function splitAt(text: string, separator: string): string[] {
  const parts = [''];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    if (depth === 0 && text.startsWith(separator, i)) {
      parts.push('');
      i += separator.length - 1;
    } else parts.push((parts.pop() ?? '') + text[i]);
  }
  return parts;
}

const CONDITION = /^\(*(?:"?([\w]+)"?\.)?"?([\w\u0080-\uffff]+)"?\)*(?:::[\w ]+(?:\([\d,]+\))?)*\)*\s+(=|<=|>=|<|>|IS NULL)\s*(.*)$/;

function conditionOf(term: string, alias: string): { column: string; kind: 'equal' | 'range' }[] {
  const match = CONDITION.exec(term);
  if (!match || (match[1] !== undefined && match[1] !== alias)) return [];
  const [, , column, operator, other] = match as unknown as [string, string, string, string, string];
  // Compared with a column, no index of this table alone finds the row.
  if (!/^(?:\(*\$\d|\(*'|\(*-?\d|ANY\b|now\(|\(*CURRENT|\(*InitPlan|true|false|$)/.test(other)) return [];
  return [{ column, kind: operator === '=' || operator === 'IS NULL' ? 'equal' : 'range' }];
}

/** A big table that is joined to a few rows: they could be looked up. */
function joinColumns(join: PlanNode, scan: PlanNode): string[] {
  const condition = join['Hash Cond'] ?? join['Merge Cond'] ?? join['Join Filter'];
  const other = join.Plans?.find((side) => !walk(side, []).some(({ node }) => node === scan));
  if (!condition || !other || other['Plan Rows'] > scan['Plan Rows'] * MOST_KEPT) return [];
  const alias = scan.Alias ?? scan['Relation Name'];
  return termsOf(condition).flatMap((term) => {
    const sides = term.split(' = ').map((side) => /^\(*"?(\w+)"?\."?([\w\u0080-\uffff]+)"?\)*$/.exec(side.trim()));
    return sides.length === 2 ? sides.flatMap((side) => (side && side[1] === alias ? [side[2]!] : [])) : [];
  });
}

/** The order of a list of which only the beginning is wanted. */
function wantedOrder(above: readonly PlanNode[], scan: PlanNode): string[] {
  const sort = above.find((node) => node['Node Type'] === 'Sort');
  if (!sort || !above.some((node) => node['Node Type'] === 'Limit') || above.some((node) => /Join|Loop|Aggregate/.test(node['Node Type']))) return [];
  const alias = scan.Alias ?? scan['Relation Name'];
  const keys = sort['Sort Key']!.map((key) => /^(?:"?(\w+)"?\.)?"?([\w\u0080-\uffff]+)"?(?: (?:DESC|ASC).*)?$/.exec(key));
  return keys.every((key) => key && (key[1] === undefined || key[1] === alias)) ? keys.map((key) => key![2]!).slice(0, 2) : [];
}

function isCovered(columns: readonly string[], indexes: TableFacts['indexes']): boolean {
  return indexes.some((index) => columns.every((column, i) => i < index.length && index.slice(0, columns.length).includes(column)));
}
