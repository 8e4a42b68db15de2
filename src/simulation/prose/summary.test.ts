import { describe, expect, it } from 'vitest';
import { centralSentences } from './summary.ts';

const TEXT =
  'The city council met on Monday to discuss the new bridge. However, the bridge will connect the old town (founded in 1200) with the harbor. ' +
  'Some residents went home early. The council promised that work on the bridge will be done by day. Cats were seen.';

describe('centralSentences', () => {
  it('prefers sentences with frequent words, in text order', () => {
    const [first, second, third] = centralSentences(TEXT, 3);
    expect(first).toBe('The city council met on Monday to discuss the new bridge.');
    expect(second).toBe('The bridge will connect the old town with the harbor.');
    expect(third).toBe('The council promised that work on the bridge will be done by day.');
  });

  it('returns fewer sentences for a short text, and none for text without words', () => {
    expect(centralSentences('Only this.', 5)).toEqual(['Only this.']);
    expect(centralSentences(' ... !!! ', 5)).toEqual([]);
  });
});
