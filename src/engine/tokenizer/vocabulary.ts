/** The tokens of one vocabulary as bytes, and a lookup from bytes to tokens. Never changes what it returns. */
export interface Vocabulary {
  /** Number of tokens; their ids are 0 to `size - 1`. */
  readonly size: number;
  /** Length of the longest token in bytes; longer pieces are never a token. */
  readonly longest: number;
  /**
   * The token equal to `bytes[start..end)`, or -1. A token's id is also its merge priority, lowest first.
   */
  find(bytes: Uint8Array, start: number, end: number): number;
  /** A copy of a token's bytes; undefined for an id outside the vocabulary. */
  bytes(token: number): Uint8Array | undefined;
  /** A token's text when its bytes are whole characters. */
  text(token: number): string | undefined;
}

/**
 * Builds the lookup over a packed vocabulary: the number of tokens (32 bits, little endian), each token's length
 * in bytes (8 bits, 0 for an unused id), then the bytes of all tokens.
 *
 * Tokens are found through one open-addressed hash table over that pool of bytes instead of a `Map` of strings:
 * for 200,000 tokens it takes 6 MB instead of 60, and text is looked up in place, without slicing a string first.
 * Tokens enter the table when text with their first two bytes is first looked up: the first request waits for the
 * vocabulary, and needs a small part of it.
 */
export function createVocabulary(packed: Uint8Array): Vocabulary {
  const size = new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
  const lengths = packed.subarray(4, 4 + size);
  const pool = packed.subarray(4 + size);
  const offsets = new Uint32Array(size + 1);
  let longest = 0;
  // Most pairs looked up while merging are two bytes: these have a direct table, as token + 1.
  const pairs = new Int32Array(65_536);
  // The longer tokens that are not yet in the hash table, by their first two bytes: lists of token + 1, linked by `next`.
  const waiting = new Int32Array(65_536);
  const next = new Int32Array(size);
  for (let token = 0; token < size; token++) {
    const at = offsets[token]!;
    const length = lengths[token]!;
    offsets[token + 1] = at + length;
    if (length > longest) longest = length;
    if (length < 2) continue;
    const pair = (pool[at]! << 8) | pool[at + 1]!;
    if (length === 2) pairs[pair] = token + 1;
    else {
      next[token] = waiting[pair]!;
      waiting[pair] = token + 1;
    }
  }
  const texts = createTexts(pool, offsets);
  const slots = 2 ** Math.ceil(Math.log2(size * 2));
  const mask = slots - 1;
  const isToken = (token: number): boolean => lengths[token] !== undefined && lengths[token] > 0;
  // Pairs of (hash, token + 1): comparing the full hash first rejects nearly every miss without reading the pool.
  const table = new Int32Array(slots * 2);
  const insert = (token: number): void => {
    const hash = hashOf(pool, offsets[token]!, offsets[token + 1]!);
    let slot = hash & mask;
    while (table[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
    table[2 * slot] = hash;
    table[2 * slot + 1] = token + 1;
  };
  const insertWaiting = (pair: number): void => {
    for (let entry = waiting[pair]!; entry !== 0; entry = next[entry - 1]!) insert(entry - 1);
    waiting[pair] = 0;
  };
  for (let token = 0; token < size; token++) if (lengths[token] === 1) insert(token);

  return {
    size,
    longest,
    find(bytes, start, end) {
      const length = end - start;
      if (length > longest) return -1;
      if (length > 1) {
        const pair = (bytes[start]! << 8) | bytes[start + 1]!;
        if (length === 2) return pairs[pair]! - 1;
        if (waiting[pair] !== 0) insertWaiting(pair);
      }
      const hash = hashOf(bytes, start, end);
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const token = table[2 * slot + 1]! - 1;
        if (token < 0) return -1;
        if (table[2 * slot] !== hash) continue;
        const offset = offsets[token]!;
        if (offsets[token + 1]! - offset !== length) continue;
        let index = 0;
        while (index < length && pool[offset + index] === bytes[start + index]) index++;
        if (index === length) return token;
      }
    },
    bytes: (token) => (isToken(token) ? pool.slice(offsets[token]!, offsets[token + 1]!) : undefined),
    text: (token) => (isToken(token) ? texts(token) : undefined),
  };
}

/** Tokens as text, each decoded once; undefined if a token is not whole characters. */
function createTexts(pool: Uint8Array, offsets: Uint32Array): (token: number) => string | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  // `false` marks a token without text.
  const known = new Array<string | false | undefined>(offsets.length - 1);
  return (token) => {
    let text = known[token];
    if (text === undefined) {
      text = toText(pool.subarray(offsets[token]!, offsets[token + 1]!), decoder);
      known[token] = text;
    }
    return text === false ? undefined : text;
  };
}

/**
 * ASCII, which most tokens are, is decoded as Latin-1. This produces one-byte strings; a strict UTF-8 decoder
 * produces two-byte strings, and an answer joined from those costs several times as much to write to a socket.
 */
function toText(bytes: Uint8Array, decoder: TextDecoder): string | false {
  if (bytes.every((byte) => byte < 0x80)) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }
  try {
    return decoder.decode(bytes);
  } catch {
    return false;
  }
}

/** FNV-1a with a final mix, because the table uses the low bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ bytes[index]!, 0x01000193);
  hash ^= hash >>> 15;
  return hash;
}
