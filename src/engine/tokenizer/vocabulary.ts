/** The tokens of one vocabulary as bytes, and the way back from bytes to a token. Immutable once made. */
export interface Vocabulary {
  /** Number of tokens; their ids are 0 to `size - 1`. */
  readonly size: number;
  /** Bytes of the longest token: a longer piece never is one. */
  readonly longest: number;
  /**
   * The token that `bytes[start..end)` is, or -1. The token's id is also its merge priority, lowest first.
   */
  find(bytes: Uint8Array, start: number, end: number): number;
  /** A copy of a token's bytes; undefined for an id outside the vocabulary. */
  bytes(token: number): Uint8Array | undefined;
  /** A token's text when its bytes are whole characters. */
  text(token: number): string | undefined;
}

/**
 * Builds the lookup over a rank table in which the element at index `n` is token `n`: its text, or its
 * bytes where they are not valid UTF-8.
 *
 * Tokens are found through one open-addressed hash table over one pool of bytes, not a `Map` of strings:
 * for 200,000 tokens that is 6 MB instead of 28, and a piece of text is looked up where it lies, without
 * cutting a string out of it first.
 */
export function createVocabulary(ranks: readonly (string | readonly number[])[]): Vocabulary {
  const size = ranks.length;
  const { pool, offsets, longest } = layOut(ranks);
  const wholeBytes = wholeTexts(ranks);
  const slots = 2 ** Math.ceil(Math.log2(size * 2));
  const mask = slots - 1;
  // Pairs of (hash, token + 1): the full hash beside the token turns away nearly every miss without touching
  // the pool.
  const table = new Int32Array(slots * 2);
  // Most pairs that merging asks about are two bytes: these are looked up directly, as token + 1.
  const pairs = new Int32Array(65_536);
  for (let token = 0; token < size; token++) {
    const at = offsets[token]!;
    if (offsets[token + 1]! - at === 2) pairs[(pool[at]! << 8) | pool[at + 1]!] = token + 1;
    const hash = hashOf(pool, at, offsets[token + 1]!);
    let slot = hash & mask;
    while (table[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
    table[2 * slot] = hash;
    table[2 * slot + 1] = token + 1;
  }

  return {
    size,
    longest,
    find(bytes, start, end) {
      const length = end - start;
      if (length === 2) return pairs[(bytes[start]! << 8) | bytes[start + 1]!]! - 1;
      if (length > longest) return -1;
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
    bytes: (token) => (token in ranks ? pool.slice(offsets[token]!, offsets[token + 1]!) : undefined),
    text(token) {
      const value = token in ranks ? ranks[token] : undefined;
      return typeof value === 'string' ? value : wholeBytes.get(token);
    },
  };
}

/**
 * The texts of the tokens given as bytes that are whole characters all the same, as those with a byte order
 * mark are.
 */
function wholeTexts(ranks: readonly (string | readonly number[])[]): Map<number, string> {
  const texts = new Map<number, string>();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (const [token, value] of ranks.entries()) {
    if (typeof value === 'string') continue;
    const text = decoder.decode(Uint8Array.from(value));
    if (!text.includes('\ufffd')) texts.set(token, text);
  }
  return texts;
}

/** FNV-1a with a last mix, because the table uses the low bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ bytes[index]!, 0x01000193);
  hash ^= hash >>> 15;
  return hash;
}

function layOut(ranks: readonly (string | readonly number[])[]) {
  const offsets = new Uint32Array(ranks.length + 1);
  let pool = new Uint8Array(ranks.length * 8 + 1024);
  let end = 0;
  let longest = 0;
  const encoder = new TextEncoder();
  for (let token = 0; token < ranks.length; token++) {
    const value = ranks[token]!;
    if (end + value.length * 3 > pool.length) {
      const larger = new Uint8Array(pool.length * 2 + value.length * 3);
      larger.set(pool);
      pool = larger;
    }
    offsets[token] = end;
    if (typeof value !== 'string') {
      pool.set(value, end);
      end += value.length;
    } else {
      let index = 0;
      for (; index < value.length; index++) {
        const unit = value.charCodeAt(index);
        if (unit > 127) break;
        pool[end + index] = unit;
      }
      end += index === value.length ? index : encoder.encodeInto(value, pool.subarray(end)).written;
    }
    longest = Math.max(longest, end - offsets[token]!);
  }
  offsets[ranks.length] = end;
  return { pool: pool.slice(0, end), offsets, longest };
}
