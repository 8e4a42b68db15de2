/** A prefix code: for each entry its codeword, and how many bits of it count. */
export interface Codebook {
  readonly codes: Uint32Array;
  readonly lengths: Uint8Array;
}

/**
 * Numbers the codewords of a complete prefix code, in which each codeword is the last one plus one.
 *
 * @param order The entries, separated by blanks, in the order of their codewords.
 * @param lengths The lengths of these codewords in bits, where `7*3` stands for three times 7.
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
  let next = 0; // as a fraction: exact, for there are fewer than 53 bits
  entries.forEach((entry, at) => {
    const length = bits[at] as number;
    book.codes[entry] = next * 2 ** length;
    book.lengths[entry] = length;
    next += 2 ** -length;
  });
  return book;
}
