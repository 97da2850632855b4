/**
 * What makes a spreadsheet calculate a text: = + - @ and their full-width forms, also behind TAB, CR, LF or NUL, which
 * it strips (SPEC-9.9). Leading quotes count along, so that a text which looks escaped is escaped too.
 */
const TRIGGERS = '[=+\\-@\\t\\r\\n\\0＝＋－＠]';
const DANGEROUS = new RegExp(`^'*${TRIGGERS}`);
const ESCAPED = new RegExp(`^'+${TRIGGERS}`);

/** Text for a cell of a csv or xlsx file: never a formula. True numbers are not texts and do not come here. */
export function escapeFormula(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text;
}

/** Takes the quote away again: `unescapeFormula(escapeFormula(text)) === text` for every text. */
export function unescapeFormula(text: string): string {
  return ESCAPED.test(text) ? text.slice(1) : text;
}
