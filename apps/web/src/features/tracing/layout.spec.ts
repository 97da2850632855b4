import { columnsOf, draw } from './layout';
import type { Trace, TraceNode } from './types';

const node = (key: string, depth = 1): TraceNode => ({
  key,
  kind: 'lot',
  id: key,
  code: key,
  item: null,
  status: null,
  docType: null,
  qty: null,
  at: null,
  partner: null,
  depth,
});
const edge = (from: string, to: string) => ({ from, to, qty: '1', postingId: null });
const trace = (edges: Trace['edges'], keys: string[]): Trace => ({
  root: 'lot',
  nodes: keys.map((key) => node(key)),
  edges,
  hidden: 0,
  truncated: false,
  archivedThrough: null,
});

describe('the drawing of a trace', () => {
  it('has sources to the left of the lot and what became of it to the right', () => {
    const drawn = trace([edge('receipt', 'lot'), edge('lot', 'child'), edge('child', 'shipment')], ['lot', 'receipt', 'child', 'shipment']);
    expect([...columnsOf(drawn)].sort(([, a], [, b]) => a - b)).toEqual([
      ['receipt', -1],
      ['lot', 0],
      ['child', 1],
      ['shipment', 2],
    ]);
  });

  it('ends on a loop of rework and draws each node once', () => {
    const drawn = draw(trace([edge('lot', 'a'), edge('a', 'lot'), edge('a', 'missing')], ['lot', 'a']));
    expect(drawn.placed.map(({ node: { key } }) => key)).toEqual(['lot', 'a']);
    expect(drawn.edges).toHaveLength(2);
  });
});
