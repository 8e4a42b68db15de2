import type { AudioMeasure } from './measure-audio.ts';

/** kbit/s by bitrate index, Layer III. Index 0 is free format, 15 invalid. */
const BITRATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BITRATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
/** Hz by version bits and index; version 1 of the bits is reserved. */
const RATES = [[11_025, 12_000, 8000], [], [22_050, 24_000, 16_000], [44_100, 48_000, 32_000]];

/** Bytes of something else that may come before the first frame. */
const FURTHEST_START = 65_536;

/**
 * Walks the frames of an MPEG audio Layer III stream and adds up their samples, which is the truth for
 * constant and variable bit rates alike, and for files cut short. The frame that only carries a Xing, Info or
 * VBRI table is not sound. ID3v2 tags are skipped; free-format streams are not read.
 */
export function measureMp3(bytes: Uint8Array): AudioMeasure | undefined {
  const start = afterId3(bytes);
  let at = start;
  let seconds = 0;
  let frames = 0;
  let inStream = false;
  while (at + 4 <= bytes.length) {
    const frame = frameAt(bytes, at);
    // Out of step, a chance pattern looks like a header once in a while, but hardly twice in the right
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
    frames++;
    at += frame.length;
  }
  return frames > 0 ? { format: 'mp3', seconds } : undefined;
}

interface Frame {
  readonly length: number;
  readonly seconds: number;
  /** Bytes of side information behind the header. */
  readonly side: number;
}

function frameAt(bytes: Uint8Array, at: number): Frame | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1]! & 0xe6) !== 0xe2) return; // sync, Layer III
  const version = (bytes[at + 1]! >> 3) & 3;
  const first = version === 3;
  const kbits = (first ? BITRATES_1 : BITRATES_2)[bytes[at + 2]! >> 4];
  const rate = RATES[version]?.[(bytes[at + 2]! >> 2) & 3];
  if (!kbits || !rate) return;
  const samples = first ? 1152 : 576;
  const padding = (bytes[at + 2]! >> 1) & 1;
  const mono = bytes[at + 3]! >> 6 === 3;
  return {
    length: Math.floor(((samples / 8) * kbits * 1000) / rate) + padding,
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

/** The offset behind the ID3v2 tags at the beginning. */
export function afterId3(bytes: Uint8Array): number {
  let at = 0;
  while (at + 10 <= bytes.length && tag(bytes, at).startsWith('ID3')) {
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
