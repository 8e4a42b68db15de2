/**
 * A seed of {@link xxh3} with what is derived from it, so that the derivation is done once for all hashes with it.
 * Immutable.
 */
export interface Xxh3Seed {
  /** The lower 32 bits of the seed, as an unsigned integer. */
  readonly low: number;
  /** The upper 32 bits. */
  readonly high: number;
  /** The 192 secret bytes with the seed added to each first and subtracted from each second 64-bit word, as 32-bit words. */
  readonly secret: Int32Array;
  /** What the first and the last eight bytes of an input of 9 to 16 bytes are mixed with. */
  readonly flips: Int32Array;
}

/**
 * Derives what {@link xxh3} needs from a 64-bit seed.
 *
 * @example
 * const seed = createSeed(1337, 0);
 */
export function createSeed(low: number, high: number): Xxh3Seed {
  const secret = new Int32Array(SECRET.length);
  for (let word = 0; word < secret.length; word += 4) {
    secret.set(added(SECRET[word]!, SECRET[word + 1]!, low, high), word);
    secret.set(subtracted(SECRET[word + 2]!, SECRET[word + 3]!, low, high), word + 2);
  }
  const flips = new Int32Array(4);
  flips.set(added(SECRET[6]! ^ SECRET[8]!, SECRET[7]! ^ SECRET[9]!, low, high));
  flips.set(subtracted(SECRET[10]! ^ SECRET[12]!, SECRET[11]! ^ SECRET[13]!, low, high), 2);
  return { low: low >>> 0, high: high >>> 0, secret, flips };
}

/**
 * XXH3, the 64-bit variant with a seed, of the first `length` bytes of a view; any length. The lower 32 bits of the hash
 * are stored in `out[at]`, the upper ones in `out[at + 1]`.
 *
 * JavaScript has no fast 64-bit integers, so everything is done on halves. Source: the specification of XXH3 (xxHash
 * 0.8), and the test vectors of routers that identify KV-cache blocks by it.
 *
 * @example
 * const out = new Uint32Array(2);
 * xxh3(createSeed(0, 0), new DataView(new ArrayBuffer(0)), 0, out, 0);
 * out; // [0x38d394c2, 0x2d068005]
 */
export function xxh3(seed: Xxh3Seed, data: DataView, length: number, out: Uint32Array, at: number): void {
  if (length > 240) hashLong(seed, data, length, out, at);
  else if (length > 128) hashTo240(seed, data, length, out, at);
  else if (length > 16) hashTo128(seed, data, length, out, at);
  else if (length > 8) {
    const end = length - 8;
    hash9To16(seed, length, word(data, 0), word(data, 4), word(data, end), word(data, end + 4), out, at);
  } else if (length > 3) hash4To8(seed, length, word(data, 0), word(data, length - 4), out, at);
  else hashTo3(seed, data, length, out, at);
}

/**
 * The hash of 16 bytes that are given as four 32-bit words: the same as {@link xxh3} of them in little-endian order.
 *
 * @example
 * xxh3Words(seed, parentLow, parentHigh, ownLow, ownHigh, out, 0);
 */
export function xxh3Words(
  seed: Xxh3Seed,
  first: number,
  second: number,
  third: number,
  fourth: number,
  out: Uint32Array,
  at: number,
): void {
  hash9To16(seed, 16, first, second, third, fourth, out, at);
}

const SECRET_HEX =
  'b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221' +
  'b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8' +
  'a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb' +
  '170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e';

/** The algorithm's constant 192 bytes as 32-bit words. */
const SECRET = Int32Array.from({ length: 48 }, (_, index) =>
  SECRET_HEX.slice(index * 8, index * 8 + 8)
    .match(/../g)!
    .reduceRight((value, byte) => (value << 8) | Number.parseInt(byte, 16), 0),
);

/** The constants of the algorithm; those of 64 bits as two words. */
const PRIME64_1_LOW = 0x85ebca87;
const PRIME64_1_HIGH = 0x9e3779b1;
const PRIME64_2_LOW = 0x27d4eb4f;
const PRIME64_2_HIGH = 0xc2b2ae3d;
const PRIME64_3_LOW = 0x9e3779f9;
const PRIME64_3_HIGH = 0x165667b1;
const PRIME64_4_LOW = 0xc2b2ae63;
const PRIME64_4_HIGH = 0x85ebca77;
const PRIME64_5_LOW = 0x165667c5;
const PRIME64_5_HIGH = 0x27d4eb2f;
const PRIME32_1 = 0x9e3779b1;
const PRIME32_2 = 0x85ebca77;
const PRIME32_3 = 0xc2b2ae3d;
const MIX_1_LOW = 0x9e3779f9;
const MIX_1_HIGH = 0x16566791;
const MIX_2_LOW = 0x1e98df25;
const MIX_2_HIGH = 0x9fb21c65;

type Pair = readonly [low: number, high: number];

const word = (data: DataView, offset: number): number => data.getInt32(offset, true);

/** Lengths 0 to 3. */
function hashTo3(seed: Xxh3Seed, data: DataView, length: number, out: Uint32Array, at: number): void {
  if (length === 0) {
    out[at] = seed.low ^ SECRET[14]! ^ SECRET[16]!;
    out[at + 1] = seed.high ^ SECRET[15]! ^ SECRET[17]!;
  } else {
    const combined =
      (data.getUint8(0) << 16) |
      (data.getUint8(length >> 1) << 24) |
      data.getUint8(length - 1) |
      (length << 8);
    const flip = (SECRET[0]! ^ SECRET[1]!) >>> 0;
    const low = flip + seed.low;
    out[at] = combined ^ low;
    out[at + 1] = seed.high + (low > MAXIMUM ? 1 : 0);
  }
  // The finish of XXH64.
  shiftXor(out, at, 33);
  multiply(out, at, PRIME64_2_LOW, PRIME64_2_HIGH);
  shiftXor(out, at, 29);
  multiply(out, at, PRIME64_3_LOW, PRIME64_3_HIGH);
  shiftXor(out, at, 32);
}

function hash4To8(
  seed: Xxh3Seed,
  length: number,
  first: number,
  last: number,
  out: Uint32Array,
  at: number,
): void {
  const [flipLow, flipHigh] = subtracted(
    SECRET[2]! ^ SECRET[4]!,
    SECRET[3]! ^ SECRET[5]!,
    seed.low,
    seed.high ^ swapped(seed.low),
  );
  const low = last ^ flipLow;
  const high = first ^ flipHigh;
  // Rotations by 49 and by 24.
  out[at] = low ^ ((high << 17) | (low >>> 15)) ^ ((low << 24) | (high >>> 8));
  out[at + 1] = high ^ ((low << 17) | (high >>> 15)) ^ ((high << 24) | (low >>> 8));
  multiply(out, at, MIX_2_LOW, MIX_2_HIGH);
  const shifted = out[at + 1]! >>> 3;
  out[at] = out[at]! ^ (shifted + length);
  multiply(out, at, MIX_2_LOW, MIX_2_HIGH);
  shiftXor(out, at, 28);
}

function hash9To16(
  { flips }: Xxh3Seed,
  length: number,
  firstLow: number,
  firstHigh: number,
  lastLow: number,
  lastHigh: number,
  out: Uint32Array,
  at: number,
): void {
  const low = firstLow ^ flips[0]!;
  const high = firstHigh ^ flips[1]!;
  const otherLow = lastLow ^ flips[2]!;
  const otherHigh = lastHigh ^ flips[3]!;
  out[at] = length;
  out[at + 1] = 0;
  add(out, at, swapped(high), swapped(low));
  add(out, at, otherLow, otherHigh);
  addProduct(out, at, low, high, otherLow, otherHigh);
  avalanche(out, at);
}

/** Lengths 17 to 128. */
function hashTo128({ secret }: Xxh3Seed, data: DataView, length: number, out: Uint32Array, at: number): void {
  start(out, at, length);
  for (let pair = (length - 1) >> 5; pair >= 0; pair--) {
    mix(data, pair * 16, secret, pair * 8, out, at);
    mix(data, length - 16 * (pair + 1), secret, pair * 8 + 4, out, at);
  }
  avalanche(out, at);
}

/** Lengths 129 to 240. */
function hashTo240(seed: Xxh3Seed, data: DataView, length: number, out: Uint32Array, at: number): void {
  start(out, at, length);
  for (let part = 0; part < 8; part++) mix(data, part * 16, seed.secret, part * 4, out, at);
  avalanche(out, at);
  // These read the secret from offsets between its words.
  const secret = new Int32Array(4);
  const mixFrom = (offset: number, from: number): void => {
    secret.set(added(secretAt(from), secretAt(from + 4), seed.low, seed.high));
    secret.set(subtracted(secretAt(from + 8), secretAt(from + 12), seed.low, seed.high), 2);
    mix(data, offset, secret, 0, out, at);
  };
  for (let part = 8; part < length >> 4; part++) mixFrom(part * 16, (part - 8) * 16 + 3);
  mixFrom(length - 16, 119);
  avalanche(out, at);
}

const STRIPE = 64;
const STRIPES_PER_BLOCK = 16;

/** Lengths from 241 on: eight accumulators, fed with stripes of 64 bytes. */
function hashLong({ secret }: Xxh3Seed, data: DataView, length: number, out: Uint32Array, at: number): void {
  const bytes = new DataView(secret.buffer);
  const sums = new Uint32Array(16);
  sums.set([
    PRIME32_3,
    0,
    PRIME64_1_LOW,
    PRIME64_1_HIGH,
    PRIME64_2_LOW,
    PRIME64_2_HIGH,
    PRIME64_3_LOW,
    PRIME64_3_HIGH,
    PRIME64_4_LOW,
    PRIME64_4_HIGH,
    PRIME32_2,
    0,
  ]);
  sums.set([PRIME64_5_LOW, PRIME64_5_HIGH, PRIME32_1, 0], 12);
  const stripes = Math.floor((length - 1) / STRIPE);
  for (let stripe = 0; stripe < stripes; stripe++) {
    const inBlock = stripe % STRIPES_PER_BLOCK;
    accumulate(sums, data, stripe * STRIPE, bytes, inBlock * 8);
    if (inBlock === STRIPES_PER_BLOCK - 1) scramble(sums, secret);
  }
  accumulate(sums, data, length - STRIPE, bytes, 121);
  start(out, at, length);
  for (let pair = 0; pair < 4; pair++) {
    const from = 11 + pair * 16;
    addProduct(
      out,
      at,
      sums[pair * 4]! ^ word(bytes, from),
      sums[pair * 4 + 1]! ^ word(bytes, from + 4),
      sums[pair * 4 + 2]! ^ word(bytes, from + 8),
      sums[pair * 4 + 3]! ^ word(bytes, from + 12),
    );
  }
  avalanche(out, at);
}

function accumulate(sums: Uint32Array, data: DataView, offset: number, secret: DataView, from: number): void {
  for (let lane = 0; lane < 8; lane++) {
    const low = word(data, offset + lane * 8);
    const high = word(data, offset + lane * 8 + 4);
    const keyLow = low ^ word(secret, from + lane * 8);
    const keyHigh = high ^ word(secret, from + lane * 8 + 4);
    add(sums, (lane ^ 1) * 2, low, high);
    add(sums, lane * 2, Math.imul(keyLow, keyHigh), upperProduct(keyLow, keyHigh));
  }
}

function scramble(sums: Uint32Array, secret: Int32Array): void {
  for (let lane = 0; lane < 16; lane += 2) {
    shiftXor(sums, lane, 47);
    sums[lane] = sums[lane]! ^ secret[32 + lane]!;
    sums[lane + 1] = sums[lane + 1]! ^ secret[33 + lane]!;
    multiply(sums, lane, PRIME32_1, 0);
  }
}

/** Adds the product of 16 bytes of input, each half mixed with a part of the secret. */
function mix(
  data: DataView,
  offset: number,
  secret: Int32Array,
  from: number,
  out: Uint32Array,
  at: number,
): void {
  addProduct(
    out,
    at,
    word(data, offset) ^ secret[from]!,
    word(data, offset + 4) ^ secret[from + 1]!,
    word(data, offset + 8) ^ secret[from + 2]!,
    word(data, offset + 12) ^ secret[from + 3]!,
  );
}

/** The length times a constant, which longer hashes start from. */
function start(out: Uint32Array, at: number, length: number): void {
  out[at] = length;
  out[at + 1] = 0;
  multiply(out, at, PRIME64_1_LOW, PRIME64_1_HIGH);
}

function avalanche(out: Uint32Array, at: number): void {
  shiftXor(out, at, 37);
  multiply(out, at, MIX_1_LOW, MIX_1_HIGH);
  shiftXor(out, at, 32);
}

/** value ^= value >>> bits, of 64 bits. */
function shiftXor(out: Uint32Array, at: number, bits: number): void {
  const low = out[at]!;
  const high = out[at + 1]!;
  if (bits >= 32) out[at] = low ^ (high >>> (bits - 32));
  else {
    out[at] = low ^ ((low >>> bits) | (high << (32 - bits)));
    out[at + 1] = high ^ (high >>> bits);
  }
}

/** Multiplies by a constant, modulo 2^64. */
function multiply(out: Uint32Array, at: number, factorLow: number, factorHigh: number): void {
  const low = out[at]!;
  const high = out[at + 1]!;
  out[at] = Math.imul(low, factorLow);
  out[at + 1] = upperProduct(low, factorLow) + Math.imul(low, factorHigh) + Math.imul(high, factorLow);
}

function add(out: Uint32Array, at: number, low: number, high: number): void {
  const before = out[at]!;
  const sum = (before + low) | 0;
  out[at] = sum;
  // The carry, without a branch: it would be mispredicted half of the time.
  out[at + 1] = (out[at + 1]! + high + (((before & low) | ((before | low) & ~sum)) >>> 31)) | 0;
}

/** Adds the 128-bit product of two 64-bit numbers, its lower half XOR its upper half. */
function addProduct(
  out: Uint32Array,
  at: number,
  aLow: number,
  aHigh: number,
  bLow: number,
  bHigh: number,
): void {
  const middle = upperProduct(aLow, bLow) + (Math.imul(aHigh, bLow) >>> 0) + (Math.imul(aLow, bHigh) >>> 0);
  const third =
    upperProduct(aHigh, bLow) +
    upperProduct(aLow, bHigh) +
    (Math.imul(aHigh, bHigh) >>> 0) +
    ((middle / 2 ** 32) >>> 0);
  const fourth = upperProduct(aHigh, bHigh) + ((third / 2 ** 32) >>> 0);
  add(out, at, Math.imul(aLow, bLow) ^ (third >>> 0), middle ^ fourth);
}

/**
 * The upper 32 bits of the product of two unsigned 32-bit numbers. The product as a double is off by at most 2^10, so
 * that without its lower bits, which are known, it is the upper part times 2^32 once rounded.
 */
function upperProduct(a: number, b: number): number {
  return (((a >>> 0) * (b >>> 0) - (Math.imul(a, b) >>> 0)) / 2 ** 32 + 0.5) >>> 0;
}

function added(low: number, high: number, otherLow: number, otherHigh: number): Pair {
  const sum = (low >>> 0) + (otherLow >>> 0);
  return [sum | 0, (high + otherHigh + (sum > MAXIMUM ? 1 : 0)) | 0];
}

function subtracted(low: number, high: number, otherLow: number, otherHigh: number): Pair {
  const isBorrowed = low >>> 0 < otherLow >>> 0;
  return [(low - otherLow) | 0, (high - otherHigh - (isBorrowed ? 1 : 0)) | 0];
}

/** The four bytes in reverse order. */
function swapped(value: number): number {
  return (value << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24);
}

/** Four bytes of the constant secret from any offset. */
function secretAt(offset: number): number {
  return new DataView(SECRET.buffer).getInt32(offset, true);
}

const MAXIMUM = 0xffffffff;
