import { OPERATION, leadOf, legalOf, openBefore, strandedBefore, wentThrough, type OperationFacts, type OperationState } from './operation.rules';

const operation = (opNo: number, state: OperationState, good = '0'): OperationFacts => ({ opNo, state, good, scrap: '0', rework: '0', reportPoint: true });

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

  it('is led by the last before it that is not skipped, and not skipped when it is the last and pieces wait for it', () => {
    const operations = [operation(10, 'done', '5'), operation(20, 'skipped'), operation(30, 'ready'), operation(40, 'pending')];
    expect([leadOf(operations, 30)?.opNo, leadOf(operations, 40)?.opNo, leadOf(operations, 10)]).toEqual([10, 30, undefined]);
    // Without 40 the pieces of 10 still pass through 30; without 30 as well they would not.
    expect([strandedBefore(operations, 30), strandedBefore(operations, 40)]).toEqual([undefined, undefined]);
    expect([legalOf('in_progress', operations, operations[2]!), legalOf('in_progress', operations, operations[3]!)]).toEqual([['start', 'skip'], ['skip']]);
    const rest = [...operations.slice(0, 3), operation(40, 'skipped')];
    expect([strandedBefore(rest, 30)?.opNo, legalOf('in_progress', rest, rest[2]!)]).toEqual([10, ['start']]);
  });

  it('is not finished before those in front of it', () => {
    const operations = [operation(10, 'skipped'), operation(20, 'paused'), operation(30, 'running')];
    expect(openBefore(operations, 30)?.opNo).toBe(20);
    expect(openBefore(operations, 20)).toBeUndefined();
    expect(legalOf('in_progress', operations, operations[2]!)).toEqual(['start', 'pause']);
  });

  it('that is no report point is passed by what is reported further on', () => {
    const unreported = { ...operation(20, 'ready'), reportPoint: false };
    const passed = [operation(10, 'done', '5'), unreported, operation(30, 'ready', '1')];
    expect(passed.map((one) => wentThrough(passed, one))).toEqual([true, true, true]);
    expect(legalOf('in_progress', passed, unreported)).toEqual(['start', 'finish']);
    const waiting = [operation(10, 'done', '5'), unreported, operation(30, 'pending')];
    expect(waiting.map((one) => wentThrough(waiting, one))).toEqual([true, false, false]);
    expect(legalOf('in_progress', waiting, unreported)).toEqual(['start', 'skip']);
  });
});
