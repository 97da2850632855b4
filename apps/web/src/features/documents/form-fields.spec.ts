import { compact, pathOf } from './form-fields';

describe('the fields of a document', () => {
  it('are found behind the pointers of a refusal, also under another name', () => {
    expect(pathOf('/lines/12/itemCode', { itemCode: 'item' })).toEqual(['lines', 12, 'item']);
    expect(pathOf('/supplier')).toEqual(['supplier']);
    expect(pathOf('/a~1b/c~0d')).toEqual(['a/b', 'c~d']);
  });

  it('are sent trimmed, and not at all when empty; nothing and no are answers', () => {
    expect(compact({ note: '  急件 ', carrier: '   ', price: undefined, blind: false, count: 0, list: [] })).toEqual({
      note: '急件',
      blind: false,
      count: 0,
      list: [],
    });
  });
});
