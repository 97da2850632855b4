import { OPERATION, legalOf, openBefore, type OperationFacts, type OperationState } from './operation.rules';

const operation = (opNo: number, state: OperationState, good = '0'): OperationFacts => ({ opNo, state, good, scrap: '0', rework: '0' });

describe('an operation', () => {
  it('is over for good when it is done or skipped', () => {
    expect([OPERATION.isTerminal('done'), OPERATION.isTerminal('skipped'), OPERATION.isTerminal('paused')]).toEqual([true, true, false]);
  });

  it('offers what may be done with it while its order is on the floor', () => {
    const legal = (state: OperationState, good?: string) => legalOf('released', [], operation(10, state, good));
    expect(legal('pending')).toEqual(['skip']);
    expect(legal('ready')).toEqual(['start', 'skip']);
    expect(legal('ready', '3')).toEqual(['start', 'finish']);
    expect(legal('running')).toEqual(['start', 'pause', 'finish']);
    expect(legal('paused')).toEqual(['resume', 'finish', 'skip']);
    expect(legal('paused', '1')).toEqual(['resume', 'finish']);
    expect(legal('done')).toEqual([]);
    expect(legalOf('on_hold', [], operation(10, 'running'))).toEqual(['pause']);
    expect(legalOf('on_hold', [], operation(10, 'paused'))).toEqual([]);
    for (const order of ['draft', 'planned', 'completed', 'closed', 'cancelled']) expect(legalOf(order, [], operation(10, 'running'))).toEqual([]);
  });

  it('is not finished before those in front of it', () => {
    const operations = [operation(10, 'skipped'), operation(20, 'paused'), operation(30, 'running')];
    expect(openBefore(operations, 30)?.opNo).toBe(20);
    expect(openBefore(operations, 20)).toBeUndefined();
    expect(legalOf('in_progress', operations, operations[2]!)).toEqual(['start', 'pause']);
  });
});
