import { OVER, SHIPMENT_STATES, isPickedWhole, missingOf, shipmentMachine, stateAfterTask, stateByPromises } from './shipment.rules';

const line = (qty: string, promisedQty: string, pickedQty = '0') => ({ qty, promisedQty, pickedQty });

describe('a shipment', () => {
  it('knows what may be done in each state', () => {
    expect(Object.fromEntries(SHIPMENT_STATES.map((s) => [s, shipmentMachine.legal(s)]))).toEqual({
      draft: ['allocate', 'cancel'],
      partially_allocated: ['allocate', 'unallocate', 'pick-start', 'cancel'],
      allocated: ['unallocate', 'pick-start', 'cancel'],
      picking: ['short-ship', 'cancel'],
      picked: ['pack', 'ship', 'short-ship', 'cancel'],
      packed: ['ship', 'short-ship', 'cancel'],
      shipped: ['deliver'],
      delivered: [],
      cancelled: [],
    });
  });

  it('can still be cancelled in every state in which goods are promised', () => {
    for (const state of SHIPMENT_STATES) expect([state, shipmentMachine.legal(state).includes('cancel')]).toEqual([state, !OVER.includes(state)]);
  });

  it('is allocated when nothing is missing, and partially allocated when something is there', () => {
    expect(stateByPromises([line('5', '5'), line('0.3', '0.3')])).toBe('allocated');
    expect(stateByPromises([line('5', '5'), line('3', '0')])).toBe('partially_allocated');
    expect(stateByPromises([line('5', '0')])).toBe('draft');
    expect(missingOf(line('0.3', '0.1')).toString()).toBe('0.2');
    expect(missingOf(line('1', '2')).toString()).toBe('0');
  });

  it('is picked with its last task, and back to be allocated when nothing was found', () => {
    expect(stateAfterTask(1, [line('5', '5', '4')])).toBe('picking');
    expect(stateAfterTask(0, [line('5', '4', '4')])).toBe('picked');
    expect(stateAfterTask(0, [line('5', '0')])).toBe('draft');
    expect([isPickedWhole([line('5', '5', '5')]), isPickedWhole([line('5', '5', '5'), line('2', '1', '1')])]).toEqual([true, false]);
  });
});
