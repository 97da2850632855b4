import { Quantity } from '@anwen/kernel';
import { adjustmentMachine, legalTransferSteps, needsApproval, toBring, transferMachine, valueOf } from './handling.rules';

const q = (text: string): Quantity => Quantity.of(text);
const need = (free: string, underWay: string) => toBring({ free: q(free), underWay: q(underWay), minQty: q('10'), maxQty: q('50') }).toString();

describe('replenishment', () => {
  it('fills up to the maximum below the minimum, counting what is on its way', () => {
    expect([need('10', '0'), need('9', '0'), need('0', '0'), need('0', '9'), need('0', '10'), need('-3', '0')]).toEqual(['0', '41', '50', '41', '0', '53']);
  });
});

describe('adjustments', () => {
  it('weigh what they change at the moving average, with its sign', () => {
    expect([valueOf({ qtyChange: '-3', unitCost: '1.25' }), valueOf({ qtyChange: '2.5', unitCost: '4' })].map(String)).toEqual(['-3.75', '10']);
  });

  it('need another person above the limit, or when the reason says so; plus and minus do not cancel out', () => {
    const line = (qtyChange: string) => ({ qtyChange, unitCost: '10' });
    expect(needsApproval([line('500')], '5000', false)).toBe(false);
    expect(needsApproval([line('501')], '5000', false)).toBe(true);
    expect(needsApproval([line('300'), line('-300')], '5000', false)).toBe(true);
    expect(needsApproval([line('1')], '5000', true)).toBe(true);
  });

  it('end rejected or reversed', () => {
    expect([adjustmentMachine.isTerminal('rejected'), adjustmentMachine.isTerminal('reversed'), adjustmentMachine.legal('posted')]).toEqual([
      true,
      true,
      ['reverse'],
    ]);
  });
});

describe('a transfer', () => {
  it('is received in parts, and closed or cancelled in the end', () => {
    expect([legalTransferSteps('draft'), legalTransferSteps('in_transit'), legalTransferSteps('received')]).toEqual([
      ['dispatch', 'cancel'],
      ['receive', 'close'],
      ['close'],
    ]);
    expect([transferMachine.isTerminal('closed'), transferMachine.isTerminal('cancelled')]).toEqual([true, true]);
  });
});
