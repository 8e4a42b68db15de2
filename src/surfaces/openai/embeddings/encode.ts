import { endianness } from 'node:os';
import { JsonText } from '../../../kernel/wire/lazy-json.ts';
import type { EmbeddingRequest } from './schema.ts';

/**
 * Encodes one vector as the JSON of its list entry. Parsed as doubles, the numbers are exactly the 32-bit
 * floats of the base64 encoding.
 */
export function encodeEmbedding(
  vector: Float32Array,
  index: number,
  format: EmbeddingRequest['encoding_format'] = 'float',
): JsonText {
  const embedding = format === 'base64' ? `"${toBase64(vector)}"` : JSON.stringify(numbersOf(vector));
  return new JsonText([`{"object":"embedding","index":${index},"embedding":${embedding}}`]);
}

/** Copied in a loop: `Array.from` takes as long again as writing the numbers. */
function numbersOf(vector: Float32Array): number[] {
  const numbers = new Array<number>(vector.length);
  for (let index = 0; index < vector.length; index++) numbers[index] = vector[index] as number;
  return numbers;
}

/** Little-endian 32-bit floats. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
  return (endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32()).toString('base64');
}
