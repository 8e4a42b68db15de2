import { ESCAPED, PAIRS, QUADS } from './aac-codebooks.ts';
import { type BitWriter, createBitWriter } from './bit-writer.ts';
import type { AudioEncoder, AudioTarget } from './encoder.ts';
import { finestStep } from './finest-step.ts';
import { createMdct } from './mdct.ts';

/** Samples per frame, and spectral lines per frame. */
const FRAME = 1024;
/**
 * Bytes per frame, header included: 64 kbit/s at 24 kHz. Frames of constant size let readers that divide the
 * file size by the bit rate of the first frames get the right duration.
 */
const FRAME_BYTES = 342;
/** Sampling rate in Hz, by header index. */
const RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000];
/** First spectral line of each scale factor band of a long block, at 22.05 and 24 kHz. */
const BANDS = [
  0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 52, 60, 68, 76, 84, 92, 100, 108, 116, 124, 136, 148, 160, 172,
  188, 204, 220, 240, 260, 284, 308, 336, 364, 396, 432, 468, 508, 552, 600, 652, 704, 768, 832, 896, 960,
  1024,
];
const BAND_COUNT = BANDS.length - 1;
const LARGEST_VALUE = 8191;
/** The scale factor for a quantiser step of one. */
const UNIT_SCALE = 100;
/** Below this, steps are finer than 16-bit samples. */
const FINEST_SCALE = 108;
const COARSEST_SCALE = 255;

/**
 * AAC-LC in ADTS, mono at 22.05 or 24 kHz, about 64 kbit/s: long blocks only, one step size per frame, three
 * codebooks.
 *
 * ADTS cannot mark samples at the beginning or end as padding. So there is no priming frame (the first 1,024
 * samples overlap their mirror image, which hardly matters when the sound begins with silence), and the end
 * is rounded to the nearest frame, up to 512 samples early or late.
 *
 * @throws RangeError for any other rate.
 */
export function createAacEncoder({ rate, samples }: AudioTarget): AudioEncoder {
  if (rate !== 24_000 && rate !== 22_050) throw new RangeError(`AAC is not made at ${rate} Hz`);
  return new AacEncoder(rate, samples);
}

class AacEncoder implements AudioEncoder {
  readonly #rateIndex: number;
  readonly #frames: number;
  readonly #input = new Float64Array(2 * FRAME);
  readonly #windowed = new Float64Array(2 * FRAME);
  readonly #spectrum = new Float64Array(FRAME);
  readonly #powers = new Float64Array(FRAME);
  readonly #values = new Int32Array(FRAME);
  readonly #window = Float64Array.from({ length: 2 * FRAME }, (_, index) =>
    Math.sin((Math.PI * (index + 0.5)) / (2 * FRAME)),
  );
  readonly #transform = createMdct(FRAME);
  readonly #frame = createBitWriter();
  readonly #header = createBitWriter();
  #bytes: Uint8Array[] = [];
  #filled = 0;
  #written = 0;
  #scale = 130;

  constructor(rate: number, samples: number) {
    this.#rateIndex = RATES.indexOf(rate);
    this.#frames = Math.max(1, Math.round(samples / FRAME));
  }

  encode(samples: Int16Array): Uint8Array<ArrayBuffer> {
    for (let at = 0; at < samples.length; ) {
      const count = Math.min(2 * FRAME - this.#filled, samples.length - at);
      this.#input.set(samples.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled === 2 * FRAME) this.#writeFrame();
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
    const whole = new Uint8Array(this.#bytes.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of this.#bytes) {
      whole.set(part, at);
      at += part.length;
    }
    this.#bytes = [];
    return whole;
  }

  #writeFrame(): void {
    if (this.#written < this.#frames) {
      for (let index = 0; index < 2 * FRAME; index++) {
        this.#windowed[index] = 2 * (this.#input[index] as number) * (this.#window[index] as number);
      }
      this.#transform(this.#windowed, this.#spectrum);
      this.#bytes.push(this.#pack(this.#quantise()));
      this.#written++;
    }
    this.#input.copyWithin(0, FRAME);
    this.#filled = Math.max(0, this.#filled - FRAME);
  }

  /**
   * Finds the finest step whose values fit the budget and leaves the quantised values in place. The search
   * starts from the previous result.
   */
  #quantise(): number {
    let largest = 0;
    for (let line = 0; line < FRAME; line++) {
      const power = Math.abs(this.#spectrum[line] as number) ** 0.75;
      this.#powers[line] = power;
      if (power > largest) largest = power;
    }
    const finest = Math.max(
      FINEST_SCALE,
      UNIT_SCALE + Math.ceil((16 / 3) * Math.log2(Math.max(1e-9, largest) / LARGEST_VALUE)),
    );
    this.#scale = finestStep(finest, COARSEST_SCALE, this.#scale, (scale) => this.#cost(scale) <= BUDGET);
    this.#cost(this.#scale);
    return this.#scale;
  }

  /** Bits the spectrum takes at this scale. Quantises the spectrum as a side effect. */
  #cost(scale: number): number {
    const factor = 2 ** ((-3 / 16) * (scale - UNIT_SCALE));
    for (let line = 0; line < FRAME; line++) {
      const value = Math.floor((this.#powers[line] as number) * factor + 0.4054);
      this.#values[line] = (this.#spectrum[line] as number) < 0 ? -value : value;
    }
    let bits = SIDE_BITS;
    for (let band = 0; band < BAND_COUNT; band++) {
      const [from, to] = [BANDS[band] as number, BANDS[band + 1] as number];
      const book = bookFor(this.#values, from, to);
      // Section headers are counted by an upper bound; each band costs one bit for its scale factor.
      bits += 10 + (book === 0 ? 0 : 1 + countBits(this.#values, from, to, book));
    }
    return bits;
  }

  #pack(scale: number): Uint8Array {
    const bits = this.#frame;
    bits.clear();
    const values = this.#values;
    const books = Array.from({ length: BAND_COUNT }, (_, band) =>
      bookFor(values, BANDS[band] as number, BANDS[band + 1] as number),
    );
    const used = books.findLastIndex((book) => book !== 0) + 1;
    bits.write(0, 3); // single channel element
    bits.write(0, 4);
    bits.write(scale, 8);
    bits.write(0, 4); // reserved, one long block, sine window
    bits.write(used, 6);
    bits.write(0, 1); // no prediction
    writeSections(bits, books.slice(0, used));
    for (let band = 0; band < used; band++) if (books[band] !== 0) bits.write(0, 1); // same scale factor as before
    bits.write(0, 3); // no pulses, no noise shaping, no gain control
    for (let band = 0; band < used; band++) {
      writeValues(bits, values, BANDS[band] as number, BANDS[band + 1] as number, books[band] as Book);
    }
    writeFill(bits, FRAME_BYTES - HEADER_BITS / 8);
    bits.write(7, 3); // end of frame
    bits.align();
    return this.#withHeader(bits.bytes());
  }

  #withHeader(body: Uint8Array): Uint8Array {
    const header = this.#header;
    header.clear();
    header.write(0xfff1, 16); // MPEG-4, no checksum
    header.write(1, 2); // LC
    header.write(this.#rateIndex, 4);
    header.write(0, 1);
    header.write(1, 3); // mono
    header.write(0, 4);
    header.write(body.length + HEADER_BITS / 8, 13);
    header.write(0x7ff, 11); // buffer fullness: variable rate
    header.write(0, 2); // one raw data block
    const whole = new Uint8Array(HEADER_BITS / 8 + body.length);
    whole.set(header.bytes());
    whole.set(body, HEADER_BITS / 8);
    return whole;
  }
}

const HEADER_BITS = 56;
/** Upper bound for everything in a frame other than sections, scale factors and values. */
const SIDE_BITS = 48;
/** Up to two fill elements may be needed, with 15 bits of overhead each. */
const BUDGET = FRAME_BYTES * 8 - HEADER_BITS - 2 * 15;
const LARGEST_FILL = 269;

/** A codebook number, or 0 for none. */
type Book = 0 | 2 | 8 | 11;

function bookFor(values: Int32Array, from: number, to: number): Book {
  let largest = 0;
  for (let line = from; line < to; line++) largest = Math.max(largest, Math.abs(values[line] as number));
  if (largest === 0) return 0;
  return largest === 1 ? 2 : largest <= 7 ? 8 : 11;
}

function countBits(values: Int32Array, from: number, to: number, book: Book): number {
  let bits = 0;
  if (book === 2) {
    for (let line = from; line < to; line += 4) bits += QUADS.lengths[quadAt(values, line)] as number;
    return bits;
  }
  for (let line = from; line < to; line += 2) {
    const [first, second] = [Math.abs(values[line] as number), Math.abs(values[line + 1] as number)];
    if (first !== 0) bits++;
    if (second !== 0) bits++;
    if (book === 8) bits += PAIRS.lengths[first * 8 + second] as number;
    else {
      bits += ESCAPED.lengths[Math.min(16, first) * 17 + Math.min(16, second)] as number;
      if (first >= 16) bits += 2 * Math.floor(Math.log2(first)) - 3;
      if (second >= 16) bits += 2 * Math.floor(Math.log2(second)) - 3;
    }
  }
  return bits;
}

/** Run lengths of bands that share a codebook; a run of 31 is continued by the next one. */
function writeSections(bits: BitWriter, books: readonly Book[]): void {
  for (let band = 0; band < books.length; ) {
    const book = books[band] as Book;
    let length = 1;
    while (books[band + length] === book) length++;
    band += length;
    bits.write(book, 4);
    for (; length >= 31; length -= 31) bits.write(31, 5);
    bits.write(length, 5);
  }
}

function writeValues(bits: BitWriter, values: Int32Array, from: number, to: number, book: Book): void {
  if (book === 0) return;
  if (book === 2) {
    for (let line = from; line < to; line += 4) {
      const entry = quadAt(values, line);
      bits.write(QUADS.codes[entry] as number, QUADS.lengths[entry] as number);
    }
    return;
  }
  for (let line = from; line < to; line += 2) {
    const [first, second] = [values[line] as number, values[line + 1] as number];
    const [big, small] = [Math.abs(first), Math.abs(second)];
    const { codes, lengths } = book === 8 ? PAIRS : ESCAPED;
    const entry = book === 8 ? big * 8 + small : Math.min(16, big) * 17 + Math.min(16, small);
    bits.write(codes[entry] as number, lengths[entry] as number);
    if (first !== 0) bits.write(first < 0 ? 1 : 0, 1);
    if (second !== 0) bits.write(second < 0 ? 1 : 0, 1);
    if (big >= 16 && book === 11) writeEscape(bits, big);
    if (small >= 16 && book === 11) writeEscape(bits, small);
  }
}

/** One 1-bit for each bit of the size beyond five, then a zero, then the size without its highest bit. */
function writeEscape(bits: BitWriter, size: number): void {
  const width = Math.floor(Math.log2(size));
  bits.write((1 << (width - 3)) - 2, width - 3);
  bits.write(size, width);
}

/** Writes fill elements until the frame is `size` bytes long, minus the three bits that end it. */
function writeFill(bits: BitWriter, size: number): void {
  for (;;) {
    const room = Math.floor((size * 8 - 3 - bits.length - 7) / 8);
    if (room < 0) return;
    const length = Math.min(LARGEST_FILL, room > 15 ? room - 1 : room);
    bits.write(6, 3);
    // A length of 15 or more continues in another byte.
    bits.write(Math.min(15, length), 4);
    if (length >= 15) bits.write(length - 14, 8);
    for (let index = 0; index < length; index++) bits.write(0, 8);
  }
}

function quadAt(values: Int32Array, line: number): number {
  const [first, second, third, fourth] = [
    values[line],
    values[line + 1],
    values[line + 2],
    values[line + 3],
  ] as [number, number, number, number];
  return (first + 1) * 27 + (second + 1) * 9 + (third + 1) * 3 + fourth + 1;
}
