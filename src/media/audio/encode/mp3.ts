import { type BitWriter, createBitWriter } from './bit-writer.ts';
import type { AudioEncoder, AudioTarget } from './encoder.ts';
import { finestStep } from './finest-step.ts';
import { LARGE, MIDDLE, SMALL } from './mp3-codebooks.ts';
import { mp3InfoFrame } from './mp3-info.ts';
import { createMp3Analysis, GRANULE } from './mp3-spectrum.ts';

const RATE = 24_000;
const KBITS = 64;
const FRAME_BYTES = (GRANULE / 8) * (KBITS / (RATE / 1000));
const HEADER_BITS = 32;
const SIDE_BITS = 72;
const BUDGET = FRAME_BYTES * 8 - HEADER_BITS - SIDE_BITS;
/** Delay of this encoder's filters in samples, without the decoder's. */
const DELAY = 528;
/** Delay of a decoder in samples: the last sample is only heard if at least this many follow it. */
const SMALLEST_PADDING = 529;
/** The global gain for a quantiser step of one. */
const UNIT_GAIN = 210;
const COARSEST = 255;
/** Below this, steps are finer than 16-bit samples. */
const FINEST = 130;
const LARGEST_VALUE = 8191 + 15;
/** First spectral line of each scale factor band at 24 kHz, as far as region boundaries can refer to them. */
const BANDS = [
  0, 6, 12, 18, 24, 30, 36, 44, 54, 66, 80, 96, 114, 136, 162, 194, 232, 278, 330, 394, 464, 540, 576,
];

/**
 * MPEG-2 Layer III, mono at 24 kHz, constant 64 kbit/s: long blocks only, one step size per frame, no bit
 * reservoir. The first frame is an Info tag that states the number of frames and the padding at both ends, so
 * decoders that read it return exactly the input samples.
 *
 * @throws RangeError for another rate.
 */
export function createMp3Encoder({ rate, samples }: AudioTarget): AudioEncoder {
  if (rate !== RATE) throw new RangeError(`MP3 is not made at ${rate} Hz`);
  return new Mp3Encoder(samples);
}

class Mp3Encoder implements AudioEncoder {
  readonly #frames: number;
  readonly #bits = createBitWriter();
  readonly #analyse = createMp3Analysis();
  readonly #input = new Float64Array(GRANULE);
  readonly #powers = new Float64Array(GRANULE);
  readonly #values = new Int32Array(GRANULE);
  #filled = 0;
  #written = 0;
  #gain = 180;

  constructor(samples: number) {
    this.#frames = Math.ceil((DELAY + samples + SMALLEST_PADDING) / GRANULE);
    const padding = this.#frames * GRANULE - samples - DELAY;
    const info = mp3InfoFrame({ rate: RATE, kbits: KBITS, frames: this.#frames, delay: DELAY, padding });
    for (const byte of info) this.#bits.write(byte, 8);
  }

  encode(samples: Int16Array): Uint8Array<ArrayBuffer> {
    for (const sample of samples) {
      this.#input[this.#filled++] = sample / 32_768;
      if (this.#filled === GRANULE) this.#writeFrame();
    }
    return this.#take();
  }

  finish(): Uint8Array<ArrayBuffer> {
    while (this.#written < this.#frames) {
      this.#input.fill(0, this.#filled);
      this.#writeFrame();
    }
    return this.#take();
  }

  close(): void {}

  #take(): Uint8Array<ArrayBuffer> {
    const bytes = this.#bits.bytes().slice();
    this.#bits.clear();
    return bytes;
  }

  #writeFrame(): void {
    const lines = this.#analyse(this.#input);
    this.#filled = 0;
    this.#written++;
    const gain = this.#quantise(lines);
    const plan = planFrame(this.#values);
    const bits = this.#bits;
    const start = bits.length;
    bits.write(0xfff3, 16); // MPEG-2, Layer III, no checksum
    bits.write(0x84, 8); // 64 kbit/s, 24 kHz
    bits.write(0xc4, 8); // mono, original
    bits.write(0, 9); // no reservoir
    bits.write(plan.bits, 12);
    bits.write(plan.regionEnds[2] / 2, 9);
    bits.write(gain, 8);
    bits.write(0, 9 + 1); // no scale factors; long block
    for (const table of plan.tables) bits.write(table, 5);
    bits.write(plan.bandsOf[0] - 1, 4);
    bits.write(plan.bandsOf[1] - 1, 3);
    bits.write(0b01, 2); // the quadruples table with four bits per entry
    writeLines(bits, this.#values, plan);
    for (let rest = start + FRAME_BYTES * 8 - bits.length; rest > 0; rest -= 32)
      bits.write(0, Math.min(32, rest));
  }

  /** Finds the finest step whose values fit the budget and leaves the quantised values in place. */
  #quantise(lines: Float64Array): number {
    let largest = 0;
    for (let line = 0; line < GRANULE; line++) {
      const power = Math.abs(lines[line] as number) ** 0.75;
      this.#powers[line] = power;
      if (power > largest) largest = power;
    }
    const within = UNIT_GAIN + Math.ceil((16 / 3) * Math.log2(Math.max(1e-9, largest) / LARGEST_VALUE));
    const fits = (gain: number) => {
      this.#round(gain, lines);
      return planFrame(this.#values).bits <= BUDGET;
    };
    this.#gain = finestStep(Math.max(FINEST, within), COARSEST, this.#gain, fits);
    this.#round(this.#gain, lines);
    return this.#gain;
  }

  #round(gain: number, lines: Float64Array): void {
    const factor = 2 ** ((-3 / 16) * (gain - UNIT_GAIN));
    for (let line = 0; line < GRANULE; line++) {
      const value = Math.floor((this.#powers[line] as number) * factor + 0.4054);
      this.#values[line] = (lines[line] as number) < 0 ? -value : value;
    }
  }
}

/**
 * How the values of a frame are coded: first pairs, using three tables; then quadruples with magnitudes of at
 * most one; the rest are zeros and not written.
 */
interface FramePlan {
  readonly regionEnds: readonly [number, number, number];
  /** Scale factor bands in the first two regions. */
  readonly bandsOf: readonly [number, number];
  readonly tables: readonly [number, number, number];
  readonly quadsEnd: number;
  readonly bits: number;
}

function planFrame(values: Int32Array): FramePlan {
  let end = GRANULE;
  while (end > 0 && values[end - 1] === 0 && values[end - 2] === 0) end -= 2;
  let pairsEnd = end;
  while (pairsEnd >= 4 && quadAt(values, pairsEnd - 4) !== undefined) pairsEnd -= 4;
  const quadsEnd = end;
  const bands = BANDS.findIndex((from) => from >= pairsEnd);
  const first = Math.min(16, Math.max(1, Math.round(bands / 3)));
  const second = Math.min(8, Math.max(1, Math.round(bands / 3)));
  const regionEnds = [
    Math.min(pairsEnd, BANDS[first] as number),
    Math.min(pairsEnd, BANDS[first + second] as number),
    pairsEnd,
  ] as const;
  const tables = [
    tableFor(values, 0, regionEnds[0]),
    tableFor(values, regionEnds[0], regionEnds[1]),
    tableFor(values, regionEnds[1], regionEnds[2]),
  ] as const;
  let bits = 0;
  let from = 0;
  regionEnds.forEach((to, region) => {
    bits += countPairs(values, from, to, tables[region] as number);
    from = to;
  });
  for (let line = pairsEnd; line < quadsEnd; line++) bits += values[line] === 0 ? 1 : 2;
  return { regionEnds, bandsOf: [first, second], tables, quadsEnd, bits };
}

/** The table index of four magnitudes of at most one; undefined if any is larger. */
function quadAt(values: Int32Array, line: number): number | undefined {
  let quad = 0;
  for (let index = line; index < line + 4; index++) {
    const size = Math.abs(values[index] as number);
    if (size > 1) return undefined;
    quad = quad * 2 + size;
  }
  return quad;
}

/** Extra bits added to a magnitude of 15, for tables 24 and up. */
const ADDED_BITS = [4, 5, 6, 7, 8, 9, 11, 13];

function tableFor(values: Int32Array, from: number, to: number): number {
  let largest = 0;
  for (let line = from; line < to; line++) largest = Math.max(largest, Math.abs(values[line] as number));
  if (largest === 0) return 0;
  if (largest <= 5) return 7;
  if (largest <= 15) return 13;
  return 24 + ADDED_BITS.findIndex((bits) => largest - 15 < 1 << bits);
}

const bookOf = (table: number) => (table === 7 ? SMALL : table === 13 ? MIDDLE : LARGE);

function countPairs(values: Int32Array, from: number, to: number, table: number): number {
  if (table === 0) return 0;
  const { lengths } = bookOf(table);
  const base = table === 7 ? 6 : 16;
  const added = ADDED_BITS[table - 24] ?? 0;
  let bits = 0;
  for (let line = from; line < to; line += 2) {
    const first = Math.abs(values[line] as number);
    const second = Math.abs(values[line + 1] as number);
    bits += lengths[Math.min(15, first) * base + Math.min(15, second)] as number;
    if (first !== 0) bits++;
    if (second !== 0) bits++;
    if (first >= 15) bits += added;
    if (second >= 15) bits += added;
  }
  return bits;
}

function writeLines(bits: BitWriter, values: Int32Array, { regionEnds, tables, quadsEnd }: FramePlan): void {
  let line = 0;
  regionEnds.forEach((end, region) => {
    const table = tables[region] as number;
    const { codes, lengths } = bookOf(table);
    const base = table === 7 ? 6 : 16;
    const added = ADDED_BITS[table - 24] ?? 0;
    for (; line < end; line += 2) {
      if (table === 0) continue;
      const pair = [values[line] as number, values[line + 1] as number];
      const [first, second] = pair.map((value) => Math.min(15, Math.abs(value))) as [number, number];
      bits.write(codes[first * base + second] as number, lengths[first * base + second] as number);
      for (const value of pair) {
        if (added > 0 && Math.abs(value) >= 15) bits.write(Math.abs(value) - 15, added);
        if (value !== 0) bits.write(value < 0 ? 1 : 0, 1);
      }
    }
  });
  for (; line < quadsEnd; line += 4) {
    bits.write(15 - (quadAt(values, line) as number), 4);
    for (let index = line; index < line + 4; index++) {
      if (values[index] !== 0) bits.write((values[index] as number) < 0 ? 1 : 0, 1);
    }
  }
}
