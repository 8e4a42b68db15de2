import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeEmbedding, encodeList } from './encode.ts';

const never = (): undefined => undefined;

function floatsOf(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

describe('encodeEmbedding', () => {
  it('writes the same 32-bit floats as numbers and as base64', () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(float, { maxLength: 30 }), (values) => {
        const vector = Float32Array.from(values, (value) => value || 0);
        const numbers = JSON.parse(encodeEmbedding(vector, 3));
        expect(numbers).toEqual({ object: 'embedding', index: 3, embedding: Array.from(vector) });
        const { embedding } = JSON.parse(encodeEmbedding(vector, 0, 'base64'));
        expect(floatsOf(embedding)).toEqual(Float32Array.from(numbers.embedding));
      }),
      { seed: 1 },
    );
  });
});

describe('encodeList', () => {
  const head = { model: 'acme/"größe"', tokens: 7 };

  it.each([
    ['a small list as text', 1, 'string'],
    ['a large one as bytes', 60, 'object'],
  ])('writes %s', async (_what, count, type) => {
    const vector = new Float32Array(1024).fill(1 / 3);
    const entries = Array.from({ length: count }, (_, index) => encodeEmbedding(vector, index));
    const list = await encodeList(entries, head, never);
    expect(typeof list).toBe(type);
    expect(JSON.parse(Buffer.from(list as string).toString('utf8'))).toEqual({
      object: 'list',
      data: entries.map((entry) => JSON.parse(entry)),
      model: head.model,
      usage: { prompt_tokens: 7, total_tokens: 7 },
    });
  });

  it('yields to other work while it writes a large list', async () => {
    let turns = 0;
    const entries = Array.from({ length: 60 }, () => `"${'x'.repeat(20_000)}"`);
    await encodeList(entries, head, async () => {
      turns++;
    });
    expect(turns).toBe(60);
  });
});
