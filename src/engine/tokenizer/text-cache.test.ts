import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import { createTextCache } from './text-cache.ts';

describe('createTextCache', () => {
  it('remembers short and long texts by their content', () => {
    const cache = createTextCache<number>(100_000);
    for (const text of ['', 'a', 'b'.repeat(500), 'c'.repeat(50_000), `${'c'.repeat(50_000)}d`]) {
      const key = cache.keyOf(text);
      expect(cache.get(key)).toBeUndefined();
      cache.set(key, text.length);
      expect(cache.get(cache.keyOf(`${text}`))).toBe(text.length);
    }
  });

  it('has the same key for the bytes of a long text', () => {
    const cache = createTextCache<number>(100_000);
    for (const text of ['x'.repeat(5000), 'é漢😀'.repeat(100_000), '\ud800'.repeat(5000)]) {
      expect(finish(cache.keyInSteps(Buffer.from(text)))).toBe(cache.keyOf(text));
    }
  });

  it('evicts the least recently used entries', () => {
    const cache = createTextCache<number>(20_000);
    cache.set('kept', 1);
    cache.set('left', 2);
    for (let index = 0; index < 1000; index++) {
      cache.set(`filler ${index}`, index);
      expect(cache.get('kept')).toBe(1);
    }
    expect(cache.get('left')).toBeUndefined();
  });

  it('holds no more entries than its memory allows', () => {
    const cache = createTextCache<number>(50_000);
    const texts = Array.from({ length: 5000 }, (_, index) => `${index}`.padStart(100));
    for (const text of texts) cache.set(text, 1);
    const kept = texts.filter((text) => cache.get(text) !== undefined).length;
    expect(kept).toBeGreaterThan(50);
    expect(kept * 100).toBeLessThanOrEqual(50_000);
  });

  it('keeps nothing with a memory of 0', () => {
    const cache = createTextCache<number>(0);
    cache.set('text', 1);
    expect(cache.get('text')).toBeUndefined();
  });
});
