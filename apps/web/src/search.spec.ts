import { balanceSearch, ledgerSearch, parseSearch, readSearch, safeNext, stringifySearch, takeDropped } from './search';

describe('search parameters of the lists', () => {
  it('survive the way into the address and back', () => {
    const search = { q: '不鏽鋼 M6 & "8%"', status: 'hold', sort: '-onHand', limit: '100', includeZero: 'true' } as const;
    expect(balanceSearch.parse(parseSearch(stringifySearch(search)))).toEqual(search);
  });

  it('leave out what is not valid and keep the rest', () => {
    expect(balanceSearch.parse({ q: 'x', status: 'gone', sort: 'password', limit: '9999', includeZero: 'yes', hacker: '1' })).toEqual({ q: 'x' });
    expect(ledgerSearch.parse({ from: '2026-02-30', to: '2026-11-22', type: 'RECEIPT', sort: 'qty' })).toEqual({ to: '2026-11-22' });
    expect(balanceSearch.parse({ q: 'x'.repeat(101) })).toEqual({});
  });

  it('tell once that something was left out', () => {
    readSearch(ledgerSearch)({ from: '2026-11-22', lot: '' });
    expect(takeDropped()).toBe(false);
    readSearch(ledgerSearch)({ from: 'yesterday' });
    expect([takeDropped(), takeDropped()]).toEqual([true, false]);
  });

  it('treat a number-like code as text', () => {
    expect(ledgerSearch.parse(parseSearch('?itemCode=00123&lot=1e5'))).toEqual({ itemCode: '00123', lot: '1e5' });
  });

  it('never lead a login to another site', () => {
    for (const evil of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\t/evil', '/login?next=/', undefined])
      expect(safeNext(evil)).toBe('/');
    expect(safeNext('/stock?q=M6&status=hold')).toBe('/stock?q=M6&status=hold');
  });
});
