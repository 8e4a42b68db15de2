/**
 * Converts a rank table of `gpt-tokenizer` (the element at index `n` is token `n`: its text, or its bytes if
 * they are not valid UTF-8) to the form that `createVocabulary` reads.
 */
export function packVocabulary(ranks: readonly (string | readonly number[])[]): Uint8Array {
  const encoder = new TextEncoder();
  // Read by index: unused ids are holes, which iteration would turn into undefined.
  const tokens = Array.from({ length: ranks.length }, (_, token) => {
    const value = ranks[token] ?? [];
    return typeof value === 'string' ? encoder.encode(value) : Uint8Array.from(value);
  });
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, tokens.length, true);
  const lengths = Uint8Array.from(tokens, (token) => {
    if (token.length > 255)
      throw new RangeError(`A token of ${token.length} bytes does not fit the packed form`);
    return token.length;
  });
  return Buffer.concat([size, lengths, ...tokens]);
}
