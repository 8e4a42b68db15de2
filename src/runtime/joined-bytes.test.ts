import { describe, expect, it } from 'vitest';
import { JoinedBytes } from './joined-bytes.ts';

describe('bytes that are joined as they arrive', () => {
  it.each([
    ['of unknown size', undefined],
    ['of a known size', 300],
    ['of a size that is wrong', 10],
  ])('%s are what was added', (_, announced) => {
    const bytes = new JoinedBytes(announced);
    expect(bytes.whole).toHaveLength(0);
    const added: number[] = [];
    for (let length = 0; length < 25; length++) {
      const piece = Uint8Array.from({ length }, (_, index) => length + index);
      bytes.add(piece);
      added.push(...piece);
      expect([...bytes.whole]).toEqual(added);
    }
    expect(bytes.size).toBe(300);
  });

  it('do not change pieces', () => {
    const bytes = new JoinedBytes();
    const memory = new Uint8Array([1, 2, 3, 4]);
    bytes.add(memory.subarray(0, 2));
    bytes.add(new Uint8Array([9]));
    expect([[...memory], [...bytes.whole]]).toEqual([
      [1, 2, 3, 4],
      [1, 2, 9],
    ]);
  });
});
