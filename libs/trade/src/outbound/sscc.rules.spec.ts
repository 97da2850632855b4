import { checkDigit, isCompanyPrefix, ssccOf } from './sscc.rules';

describe('an SSCC', () => {
  it('ends with the check digit of GS1', () => {
    // Examples of the GS1 General Specifications and of GTINs that everybody knows.
    expect(checkDigit('37610425002123456')).toBe('9');
    expect(checkDigit('629104150021')).toBe('3');
    expect(checkDigit('00000000000000000')).toBe('0');
  });

  it('counts through the serial reference, then through the extension digit', () => {
    expect(ssccOf('4712345', 1n)).toBe('04712345000000001' + checkDigit('04712345000000001'));
    expect(ssccOf('4712345', 999_999_999n)!.slice(0, 17)).toBe('04712345999999999');
    expect(ssccOf('4712345', 1_000_000_000n)!.slice(0, 17)).toBe('14712345000000000');
    expect(ssccOf('123456789012', 99_999n)!.slice(0, 17)).toBe('91234567890129999');
    expect([ssccOf('123456789012', 100_000n), ssccOf('4712345', 0n)]).toEqual([null, null]);
  });

  it('needs a prefix as GS1 gives them out', () => {
    expect(['471', '4712345', '1234567890123', '47x2345', 4712345, null].map(isCompanyPrefix)).toEqual([false, true, false, false, false, false]);
  });
});
