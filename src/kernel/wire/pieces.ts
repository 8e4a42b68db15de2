import { JoinedBytes } from '../../runtime/joined-bytes.ts';

/** Wraps bytes as a source that yields them in one piece. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Concatenates everything a source yields into new memory. */
export async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const bytes = new JoinedBytes();
  for await (const piece of source) bytes.add(piece);
  return bytes.whole.slice();
}
