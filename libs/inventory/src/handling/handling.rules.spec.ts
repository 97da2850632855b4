import { Quantity } from '@anwen/kernel';
import { adjustmentMachine, legalTransferSteps, toBring, transferMachine } from './handling.rules';

const q = (text: string): Quantity => Quantity.of(text);
const need = (free: string, underWay: string) => toBring({ free: q(free), underWay: q(underWay), minQty: q('10'), maxQty: q('50') }).toString();

describe('replenishment', () => {
  it('fills up to the maximum below the minimum, counting what is on its way', () => {
    expect([need('10', '0'), need('9', '0'), need('0', '0'), need('0', '9'), need('0', '10'), need('-3', '0')]).toEqual(['0', '41', '50', '41', '0', '53']);
  });
});

describe('adjustments', () => {
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
