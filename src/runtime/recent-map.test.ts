import { describe, expect, it } from 'vitest';
import { RecentMap } from './recent-map.ts';

describe('RecentMap', () => {
  it('keeps used entries and evicts unused ones', () => {
    const map = new RecentMap<number>(100);
    map.set('kept', -1);
    map.set('left', -2);
    for (let index = 0; index < 1000; index++) {
      map.set(`filler ${index}`, index);
      expect(map.get('kept')).toBe(-1);
    }
    expect(map.get('left')).toBeUndefined();
  });

  it('never keeps more than its capacity', () => {
    const map = new RecentMap<number>(1000);
    const keys = Array.from({ length: 500 }, (_, index) => `key ${index}`);
    for (const key of keys) map.set(key, 1, 10);
    const kept = keys.filter((key) => map.get(key) !== undefined).length;
    expect(kept).toBeGreaterThanOrEqual(50);
    expect(kept).toBeLessThanOrEqual(100);
  });

  it('replaces a value and counts only its new cost', () => {
    const map = new RecentMap<number>(100);
    for (let value = 0; value < 1000; value++) map.set('one', value, 40);
    expect(map.get('one')).toBe(999);
    map.set('large', 1, 60);
    expect(map.get('large')).toBeUndefined();
  });
});
