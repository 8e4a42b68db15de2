/** Contents of the Info frame, a silent first frame that describes the MP3 file. */
export interface Mp3Info {
  readonly rate: number;
  readonly kbits: number;
  /** Frames after this one. */
  readonly frames: number;
  /** Samples of padding before the first input sample (`delay`) and after the last (`padding`). */
  readonly delay: number;
  readonly padding: number;
}

const KBITS = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES = [22_050, 24_000, 16_000];
/** Follows the frame header and the side information of one channel. */
const TAG_AT = 4 + 9;

/**
 * The "Info" frame of a constant-bit-rate MPEG-2 Layer III file, in the LAME layout that decoders read for
 * gapless playback.
 *
 * @throws RangeError for a rate or a bit rate that MPEG-2 does not have.
 */
export function mp3InfoFrame({ rate, kbits, frames, delay, padding }: Mp3Info): Uint8Array {
  const [rateIndex, kbitsIndex] = [RATES.indexOf(rate), KBITS.indexOf(kbits)];
  if (rateIndex < 0 || kbitsIndex < 1) throw new RangeError(`MPEG-2 has no ${kbits} kbit/s at ${rate} Hz`);
  const size = Math.floor((72_000 * kbits) / rate);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set([0xff, 0xf3, (kbitsIndex << 4) | (rateIndex << 2), 0xc4]);
  let at = TAG_AT;
  const put = (...values: number[]) => {
    bytes.set(values, at);
    at += values.length;
  };
  const put32 = (value: number) => {
    view.setUint32(at, value);
    at += 4;
  };
  put(...Buffer.from('Info', 'latin1'));
  put32(15); // flags: frames, bytes, table of contents, quality
  put32(frames);
  put32(size * (frames + 1));
  for (let percent = 0; percent < 100; percent++) put(Math.floor(percent * 2.56));
  put32(50);
  put(...Buffer.from('LAME3.100', 'latin1'));
  put(1, rate / 200); // constant bit rate; low-pass cutoff in units of 100 Hz
  at += 8; // peak and replay gain: none
  put(0, kbits);
  put(delay >> 4, ((delay & 15) << 4) | (padding >> 8), padding & 255);
  at += 4; // source, MP3 gain, surround: none
  put32(size * (frames + 1));
  at += 2; // audio checksum: not known yet
  view.setUint16(at, crc16(bytes.subarray(0, at)));
  return bytes;
}

function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}
