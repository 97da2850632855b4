import { depthOf, openTo, treeOf } from './tree';

const line = (level: number, code: string) => ({ level, item: { id: code, code, name: code, uom: 'PCS' } }) as never as Parameters<typeof treeOf>[0][number];
const shape = (rows: ReturnType<typeof treeOf>): unknown[] =>
  rows.map((row) => (row.children === undefined ? row.item.code : [row.item.code, shape(row.children)]));

describe('the tree of a bill', () => {
  const lines = [line(1, 'A'), line(2, 'B'), line(3, 'C'), line(2, 'B'), line(1, 'D'), line(2, 'C')];

  it('puts each line below the last one of a level less, a component that stands twice stays two rows', () => {
    expect(shape(treeOf(lines))).toEqual([
      ['A', [['B', ['C']], 'B']],
      ['D', ['C']],
    ]);
  });

  it('opens down to a level and no further', () => {
    const tree = treeOf(lines);
    expect(openTo(tree, 1)).toEqual([]);
    expect(openTo(tree, 2)).toEqual(['0', '4']);
    expect(openTo(tree, 99)).toEqual(['0', '1', '4']);
    expect(depthOf(lines)).toBe(3);
    expect([treeOf([]), depthOf([])]).toEqual([[], 0]);
  });
});
