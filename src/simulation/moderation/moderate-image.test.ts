import fc from 'fast-check';
import { expect, it } from 'vitest';
import { imageCategories, moderationCategories } from '../../engine/ports/moderator.ts';
import { moderateImage } from './moderate-image.ts';

it('gives an image low, stable scores, and 0 in categories for text only', () => {
  const scores = moderateImage('https://example.com/cat.jpg');
  expect(scores).toEqual(moderateImage('https://example.com/cat.jpg'));
  expect(scores).not.toEqual(moderateImage('https://example.com/dog.jpg'));
  for (const category of moderationCategories) {
    if (imageCategories.has(category)) {
      expect(scores[category]).toBeGreaterThan(0);
      expect(scores[category]).toBeLessThan(0.001);
    } else {
      expect(scores[category]).toBe(0);
    }
  }
});

it.each([
  'https://example.com/a/he-was-stabbed-to-death.png',
  'https://example.com/he_was_stabbed_to_death.png?size=large#top',
  'https://example.com/he%20was%20stabbed%20to%20death',
])('reads the file name of %s', (url) => {
  expect(moderateImage(url).violence).toBeGreaterThan(0.5);
});

it('does not read other parts of an address, or data', () => {
  expect(moderateImage('https://stabbed-to-death.example/cat.png').violence).toBeLessThan(0.001);
  expect(moderateImage('data:image/png;base64,stab/he-was-stabbed-to-death').violence).toBeLessThan(0.001);
});

it('distinguishes long data URIs', () => {
  const data = (end: string): string => `data:image/png;base64,${'A'.repeat(1_000_000)}${end}`;
  expect(moderateImage(data('B'))).not.toEqual(moderateImage(data('C')));
});

it('accepts any address', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (url) => {
      for (const score of Object.values(moderateImage(url))) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    }),
  );
});
