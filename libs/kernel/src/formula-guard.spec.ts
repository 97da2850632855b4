import * as fc from 'fast-check';
import { escapeFormula, unescapeFormula } from './formula-guard';

describe('the formula guard', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', '＝1', '＋1', '－1', '＠A', "'=1", "''@x"])('disarms %j', (text) => {
    expect(escapeFormula(text)).toBe(`'${text}`);
    expect(unescapeFormula(escapeFormula(text))).toBe(text);
  });

  it.each(['', '螺絲 M3', 'a=b', '1-2', "'quoted'", "O'Neil", ' =1'])('leaves %j alone', (text) => {
    expect(escapeFormula(text)).toBe(text);
    expect(unescapeFormula(text)).toBe(text);
  });

  it('loses nothing on the round trip, and its result never begins a formula', () => {
    const tricky = fc.string({ unit: fc.constantFrom("'", '=', '-', '＠', '\t', '\0', 'a', '中') });
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string()), (text) => {
        expect(unescapeFormula(escapeFormula(text))).toBe(text);
        expect(escapeFormula(text)).not.toMatch(/^[=+\-@\t\r\n\0＝＋－＠]/);
      }),
    );
  });
});
