import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonText } from '../../../kernel/wire/lazy-json.ts';
import { encodeEmbedding } from './encode.ts';

function floatsOf(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

const parsed = ({ pieces }: JsonText) => JSON.parse([...pieces].join(''));

describe('encodeEmbedding', () => {
  it('writes the same 32-bit floats as numbers and as base64', () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(float, { maxLength: 30 }), (values) => {
        const vector = Float32Array.from(values, (value) => value || 0);
        const numbers = parsed(encodeEmbedding(vector, 3));
        expect(numbers).toEqual({ object: 'embedding', index: 3, embedding: Array.from(vector) });
        const { embedding } = parsed(encodeEmbedding(vector, 0, 'base64'));
        expect(floatsOf(embedding)).toEqual(Float32Array.from(numbers.embedding));
      }),
      { seed: 1 },
    );
  });
});
