import { defineMachine } from './state-machine';

type Light = 'red' | 'green' | 'broken';
const light = defineMachine<Light>()({
  go: { from: ['red'], to: 'green' },
  stop: { from: ['green'], to: 'red' },
  break: { from: ['red', 'green'], to: 'broken' },
});

describe('a state machine', () => {
  it('leads where its table says and nowhere else', () => {
    expect(light.next('red', 'go')).toBe('green');
    expect(light.next('green', 'go')).toBeUndefined();
    expect(light.next('broken', 'stop')).toBeUndefined();
  });

  it('lists what may be done in a state, and knows its ends', () => {
    expect(light.legal('red')).toEqual(['go', 'break']);
    expect(light.legal('broken')).toEqual([]);
    expect(light.isTerminal('broken')).toBe(true);
    expect(light.isTerminal('green')).toBe(false);
  });
});
