/** A prefix code: the codeword of each entry and its length in bits. */
export interface Codebook {
  readonly codes: Uint32Array;
  readonly lengths: Uint8Array;
}

/**
 * Assigns the codewords of a complete prefix code in which each codeword is its predecessor plus one.
 *
 * @param order The entries in codeword order, separated by spaces.
 * @param lengths The codeword lengths in bits, in the same order; `7*3` stands for three times 7.
 *
 * @example
 * createCodebook('1 0 2', '1 2*2'); // 1 → 0, 0 → 10, 2 → 11
 */
export function createCodebook(order: string, lengths: string): Codebook {
  const entries = order.split(/\s+/).map(Number);
  const bits = lengths.split(/\s+/).flatMap((run) => {
    const [length, count = 1] = run.split('*').map(Number);
    return Array.from({ length: count }, () => length as number);
  });
  const book: Codebook = { codes: new Uint32Array(entries.length), lengths: new Uint8Array(entries.length) };
  let next = 0; // as a fraction; exact, since it has fewer than 53 bits
  entries.forEach((entry, at) => {
    const length = bits[at] as number;
    book.codes[entry] = next * 2 ** length;
    book.lengths[entry] = length;
    next += 2 ** -length;
  });
  return book;
}
