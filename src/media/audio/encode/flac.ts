import { createBitWriter } from './bit-writer.ts';
import type { AudioEncoder, AudioTarget } from './encoder.ts';

/** Samples per frame; the last frame may be shorter. */
const BLOCK = 4096;
const MOST_ORDER = 4;
/** Each frame has 2 to this many residual partitions, each with its own Rice parameter. */
const PARTITION_ORDER = 4;
const MOST_RICE = 14;

/**
 * 16-bit mono FLAC with fixed predictors and Rice codes. The header states the number of samples but not the
 * MD5 of the audio (zero means "unknown"), because it is sent before the last sample exists.
 */
export function createFlacEncoder({ rate, samples }: AudioTarget): AudioEncoder {
  return new FlacEncoder(rate, samples);
}

class FlacEncoder implements AudioEncoder {
  readonly #rate: number;
  readonly #bits = createBitWriter();
  readonly #block = new Int32Array(BLOCK);
  #filled = 0;
  #frame = 0;

  constructor(rate: number, samples: number) {
    this.#rate = rate;
    this.#header(samples);
  }

  encode(samples: Int16Array): Uint8Array<ArrayBuffer> {
    for (let at = 0; at < samples.length; ) {
      const count = Math.min(BLOCK - this.#filled, samples.length - at);
      this.#block.set(samples.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled === BLOCK) this.#writeFrame();
    }
    return this.#take();
  }

  finish(): Uint8Array<ArrayBuffer> {
    if (this.#filled > 0) this.#writeFrame();
    return this.#take();
  }

  close(): void {}

  #take(): Uint8Array<ArrayBuffer> {
    const bytes = this.#bits.bytes().slice();
    this.#bits.clear();
    return bytes;
  }

  #header(samples: number): void {
    const bits = this.#bits;
    bits.write(0x664c6143, 32); // fLaC
    bits.write(0x80, 8); // STREAMINFO, the last metadata block
    bits.write(34, 24);
    bits.write(BLOCK, 16);
    bits.write(BLOCK, 16);
    bits.write(0, 24); // frame sizes: unknown
    bits.write(0, 24);
    bits.write(this.#rate, 20);
    bits.write(0, 3); // mono
    bits.write(15, 5); // 16 bits
    bits.write(Math.floor(samples / 2 ** 32), 4);
    bits.write(samples >>> 0, 32);
    for (let index = 0; index < 4; index++) bits.write(0, 32);
  }

  #writeFrame(): void {
    const bits = this.#bits;
    const size = this.#filled;
    const start = bits.length / 8;
    bits.write(0xfff8, 16); // fixed block size, numbered by frame
    bits.write(0b0111, 4); // block size follows
    bits.write(0b0000, 4); // sampling rate as in STREAMINFO
    bits.write(0b0000_100_0, 8); // mono, 16 bits
    for (const byte of codePoint(this.#frame++)) bits.write(byte, 8);
    bits.write(size - 1, 16);
    bits.write(crc8(bits.bytes().subarray(start)), 8);
    this.#subframe(this.#block.subarray(0, size));
    bits.align();
    bits.write(crc16(bits.bytes().subarray(start)), 16);
    this.#filled = 0;
  }

  #subframe(block: Int32Array): void {
    const bits = this.#bits;
    if (block.every((sample) => sample === block[0])) {
      bits.write(0, 8); // constant subframe
      bits.write(block[0] as number, 16);
      return;
    }
    const { order, residual } = bestPredictor(block);
    bits.write((0b001000 | order) << 1, 8);
    for (let index = 0; index < order; index++) bits.write(block[index] as number, 16);
    this.#residual(residual, order);
  }

  #residual(residual: Int32Array, order: number): void {
    const bits = this.#bits;
    const partitions = residual.length % (1 << PARTITION_ORDER) === 0 ? PARTITION_ORDER : 0;
    bits.write(0, 2);
    bits.write(partitions, 4);
    const size = residual.length >> partitions;
    for (let from = 0; from < residual.length; from += size) {
      const part = residual.subarray(Math.max(from, order), from + size);
      const parameter = riceParameter(part);
      bits.write(parameter, 4);
      for (const value of part) {
        const folded = value >= 0 ? value * 2 : -value * 2 - 1;
        let unary = folded >>> parameter;
        for (; unary >= 16; unary -= 16) bits.write(0, 16);
        bits.write(1, unary + 1);
        bits.write(folded, parameter);
      }
    }
  }
}

/**
 * Picks the fixed predictor of order 0 to 4 with the smallest residuals. The first `order` residuals are
 * meaningless.
 */
function bestPredictor(block: Int32Array): { order: number; residual: Int32Array } {
  const most = Math.min(MOST_ORDER, block.length - 1);
  let residual = block;
  let best = { order: 0, residual: block, size: sizeOf(block, most) };
  for (let order = 1; order <= most; order++) {
    const next = new Int32Array(block.length);
    for (let index = order; index < block.length; index++) {
      next[index] = (residual[index] as number) - (residual[index - 1] as number);
    }
    residual = next;
    const size = sizeOf(residual, most);
    if (size < best.size) best = { order, residual, size };
  }
  return best;
}

function sizeOf(residual: Int32Array, from: number): number {
  let sum = 0;
  for (let index = from; index < residual.length; index++) sum += Math.abs(residual[index] as number);
  return sum;
}

function riceParameter(part: Int32Array): number {
  let sum = 0;
  for (const value of part) sum += Math.abs(value);
  const mean = part.length > 0 ? (sum * 2) / part.length : 0;
  return Math.min(MOST_RICE, Math.max(0, Math.floor(Math.log2(mean * 0.7 + 1))));
}

/** Encodes a number the way UTF-8 encodes code points. */
function codePoint(value: number): number[] {
  if (value < 0x80) return [value];
  const rest: number[] = [];
  let lead = value;
  let room = 0x3f;
  while (lead > room) {
    rest.unshift(0x80 | (lead & 0x3f));
    lead = Math.floor(lead / 64);
    room >>= 1;
  }
  return [((~room << 1) & 0xff) | lead, ...rest];
}

function crc8(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x80 ? 0x07 : 0)) & 0xff;
  }
  return crc;
}

let table16: Uint16Array | undefined;

function crc16(bytes: Uint8Array): number {
  table16 ??= Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x8005 : 0)) & 0xffff;
    return crc;
  });
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (table16[(crc >> 8) ^ byte] as number);
  return crc;
}
