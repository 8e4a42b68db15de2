import type { Steps } from '../../runtime/steps.ts';
import type { AudioMeasure } from './audio-measure.ts';

/** Opus counts at 48 kHz whatever the input rate; a packet holds at most 120 ms. */
const OPUS_RATE = 48_000;
const MOST_OPUS_SAMPLES = 5760;
const MOST_VORBIS_SAMPLES = 8192;
const MOST_FLAC_SAMPLES = 65_535;

/** Pages read in one step; each has up to 255 segments. */
const STEP = 256;

interface Stream {
  readonly format: 'opus' | 'vorbis' | 'flac';
  readonly rate: number;
  readonly skipped: number;
  readonly mostPerPacket: number;
}

/**
 * Walks the pages of an Ogg file to the last position of its first audio stream (Opus, Vorbis or FLAC).
 * Undefined if that position exceeds what the packets before it could hold.
 */
export function* measureOgg(bytes: Uint8Array): Steps<AudioMeasure | undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let stream: Stream | undefined;
  let serial = 0;
  let samples = 0;
  let packets = 0;
  for (let at = 0, pages = 1; at + 27 <= bytes.length && view.getUint32(at) === 0x4f676753; pages++) {
    if (pages % STEP === 0) yield;
    const segments = view.getUint8(at + 26);
    const body = at + 27 + segments;
    let end = body;
    for (let index = at + 27; index < Math.min(body, bytes.length); index++) end += bytes[index]!;
    if (end > bytes.length) break; // truncated: keep what was read so far
    if (!stream) {
      stream = opus(view, body, end) ?? vorbis(view, body, end) ?? flac(view, body, end);
      serial = view.getUint32(at + 14, true);
    }
    if (stream && view.getUint32(at + 14, true) === serial) {
      packets += segments;
      const high = view.getUint32(at + 10, true);
      // All bits set means that no packet ends on this page.
      if (high < 2 ** 31) samples = Math.max(samples, high * 2 ** 32 + view.getUint32(at + 6, true));
    }
    at = end;
  }
  if (!stream || samples > packets * stream.mostPerPacket) return;
  return { format: stream.format, seconds: Math.max(0, samples - stream.skipped) / stream.rate };
}

function opus(view: DataView, at: number, end: number): Stream | undefined {
  if (end - at < 19 || view.getUint32(at) !== 0x4f707573 || view.getUint32(at + 4) !== 0x48656164) return;
  const skipped = view.getUint16(at + 10, true);
  return { format: 'opus', rate: OPUS_RATE, skipped, mostPerPacket: MOST_OPUS_SAMPLES };
}

function vorbis(view: DataView, at: number, end: number): Stream | undefined {
  if (end - at < 30 || view.getUint32(at) !== 0x01766f72 || view.getUint32(at + 4, false) >>> 8 !== 0x626973)
    return;
  const rate = view.getUint32(at + 12, true);
  return rate === 0 ? undefined : { format: 'vorbis', rate, skipped: 0, mostPerPacket: MOST_VORBIS_SAMPLES };
}

function flac(view: DataView, at: number, end: number): Stream | undefined {
  if (end - at < 31 || view.getUint32(at) !== 0x7f464c41 || view.getUint8(at + 4) !== 0x43) return;
  const rate = view.getUint32(at + 27) >>> 12;
  return rate === 0 ? undefined : { format: 'flac', rate, skipped: 0, mostPerPacket: MOST_FLAC_SAMPLES };
}
