import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmbedOptions } from '../../engine/ports/embedder.ts';
import { finish } from '../../runtime/steps.ts';
import { createEmbedder, MOST_DIMENSIONS } from './embedder.ts';
import { dot } from './evaluation/evaluate.cases.ts';

const embedder = createEmbedder();
const embed = (text: string, dimensions: number, options?: EmbedOptions, by = embedder): Float32Array =>
  finish(by.embedInSteps(text, dimensions, options));
const cosine = (one: string, other: string): number => dot(embed(one, 768), embed(other, 768));

/** The first `dimensions` numbers of a vector, renormalised to length 1. */
function prefixOf(vector: Float32Array, dimensions: number): number[] {
  const prefix = Array.from(vector.subarray(0, dimensions));
  const length = Math.hypot(...prefix);
  return prefix.map((value) => value / length);
}

describe('embed', () => {
  it('returns vectors of length 1 for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 700 }), (text, dimensions) => {
        const vector = embed(text, dimensions);
        expect(vector.length).toBe(dimensions);
        expect(dot(vector, vector)).toBeCloseTo(1, 5);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('returns shorter vectors that are prefixes of longer ones', () => {
    fc.assert(
      fc.property(fc.lorem(), fc.integer({ min: 1, max: 3072 }), (text, dimensions) => {
        const short = embed(text, dimensions);
        prefixOf(embed(text, 3072), dimensions).forEach((value, index) => {
          expect(short[index]).toBeCloseTo(value, 6);
        });
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it('gives a text the same vector in another instance, after other texts', () => {
    const other = createEmbedder();
    embed('something else altogether', 2048, {}, other);
    expect(embed('The cat sat on the mat.', 512, {}, other)).toEqual(embed('The cat sat on the mat.', 512));
  });

  it('gives a text the same vector regardless of the cache contents', () => {
    const text = Array.from({ length: 60_000 }, (_, index) => (index % 25_000).toString(36)).join(' ');
    const first = embed(text, 64);
    expect(embed(text, 64)).toEqual(first);
    expect(embed(text, 64, {}, createEmbedder())).toEqual(first);
  });

  it('does not confuse halves of surrogate pairs', () => {
    const other = createEmbedder();
    const fresh = (text: string): Float32Array => embed(text, 64, {}, createEmbedder());
    for (const text of ['\ud800', '\ufffd', '\udfff', '\ud800'])
      expect(embed(text, 64, {}, other)).toEqual(fresh(text));
  });

  it('returns the same bits on every machine', () => {
    const vector = embed('The quick brown fox', 8);
    expect(Buffer.from(vector.buffer).toString('hex')).toMatchInlineSnapshot(
      `"ed08a4bedb77793ecd3b1cbd5a32a8bdb7f3b53dedfd0f3f7ae451bec54a2e3f"`,
    );
  });

  it('has no zeros, even for very short texts', () => {
    for (const text of ['a', '?', ' ', '的', 'The quick brown fox'])
      expect(embed(text, 1536)).not.toContain(0);
  });

  it('distinguishes texts that differ only in case, order, punctuation or white space', () => {
    const texts = [
      'Dog bites man',
      'dog bites man',
      'Man bites dog',
      'Dog bites man!',
      'Dog bites man ',
      'Dog  bites man',
    ];
    expect(new Set(texts.map((text) => embed(text, 64).join())).size).toBe(texts.length);
    for (const text of texts) expect(cosine(text, 'Dog bites man')).toBeGreaterThan(0.9);
  });

  it.each([
    ['words', 'The committee approved zorbing', 'A zorbing committee', 'The airline approved the lunch'],
    ['stems', 'She photographs birds', 'A photographer photographed them', 'She repairs tractors'],
    ['misspelt words', 'kubernetes configuration', 'kuberntes configuraton', 'terraform provisioning'],
    ['subject', 'The physician wrote a prescription', 'Nurses care for patients', 'The band played loudly'],
    ['characters', '機械学習は楽しい', '機械学習の本', '今日は雨です'],
    [
      'words of another language',
      'Der Hund schläft im Garten',
      'Ein Hund im Garten',
      'Die Rechnung kam gestern',
    ],
  ])('places texts with %s in common closer together', (_what, text, near, far) => {
    expect(cosine(text, near)).toBeGreaterThan(cosine(text, far) + 0.1);
  });

  it('gives rare words more weight than common ones', () => {
    const text = 'What is the velocity of a neutrino?';
    expect(cosine(text, 'neutrino velocity')).toBeGreaterThan(
      cosine(text, 'What is the name of a person?') + 0.2,
    );
  });

  it('has an unrelated vector space for every name', () => {
    const [one, other] = ['one', 'other'].map((space) => embed('The cat sat on the mat.', 1536, { space }));
    expect(Math.abs(dot(one as Float32Array, other as Float32Array))).toBeLessThan(0.25);
  });

  it('embeds queries and passages slightly differently', () => {
    const [query, passage] = (['query', 'passage'] as const).map((role) =>
      embed('fox hunting', 1024, { role }),
    );
    expect(dot(query as Float32Array, passage as Float32Array)).toBeGreaterThan(0.8);
    expect(query).not.toEqual(passage);
  });

  it('reads very long texts, of a single word or of many', () => {
    const many = Array.from({ length: 40_000 }, (_, index) => index.toString(36)).join(' ');
    for (const text of ['a'.repeat(2_000_000), 'word '.repeat(400_000), many, '的'.repeat(200_000)]) {
      expect(dot(embed(text, 256), embed(text, 256))).toBeCloseTo(1, 5);
    }
  });

  it.each([0, -1, 1.5, Number.NaN, MOST_DIMENSIONS + 1])('rejects %s dimensions', (dimensions) => {
    expect(() => embed('text', dimensions)).toThrow(RangeError);
  });
});
