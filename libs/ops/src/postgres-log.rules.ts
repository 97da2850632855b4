/** A statement that the server found worth logging. The text still holds what was typed in: mask it before anything else. */
export interface LoggedStatement {
  readonly statement: string;
  /** Null: the server ended it at its time limit. */
  readonly ms: number | null;
  /** Parsing and binding take time too, but they are no calls. */
  readonly isCall: boolean;
}

export interface ParsedLog {
  readonly statements: readonly LoggedStatement[];
  /** How many bytes of the input belong to whole entries. The rest is read again when more has been written. */
  readonly consumed: number;
}

export type LogFormat = 'stderr' | 'csv' | 'json';

/** One entry, whatever the format: level, message, and the statement it is about when that stands apart. */
interface LogEntry {
  readonly level: string;
  readonly message: string;
  readonly statement?: string;
}

const DURATION = /^duration: ([\d.]+) ms  (?:(statement)|(parse|bind|execute)(?: fetch from)? [^:]*): ([\s\S]*)$/;
const TIMED_OUT = /canceling statement due to statement timeout/;
/** Any prefix that log_line_prefix may make, then the level. `%m [%p] ` is the default, ours adds `%a`. */
const STDERR_ENTRY = /^(?!\t)(.*?)\b(DEBUG\d?|INFO|NOTICE|LOG|WARNING|ERROR|FATAL|PANIC|DETAIL|HINT|QUERY|CONTEXT|STATEMENT|LOCATION):  /;

export function formatOf(fileName: string, head: string): LogFormat {
  if (fileName.endsWith('.csv') || /^"?\d{4}-\d\d-\d\d [^",\n]*"?,"/.test(head)) return 'csv';
  return fileName.endsWith('.json') || head.startsWith('{"timestamp"') ? 'json' : 'stderr';
}

/**
 * Reads what has come so far: `text` holds one character a byte (latin1), so that a position is a position. The last entry of a stderr log may still grow (its lines come one by one), so it waits for the next one
 * unless `isFinal`.
 */
export function parseLog(text: string, format: LogFormat, isFinal: boolean): ParsedLog {
  const { entries, consumed } = format === 'csv' ? csvEntries(text) : format === 'json' ? jsonEntries(text) : stderrEntries(text, isFinal);
  const statements = statementsOf(entries);
  return { statements: format === 'json' ? statements : statements.map((s) => ({ ...s, statement: inUtf8(s.statement) })), consumed };
}

const inUtf8 = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

function statementsOf(entries: readonly LogEntry[]): LoggedStatement[] {
  return entries.flatMap((entry, i): LoggedStatement[] => {
    const match = DURATION.exec(entry.message);
    if (match) return [{ statement: match[4]!, ms: Number(match[1]), isCall: match[2] !== undefined || match[3] === 'execute' }];
    if (!TIMED_OUT.test(entry.message)) return [];
    const statement = entry.statement ?? entries.slice(i + 1, i + 5).find((e) => e.level === 'STATEMENT')?.message;
    return statement ? [{ statement, ms: null, isCall: true }] : [];
  });
}

function stderrEntries(text: string, isFinal: boolean): { entries: LogEntry[]; consumed: number } {
  const entries: { level: string; message: string }[] = [];
  const whole = text.lastIndexOf('\n') + 1;
  let lastStart = 0;
  let at = 0;
  for (const line of text.slice(0, whole).split('\n').slice(0, -1)) {
    const match = STDERR_ENTRY.exec(line);
    const open = entries.at(-1);
    if (match) {
      // A STATEMENT line belongs to the error before it: they are read again together.
      if (match[2] !== 'STATEMENT' && match[2] !== 'DETAIL') lastStart = at;
      entries.push({ level: match[2]!, message: line.slice(match[0].length) });
    } else if (open && line.startsWith('\t')) open.message += `\n${line.slice(1)}`;
    at += line.length + 1;
  }
  if (isFinal) return { entries, consumed: whole };
  const kept = countEntries(text.slice(0, lastStart));
  return { entries: entries.slice(0, kept), consumed: lastStart };
}

function countEntries(text: string): number {
  return text.split('\n').filter((line) => STDERR_ENTRY.test(line)).length;
}

function jsonEntries(text: string): { entries: LogEntry[]; consumed: number } {
  const whole = text.lastIndexOf('\n') + 1;
  const entries = text
    .slice(0, whole)
    .split('\n')
    .flatMap((line) => {
      try {
        const { error_severity: level = '', message = '', statement } = JSON.parse(inUtf8(line)) as Record<string, string | undefined>;
        return [{ level, message, ...(statement === undefined ? {} : { statement }) }];
      } catch {
        return []; // an empty or torn line
      }
    });
  return { entries, consumed: whole };
}

const CSV = { level: 11, message: 13, query: 19 };
/** Where an entry begins: the moment, then the quoted or absent name of a user. The rest of one that was cut does not begin so. */
const CSV_ENTRY = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [^",\n]*,(?:"[^"\n]*")?,(?:"[^"\n]*")?,\d*,/m;

/** csvlog of any version from 9 on: the fields that matter have not moved. A quoted field may hold line breaks. */
function csvEntries(text: string): { entries: LogEntry[]; consumed: number } {
  const entries: LogEntry[] = [];
  let fields: string[] = [];
  const first = CSV_ENTRY.exec(text)?.index ?? 0;
  let consumed = first;
  const field = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\r?\n)/gy;
  field.lastIndex = first;
  for (let match = field.exec(text); match; match = field.exec(text)) {
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === ',') continue;
    const statement = fields[CSV.query];
    entries.push({ level: fields[CSV.level] ?? '', message: fields[CSV.message] ?? '', ...(statement ? { statement } : {}) });
    fields = [];
    consumed = field.lastIndex;
  }
  return { entries, consumed };
}
