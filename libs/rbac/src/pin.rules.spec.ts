import { badgeHash, isWeakPin, newBadgeCode, newPin } from './pin.rules';

describe('a PIN', () => {
  it.each([
    '111111',
    '000000',
    '123456',
    '654321',
    '098765',
    '456789',
    '121212',
    '123123',
    '112233',
    '332211',
    '112211',
    '147258',
    '258258',
    '159357',
    '246802',
  ])('%s is guessed first', (pin) => expect(isWeakPin(pin)).toBe(true));

  it.each(['12345', '1234567890123', '12a456', '', '１２３４５６'])('%p is none', (pin) => expect(isWeakPin(pin)).toBe(true));

  it.each(['482915', '739146', '90210378', '100387'])('%s is fine', (pin) => expect(isWeakPin(pin)).toBe(false));

  it('that we make is never a weak one', () => {
    for (let i = 0; i < 500; i++) expect(isWeakPin(newPin())).toBe(false);
  });
});

describe('a badge', () => {
  it('says something new each time, and a scanner may send it in either case', () => {
    const codes = new Set(Array.from({ length: 200 }, newBadgeCode));
    expect(codes.size).toBe(200);
    const one = [...codes][0]!;
    expect(one).toMatch(/^AB[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(badgeHash(` ${one.toLowerCase()}\n`)).toEqual(badgeHash(one));
  });
});
