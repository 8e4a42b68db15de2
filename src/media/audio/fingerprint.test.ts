import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { finish } from '../../runtime/steps.ts';
import {
  type AudioFingerprint,
  audioFingerprint,
  createAudioFingerprinter,
  likeness,
} from './fingerprint.ts';

const fingerprint = (bytes: Uint8Array): AudioFingerprint => finish(audioFingerprint(bytes));

const noise = (seed: string, size: number): Uint8Array => {
  const random = createRandom(seed);
  return Uint8Array.from({ length: size }, () => random.int(256));
};

describe('audioFingerprint', () => {
  it('is the same however the sound is chunked', () => {
    const whole = noise('whole', 20_000);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 12 }), (lengths) => {
        const fingerprinter = createAudioFingerprinter();
        let at = 0;
        for (const length of lengths) {
          fingerprinter.add(whole.subarray(at, at + length));
          at += length;
        }
        fingerprinter.add(whole.subarray(at));
        expect(fingerprinter.fingerprint()).toEqual(fingerprint(whole));
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it('ignores silence and padding', () => {
    expect(fingerprint(new Uint8Array(100_000))).toHaveLength(0);
    expect(fingerprint(new Uint8Array(100_000).fill(0xff))).toHaveLength(0);
    expect(fingerprint(new Uint8Array(3))).toHaveLength(0);
  });
});

describe('likeness', () => {
  it('estimates the share two sounds have in common', () => {
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      const size = 60_000;
      const cut = size * share;
      const one = fingerprint(noise('one', size));
      const other = Uint8Array.from([...noise('one', size).subarray(0, cut), ...noise('two', size - cut)]);
      // Jaccard similarity: shared sequences as a fraction of all sequences of both.
      const expected = share / (2 - share);
      expect(Math.abs(likeness(one, fingerprint(other)) - expected)).toBeLessThan(0.12);
    }
  });

  it('is zero if there is too little data', () => {
    const short = fingerprint(noise('short', 100));
    expect(likeness(short, short)).toBe(0);
    expect(likeness(new Uint32Array(0), fingerprint(noise('long', 5000)))).toBe(0);
  });
});
