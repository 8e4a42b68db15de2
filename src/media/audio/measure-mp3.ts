import type { Steps } from '../../runtime/steps.ts';
import type { AudioMeasure } from './audio-measure.ts';

/**
 * kbit/s by bit rate index, for Layers I, II and III of MPEG-1, then of MPEG-2. Index 0 is free format, 15 is
 * invalid.
 */
const BITRATES_1 = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
];
const BITRATES_2 = [
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
/** Hz by version bits and index; version bits 1 are reserved. */
const RATES = [[11_025, 12_000, 8000], [], [22_050, 24_000, 16_000], [44_100, 48_000, 32_000]];

/** How far into the file the first frame may start, in bytes. */
const FURTHEST_START = 65_536;

/** Frames, or positions searched for one, in one step. */
const STEP = 8192;

/**
 * Walks the frames of an MPEG audio stream of any layer and adds up their samples. This is exact for constant
 * and variable bit rates and for truncated files. A frame that only carries a Xing, Info or VBRI table is not
 * counted, nor is the encoder padding that the table states. ID3v2 tags are skipped; free-format streams are
 * not supported.
 */
export function* measureMp3(bytes: Uint8Array): Steps<AudioMeasure | undefined> {
  const start = afterId3(bytes);
  let at = start;
  let seconds = 0;
  let padding = 0;
  let frames = 0;
  let layer = 3;
  let inStream = false;
  for (let seen = 1; at + 4 <= bytes.length; seen++) {
    if (seen % STEP === 0) yield;
    const frame = frameAt(bytes, at);
    // While unsynchronised, random bytes look like a header now and then, but hardly twice at the right
    // distance.
    if (!frame || (!inStream && !confirmed(bytes, at, frame))) {
      if (frames === 0 && at - start > FURTHEST_START) return;
      inStream = false;
      at++;
      continue;
    }
    if (at + frame.length > bytes.length) break;
    inStream = true;
    if (frames > 0 || !carriesTable(bytes, at, frame)) seconds += frame.seconds;
    else padding = paddingOf(bytes, at, frame);
    if (frames === 0) layer = frame.layer;
    frames++;
    at += frame.length;
  }
  if (frames === 0) return;
  return { format: layer === 3 ? 'mp3' : 'mpga', seconds: padding < seconds ? seconds - padding : seconds };
}

interface Frame {
  readonly layer: number;
  readonly length: number;
  readonly rate: number;
  readonly seconds: number;
  /** Bytes of side information after the header. */
  readonly side: number;
}

function frameAt(bytes: Uint8Array, at: number): Frame | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1]! & 0xe0) !== 0xe0) return;
  const layer = 4 - ((bytes[at + 1]! >> 1) & 3);
  const version = (bytes[at + 1]! >> 3) & 3;
  const first = version === 3;
  const kbits = (first ? BITRATES_1 : BITRATES_2)[layer - 1]?.[bytes[at + 2]! >> 4];
  const rate = RATES[version]?.[(bytes[at + 2]! >> 2) & 3];
  if (!kbits || !rate) return;
  const samples = layer === 1 ? 384 : layer === 2 || first ? 1152 : 576;
  // Layer I uses slots of four bytes.
  const slot = layer === 1 ? 4 : 1;
  const padding = (bytes[at + 2]! >> 1) & 1;
  const mono = bytes[at + 3]! >> 6 === 3;
  return {
    layer,
    length: (Math.floor(((samples / 8 / slot) * kbits * 1000) / rate) + padding) * slot,
    rate,
    seconds: samples / rate,
    side: first ? (mono ? 17 : 32) : mono ? 9 : 17,
  };
}

function confirmed(bytes: Uint8Array, at: number, frame: Frame): boolean {
  const next = at + frame.length;
  return next === bytes.length || (next + 4 <= bytes.length && frameAt(bytes, next) !== undefined);
}

function carriesTable(bytes: Uint8Array, at: number, frame: Frame): boolean {
  const mark = tag(bytes, at + 4 + frame.side);
  return mark === 'Xing' || mark === 'Info' || tag(bytes, at + 36) === 'VBRI';
}

/**
 * Encoder padding before and after the sound, in seconds, as LAME and compatible encoders store it after the
 * Xing table.
 */
function paddingOf(bytes: Uint8Array, at: number, frame: Frame): number {
  const table = at + 4 + frame.side;
  const flags = bytes[table + 7]!;
  const end =
    table + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  if (end + 24 > at + frame.length || !/^L(?:AME|avc|avf)/.test(tag(bytes, end))) return 0;
  const before = (bytes[end + 21]! << 4) | (bytes[end + 22]! >> 4);
  const after = ((bytes[end + 22]! & 15) << 8) | bytes[end + 23]!;
  return (before + after) / frame.rate;
}

/** Maximum number of consecutive tags to skip. */
const MOST_TAGS = 16;

/** The offset after the leading ID3v2 tags. */
export function afterId3(bytes: Uint8Array): number {
  let at = 0;
  for (
    let tags = 0;
    tags < MOST_TAGS && tag(bytes, at).startsWith('ID3') && at + 10 <= bytes.length;
    tags++
  ) {
    let size = 0;
    for (let index = 6; index < 10; index++) size = size * 128 + (bytes[at + index]! & 0x7f);
    const footer = bytes[at + 5]! & 0x10 ? 10 : 0;
    at += 10 + size + footer;
  }
  return at;
}

function tag(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
