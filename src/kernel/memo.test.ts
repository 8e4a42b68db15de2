import { expect, it } from 'vitest';
import { type Memo, MemoSlot, MOST_BYTES } from './memo.ts';

it('keeps a value of each slot, and none without a memo', () => {
  const [one, other] = [new MemoSlot<string>(), new MemoSlot<number>()];
  const memo: Memo = new Map();
  one.set(memo, 'a');
  other.set(memo, 1);
  one.set(undefined, 'b');
  expect([one.get(memo), other.get(memo), one.get(undefined)]).toEqual(['a', 1, undefined]);
});

it('keeps no large value', () => {
  const slot = new MemoSlot<string>();
  const memo: Memo = new Map();
  slot.set(memo, 'large', MOST_BYTES + 1);
  expect(slot.get(memo)).toBeUndefined();
});
