import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foreignWords } from './chinese-words.mjs';

test('a word that is not ours is named with its line and with ours', () => {
  assert.deepEqual(foreignWords("\nzh: '還有未完成的工序。',"), ['2: "工序" is called "製程"']);
  assert.deepEqual(foreignWords("zh: '這個倉庫的用料',"), ['1: "用料" is called "物料"', '1: "倉庫" is called "倉別"']);
});

test('an import may understand other words, and words may meet by chance', () => {
  assert.deepEqual(foreignWords("{ zh: '倉別', aliases: [\n'倉庫',\n'工序'], example: '' }\n// 使用料號"), []);
});
