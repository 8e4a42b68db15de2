import type { AudioEncoder, AudioTarget } from './encoder.ts';
import { createOggWriter } from './ogg.ts';
import type { OpusModule } from './opus-module.ts';

const FRAME_MS = 20;
/** Opus always counts time at 48 kHz, whatever the input rate. */
const CLOCK = 48_000;
const FRAME_TICKS = (CLOCK * FRAME_MS) / 1000;
/** Encoder look-ahead at default settings: 2.5 ms, plus 4 ms to align its two internal codecs. */
const PRE_SKIP = 312;
/** One second of packets, far below the 255 lacing values of a page. */
const PACKETS_PER_PAGE = 50;
const LARGEST_PACKET = 1276 * 3;

const AUDIO = 2049;
const SET_BITRATE = 4002;
const SET_COMPLEXITY = 4010;
const SET_SIGNAL = 4024;
const SIGNAL_VOICE = 3001;
const BITRATE = 32_000;
/** 0 to 10; higher values make speech encoding slower without an audible gain. */
const COMPLEXITY = 2;

/**
 * Opus in Ogg (RFC 7845), 32 kbit/s, in packets of 20 ms. The granule position of the last page trims the end
 * to the exact sample.
 */
export function createOpusEncoder({ rate, samples }: AudioTarget, module: OpusModule): AudioEncoder {
  return new OpusEncoder(module, rate, samples);
}

class OpusEncoder implements AudioEncoder {
  readonly #module: OpusModule;
  readonly #handler: InstanceType<OpusModule['OpusScriptHandler']>;
  readonly #input: number;
  readonly #output: number;
  readonly #frame: Int16Array;
  readonly #total: number;
  readonly #ogg = createOggWriter(SERIAL);
  #filled = 0;
  #written = 0;
  #packets: Uint8Array[] = [];
  #pages: Uint8Array[] = [];

  constructor(module: OpusModule, rate: number, samples: number) {
    this.#module = module;
    this.#frame = new Int16Array((rate * FRAME_MS) / 1000);
    this.#total = PRE_SKIP + Math.round((samples * CLOCK) / rate);
    this.#handler = new module.OpusScriptHandler(rate, 1, AUDIO);
    this.#handler._encoder_ctl(SET_BITRATE, BITRATE);
    this.#handler._encoder_ctl(SET_COMPLEXITY, COMPLEXITY);
    this.#handler._encoder_ctl(SET_SIGNAL, SIGNAL_VOICE);
    // Each input byte occupies a 16-bit cell.
    this.#input = module._malloc(this.#frame.byteLength * 2);
    this.#output = module._malloc(LARGEST_PACKET);
    this.#pages.push(this.#ogg.page([opusHead(rate)], 0), this.#ogg.page([OPUS_TAGS], 0));
  }

  encode(samples: Int16Array): Uint8Array<ArrayBuffer> {
    for (let at = 0; at < samples.length; ) {
      const count = Math.min(this.#frame.length - this.#filled, samples.length - at);
      this.#frame.set(samples.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled === this.#frame.length) this.#writeFrame();
    }
    // Hold back the last packet: the page that ends the stream must contain one.
    this.#flush(1);
    return this.#take();
  }

  finish(): Uint8Array<ArrayBuffer> {
    while (this.#filled > 0 || this.#ticks() < this.#total) {
      this.#frame.fill(0, this.#filled);
      this.#writeFrame();
    }
    this.#flush(0);
    return this.#take();
  }

  close(): void {
    this.#module.OpusScriptHandler.destroy_handler(this.#handler);
    this.#module._free(this.#input);
    this.#module._free(this.#output);
  }

  #ticks(): number {
    return (this.#written + this.#packets.length) * FRAME_TICKS;
  }

  #writeFrame(): void {
    const module = this.#module;
    const bytes = new Uint8Array(this.#frame.buffer);
    module.HEAPU16.set(bytes, this.#input >> 1);
    const length = this.#handler._encode(this.#input, bytes.length, this.#output, this.#frame.length);
    if (length < 0) throw new Error(`libopus refused a frame (${length})`);
    this.#packets.push(module.HEAPU8.slice(this.#output, this.#output + length));
    this.#filled = 0;
    if (this.#packets.length > PACKETS_PER_PAGE) this.#flush(1);
  }

  #flush(keep: 0 | 1): void {
    const packets = this.#packets.splice(0, this.#packets.length - keep);
    if (packets.length === 0) return;
    this.#written += packets.length;
    const position = this.#written * FRAME_TICKS;
    this.#pages.push(this.#ogg.page(packets, keep === 0 ? this.#total : position, keep === 0));
  }

  #take(): Uint8Array<ArrayBuffer> {
    const bytes = concatenated(this.#pages);
    this.#pages = [];
    return bytes;
  }
}

/** The only stream in its file, so any number will do; a fixed one keeps the output reproducible. */
const SERIAL = 0x46414b45;

function opusHead(rate: number): Uint8Array {
  const bytes = new Uint8Array(19);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('OpusHead'));
  view.setUint8(8, 1); // version
  view.setUint8(9, 1); // channels
  view.setUint16(10, PRE_SKIP, true);
  view.setUint32(12, rate, true);
  return bytes;
}

const OPUS_TAGS = (() => {
  const vendor = new TextEncoder().encode('libopus');
  const bytes = new Uint8Array(8 + 4 + vendor.length + 4);
  bytes.set(new TextEncoder().encode('OpusTags'));
  new DataView(bytes.buffer).setUint32(8, vendor.length, true);
  bytes.set(vendor, 12);
  return bytes;
})();

function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
