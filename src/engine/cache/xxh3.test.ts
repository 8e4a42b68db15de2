import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeed, xxh3, xxh3Words } from './xxh3.ts';

function hash(bytes: Uint8Array, seed: bigint): bigint {
  const out = new Uint32Array(4);
  const derived = createSeed(Number(seed & 0xffffffffn), Number(seed >> 32n));
  xxh3(derived, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), bytes.length, out, 1);
  expect([out[0], out[3]]).toEqual([0, 0]);
  return (BigInt(out[2]!) << 32n) | BigInt(out[1]!);
}

const pattern = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => index * index * 7 + index * 31 + length);

const PYTHON: [length: number, unseeded: bigint, seeded: bigint][] = [
  [1, 16226181191752404715n, 5907282118429349450n],
  [2, 11762870611773499794n, 5210036414862011392n],
  [3, 3497154476909827017n, 1232020559604061950n],
  [4, 11748637989282805074n, 12060624178417301759n],
  [7, 17051751169919269514n, 18023966190397020811n],
  [8, 8015172013031959949n, 14710905164501417496n],
  [9, 1585606089054485779n, 4096455752727082013n],
  [15, 16576800031135025863n, 13457406647269374823n],
  [16, 7002310230026271048n, 16582677577271873520n],
  [17, 16733182583632208426n, 2889277723940530500n],
  [32, 1264165659790605147n, 1963452927318531558n],
  [33, 16673021710016742516n, 18083752306006935330n],
  [64, 14030246615173129391n, 2404473094709582740n],
  [96, 12504257685704852604n, 9344978198581478164n],
  [128, 14111483120236361023n, 16143143936216598814n],
  [129, 9409022070376016967n, 9421998766463728589n],
  [160, 521579329860243704n, 14457745521749086359n],
  [239, 13874569166827021076n, 7559401255601997028n],
  [240, 513842647491184740n, 9573725145480892027n],
  [241, 9940900195533779925n, 2656002950374751063n],
  [256, 3876560911931501243n, 7301597521328716082n],
  [1024, 16355129236026538103n, 17169667107269298942n],
  [1025, 12409993368976021817n, 12375512064764571029n],
  [2049, 13550182460028796280n, 11776461770458117809n],
];

describe('XXH3', () => {
  it('of nothing equals the published values', () => {
    expect(hash(new Uint8Array(), 0n)).toBe(3244421341483603138n);
    expect(hash(new Uint8Array(), 1337n)).toBe(15128690059815094969n);
  });

  // Made with the reference implementation in C, by its Python package.
  it.each(PYTHON)('of %i bytes equals that of the reference implementation', (length, unseeded, seeded) => {
    expect(hash(pattern(length), 0n)).toBe(unseeded);
    expect(hash(pattern(length), 0x87654321deadbeefn)).toBe(seeded);
  });

  it('equals a plain implementation with big integers', () => {
    const lengths = fc.oneof(fc.nat(17), fc.nat(260), fc.nat(2200));
    const bytes = lengths.chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));
    fc.assert(
      fc.property(bytes, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (data, seed) => {
        expect(hash(data, seed)).toBe(plain(data, seed));
      }),
      { numRuns: 400 },
    );
  });

  it('of four words is that of their bytes', () => {
    const words = fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff), fc.nat(0xffffffff), fc.nat(0xffffffff));
    fc.assert(
      fc.property(words, (four) => {
        const seed = createSeed(1337, 0);
        const [out, expected] = [new Uint32Array(2), new Uint32Array(2)];
        xxh3Words(seed, ...four, out, 0);
        const view = new DataView(new ArrayBuffer(16));
        for (const [index, word] of four.entries()) view.setUint32(index * 4, word, true);
        xxh3(seed, view, 16, expected, 0);
        expect(out).toEqual(expected);
      }),
    );
  });
});

const MASK = 2n ** 64n - 1n;
const P32 = [0x9e3779b1n, 0x85ebca77n, 0xc2b2ae3dn] as const;
const P64 = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;

const SECRET = Uint8Array.from(
  Buffer.from(
    'b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221' +
      'b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8' +
      'a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb' +
      '170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e',
    'hex',
  ),
);

/** The specification, read literally. */
function plain(data: Uint8Array, seed: bigint): bigint {
  const length = data.length;
  const size = BigInt(length);
  const read = (bytes: Uint8Array, at: number, count = 8): bigint => {
    let value = 0n;
    for (let index = count - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes[at + index]!);
    return value;
  };
  const fold = (a: bigint, b: bigint): bigint => ((a * b) & MASK) ^ ((a * b) >> 64n);
  const avalanche = (value: bigint): bigint => {
    const mixed = ((value ^ (value >> 37n)) * 0x165667919e3779f9n) & MASK;
    return mixed ^ (mixed >> 32n);
  };
  const finish64 = (value: bigint): bigint => {
    let mixed = ((value ^ (value >> 33n)) * P64[1]) & MASK;
    mixed = ((mixed ^ (mixed >> 29n)) * P64[2]) & MASK;
    return mixed ^ (mixed >> 32n);
  };
  const reversed = (value: bigint, count: number): bigint => {
    let result = 0n;
    for (let index = 0; index < count; index++)
      result = (result << 8n) | ((value >> BigInt(8 * index)) & 255n);
    return result;
  };
  const rotated = (value: bigint, bits: bigint): bigint => ((value << bits) | (value >> (64n - bits))) & MASK;
  const mix = (at: number, from: number): bigint =>
    fold(
      read(data, at) ^ ((read(SECRET, from) + seed) & MASK),
      read(data, at + 8) ^ ((read(SECRET, from + 8) - seed) & MASK),
    );
  if (length === 0) return finish64(seed ^ read(SECRET, 56) ^ read(SECRET, 64));
  if (length <= 3) {
    const [first, middle, last] = [data[0]!, data[length >> 1]!, data[length - 1]!].map(BigInt) as [
      bigint,
      bigint,
      bigint,
    ];
    const combined = (first << 16n) | (middle << 24n) | last | (size << 8n);
    return finish64(combined ^ (((read(SECRET, 0, 4) ^ read(SECRET, 4, 4)) + seed) & MASK));
  }
  if (length <= 8) {
    const key = seed ^ (reversed(seed & 0xffffffffn, 4) << 32n);
    const flip = ((read(SECRET, 8) ^ read(SECRET, 16)) - key) & MASK;
    let value = (read(data, length - 4, 4) + (read(data, 0, 4) << 32n)) ^ flip;
    value ^= rotated(value, 49n) ^ rotated(value, 24n);
    value = (value * 0x9fb21c651e98df25n) & MASK;
    value ^= (value >> 35n) + size;
    value = (value * 0x9fb21c651e98df25n) & MASK;
    return value ^ (value >> 28n);
  }
  if (length <= 16) {
    const low = read(data, 0) ^ (((read(SECRET, 24) ^ read(SECRET, 32)) + seed) & MASK);
    const high = read(data, length - 8) ^ (((read(SECRET, 40) ^ read(SECRET, 48)) - seed) & MASK);
    return avalanche((size + reversed(low, 8) + high + fold(low, high)) & MASK);
  }
  let sum = (size * P64[0]) & MASK;
  if (length <= 128) {
    for (let pair = 0; pair * 32 < length; pair++) {
      sum += mix(pair * 16, pair * 32) + mix(length - 16 * (pair + 1), pair * 32 + 16);
    }
    return avalanche(sum & MASK);
  }
  if (length <= 240) {
    for (let part = 0; part < 8; part++) sum += mix(part * 16, part * 16);
    sum = avalanche(sum & MASK);
    for (let part = 8; part < length >> 4; part++) sum += mix(part * 16, (part - 8) * 16 + 3);
    return avalanche((sum + mix(length - 16, 119)) & MASK);
  }
  const secret = Uint8Array.from(SECRET);
  for (let at = 0; at < 192; at += 8) {
    const value = (read(SECRET, at) + (at % 16 === 0 ? seed : -seed)) & MASK;
    for (let index = 0; index < 8; index++) secret[at + index] = Number((value >> BigInt(8 * index)) & 255n);
  }
  const sums = [P32[2], P64[0], P64[1], P64[2], P64[3], P32[1], P64[4], P32[0]] as bigint[];
  const accumulate = (at: number, from: number): void => {
    for (let lane = 0; lane < 8; lane++) {
      const value = read(data, at + lane * 8);
      const key = value ^ read(secret, from + lane * 8);
      sums[lane ^ 1] = (sums[lane ^ 1]! + value) & MASK;
      sums[lane] = (sums[lane]! + (key & 0xffffffffn) * (key >> 32n)) & MASK;
    }
  };
  const stripes = Math.floor((length - 1) / 64);
  for (let stripe = 0; stripe < stripes; stripe++) {
    accumulate(stripe * 64, (stripe % 16) * 8);
    if (stripe % 16 < 15) continue;
    for (let lane = 0; lane < 8; lane++) {
      const value = sums[lane]! ^ (sums[lane]! >> 47n) ^ read(secret, 128 + lane * 8);
      sums[lane] = (value * P32[0]) & MASK;
    }
  }
  accumulate(length - 64, 121);
  for (let pair = 0; pair < 4; pair++) {
    const from = 11 + pair * 16;
    sum += fold(sums[pair * 2]! ^ read(secret, from), sums[pair * 2 + 1]! ^ read(secret, from + 8));
  }
  return avalanche(sum & MASK);
}
