import { endianness } from 'node:os';
import type { EmbeddingList, EmbeddingRequest } from './schema.ts';

/**
 * Encodes one vector as its list entry. In JSON, parsed as doubles, the numbers are exactly the 32-bit floats of the
 * base64 encoding.
 */
export function encodeEmbedding(
  vector: Float32Array,
  index: number,
  format: EmbeddingRequest['encoding_format'] = 'float',
): EmbeddingList['data'][number] {
  const embedding = format === 'base64' ? toBase64(vector) : Array.from(vector);
  return { object: 'embedding', index, embedding };
}

/** Little-endian 32-bit floats. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
  return (endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32()).toString('base64');
}
