import { Quantity } from '@anwen/kernel';
import {
  addUp,
  isWithinTolerance,
  legalSteps,
  needsRecount,
  readEntry,
  sessionMachine,
  type CountedItem,
  type SeenEntry,
  type Tolerances,
} from './counting.rules';

const q = (text: string): Quantity => Quantity.of(text);
const none: Tolerances = { toleranceAbs: null, tolerancePct: null, toleranceValue: null, recountOverPct: null };
const line = (counted: string, expected: string, unitCost = '0') => ({ counted: q(counted), expected: q(expected), unitCost: q(unitCost) });
const entry = (qty: string, seq: string, book: string, more: Partial<SeenEntry> = {}): SeenEntry => ({
  itemId: '1',
  lotCode: '',
  serialCode: '',
  status: 0,
  stated: true,
  qty,
  seq,
  book,
  uncertain: false,
  counterName: 'A',
  ...more,
});
const total = (entries: SeenEntry[]) => addUp(entries, new Map()).map((k) => [k.counted.toString(), k.expected.toString(), k.seq, k.moved]);

describe('tolerances', () => {
  it('let an exact count pass, and nothing else where no limit is set', () => {
    expect([isWithinTolerance(line('5', '5'), none), isWithinTolerance(line('5', '6'), none)]).toEqual([true, false]);
  });

  it('hold together: a difference must be within every limit that is set', () => {
    const limits = { ...none, toleranceAbs: '2', tolerancePct: '10', toleranceValue: '50' };
    expect(isWithinTolerance(line('98', '100', '25'), limits)).toBe(true);
    expect(isWithinTolerance(line('98', '100', '25.01'), limits)).toBe(false);
    expect(isWithinTolerance(line('97', '100'), limits)).toBe(false);
    expect(isWithinTolerance(line('9', '10'), limits)).toBe(true);
    expect(isWithinTolerance(line('7', '9'), limits)).toBe(false);
  });

  it('take a find where nothing was expected as beyond every share', () => {
    expect(isWithinTolerance(line('1', '0'), { ...none, tolerancePct: '1000' })).toBe(false);
    expect(needsRecount(line('1', '0'), 1, { ...none, recountOverPct: '1000' })).toBe(true);
  });

  it('demand one recount above the limit, not two, and none of an exact count', () => {
    const limits = { ...none, recountOverPct: '5' };
    expect([1, 2].map((round) => needsRecount(line('90', '100'), round, limits))).toEqual([true, false]);
    expect(needsRecount(line('95', '100'), 1, limits)).toBe(false);
    expect(needsRecount(line('0', '0'), 1, limits)).toBe(false);
  });
});

describe('entries of one visit', () => {
  it('add up', () => {
    expect(total([entry('5', '10', '20'), entry('3', '10', '20')])).toEqual([['8', '20', '10', false]]);
  });

  it('stand against the first sequence and are marked when the key moved in between', () => {
    expect(total([entry('5', '10', '20'), entry('3', '12', '18')])).toEqual([['8', '20', '10', true]]);
    expect(total([entry('3', '12', '18'), entry('5', '10', '20')])).toEqual([['8', '20', '10', true]]);
  });

  it('know a serial number once, however often it is read', () => {
    expect(total([entry('1', '3', '1', { serialCode: 'S' }), entry('1', '3', '1', { serialCode: 'S' })])).toEqual([['1', '1', '3', false]]);
  });

  it('keep lots, serial numbers and buckets apart', () => {
    expect(addUp([entry('1', '1', '1'), entry('1', '1', '1', { status: 1 }), entry('1', '1', '1', { lotCode: 'L' })], new Map())).toHaveLength(3);
  });

  it('leave the book alone where nobody can know', () => {
    expect(total([entry('0', '9', '7', { uncertain: true })])).toEqual([['7', '7', '9', true]]);
  });
});

describe('an entry', () => {
  const box = { uomId: '2', code: 'BX', num: '12', den: '1', decimals: 0 };
  const item: CountedItem = {
    id: '1',
    code: 'A',
    kind: 'fg',
    scale: 0,
    tracking: 'none',
    baseUomId: '1',
    units: [{ uomId: '1', code: 'PCE', num: '1', den: '1', decimals: 0 }, box],
  };
  const read = (input: object, of: Partial<CountedItem> = {}): unknown => readEntry({ itemCode: 'A', qty: '2', ...input }, { ...item, ...of });

  it('is read in base units, and nothing is a quantity too', () => {
    expect(read({ uom: 'BX' })).toMatchObject([{ qty: '24', enteredQty: '2', enteredUomId: '2' }]);
    expect(read({ qty: '0' })).toMatchObject([{ qty: '0' }]);
  });

  it('is a line each serial number', () => {
    expect(read({ serials: ['X', 'Y'] }, { tracking: 'serial' })).toMatchObject([
      { serialCode: 'X', qty: '1' },
      { serialCode: 'Y', qty: '1' },
    ]);
    expect(read({ qty: '0', serials: ['X'] }, { tracking: 'serial' })).toMatchObject([{ serialCode: 'X', qty: '0' }]);
  });

  it.each([
    [{ qty: '0.5' }, {}, 'quantity_refused'],
    [{ uom: 'KGM' }, {}, 'uom_unknown'],
    [{ lot: 'L' }, {}, 'lot_not_allowed'],
    [{}, { tracking: 'lot' }, 'lot_required'],
    [{}, { tracking: 'serial' }, 'serials_required'],
    [{ serials: ['X'] }, { tracking: 'serial' }, 'serials_count'],
    [{ serials: ['X'] }, {}, 'serials_not_allowed'],
    [{}, { kind: 'service' }, 'item_not_stocked'],
  ])('%j of an item %j is refused as %s', (input, of, code) => {
    expect(read(input, of as Partial<CountedItem>)).toMatchObject({ code });
  });
});

describe('a session', () => {
  it('shows people the steps of people alone', () => {
    expect(legalSteps('open')).toEqual(['cancel']);
    expect(legalSteps('review')).toEqual(['request-recount', 'approve', 'cancel']);
    expect(legalSteps('approved')).toEqual(['post', 'cancel']);
  });

  it('ends posted or cancelled', () => {
    expect([sessionMachine.isTerminal('posted'), sessionMachine.isTerminal('cancelled'), sessionMachine.isTerminal('approved')]).toEqual([true, true, false]);
  });
});
