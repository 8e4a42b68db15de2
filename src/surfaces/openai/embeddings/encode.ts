import { endianness } from 'node:os';
import type { EmbeddingRequest } from './schema.ts';

/**
 * In characters. Larger responses are built as bytes, because joining such long strings at once would block
 * the process for 100 milliseconds.
 */
const LARGEST_TEXT = 2 ** 20;

interface ListHead {
  readonly model: string;
  /** Tokens of the whole request. */
  readonly tokens: number;
}

/**
 * Encodes one vector as the JSON of its list entry. Parsed as doubles, the numbers are exactly the 32-bit
 * floats of the base64 encoding.
 */
export function encodeEmbedding(
  vector: Float32Array,
  index: number,
  format: EmbeddingRequest['encoding_format'] = 'float',
): string {
  const embedding = format === 'base64' ? `"${toBase64(vector)}"` : JSON.stringify(Array.from(vector));
  return `{"object":"embedding","index":${index},"embedding":${embedding}}`;
}

/** Encodes a list of entries made by {@link encodeEmbedding}. */
export async function encodeList(
  entries: readonly string[],
  { model, tokens }: ListHead,
  pause: () => Promise<void> | undefined,
): Promise<string | Uint8Array> {
  const start = '{"object":"list","data":[';
  const usage = JSON.stringify({ prompt_tokens: tokens, total_tokens: tokens });
  const end = `],"model":${JSON.stringify(model)},"usage":${usage}}`;
  const length = entries.reduce((sum, entry) => sum + entry.length + 1, 0);
  if (length <= LARGEST_TEXT) return `${start}${entries.join(',')}${end}`;

  // The entries are ASCII, but the model name may not be.
  const bytes = Buffer.allocUnsafe(start.length + length - 1 + Buffer.byteLength(end));
  let at = bytes.write(start, 0, 'latin1');
  for (const entry of entries) {
    if (at > start.length) bytes[at++] = COMMA;
    at += bytes.write(entry, at, 'latin1');
    const turn = pause();
    if (turn) await turn;
  }
  bytes.write(end, at, 'utf8');
  return bytes;
}

const COMMA = 0x2c;

/** Little-endian 32-bit floats. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
  return (endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32()).toString('base64');
}
