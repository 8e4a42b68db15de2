import type { Steps } from '../runtime/steps.ts';
import { fromDataUri } from './data-uri.ts';

/** What is known of a video. */
export interface VideoMeasure {
  /** Of a frame, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
}

/**
 * Measures a video in a `data:` URI. Nothing is fetched. `measure` is undefined for a format other than MP4 and QuickTime;
 * the result is undefined if it is no `data:` URI of a video.
 *
 * @example
 * finish(measureVideoUri('data:video/mp4;base64,AAAAIGZ0eXBpc29t…')); // { measure: { width: 640, height: 360, seconds: 5 } }
 */
export function* measureVideoUri(
  uri: string,
): Steps<{ readonly measure: VideoMeasure | undefined } | undefined> {
  const data = yield* fromDataUri(uri);
  if (data === undefined || !data.mediaType.startsWith('video/')) return undefined;
  return { measure: measureMp4(data.bytes) };
}

/**
 * The size and duration in the header of an MP4 or QuickTime file (ISO/IEC 14496-12, boxes `mvhd` and `tkhd`); undefined
 * without one.
 */
export function measureMp4(bytes: Uint8Array): VideoMeasure | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const movie = boxIn(view, { start: 0, end: view.byteLength }, 'moov');
  const header = movie && boxIn(view, movie, 'mvhd');
  if (movie === undefined || header === undefined) return undefined;
  const seconds = durationOf(view, header);
  for (const track of boxesIn(view, movie)) {
    if (track.type !== 'trak') continue;
    const tkhd = boxIn(view, track, 'tkhd');
    // Width and height are the last members, with 16 bits behind the point. Those of sound are 0.
    if (tkhd === undefined || tkhd.end - tkhd.start < 8) continue;
    const width = Math.round(view.getUint32(tkhd.end - 8) / 65_536);
    const height = Math.round(view.getUint32(tkhd.end - 4) / 65_536);
    if (width > 0 && height > 0 && seconds !== undefined) return { width, height, seconds };
  }
  return undefined;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Box extends Range {
  readonly type: string;
}

function boxIn(view: DataView, range: Range, type: string): Box | undefined {
  for (const box of boxesIn(view, range)) if (box.type === type) return box;
  return undefined;
}

/** Boxes that are looked at on one level. */
const MOST_BOXES = 1000;

function* boxesIn(view: DataView, { start, end }: Range): Generator<Box> {
  for (let at = start, seen = 0; at + 8 <= end && seen < MOST_BOXES; seen++) {
    const short = view.getUint32(at);
    const isLong = short === 1 && at + 16 <= end;
    const size = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? end - at : short;
    const header = isLong ? 16 : 8;
    if (size < header || at + size > end) return;
    const type = String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at + 4, 4));
    yield { type, start: at + header, end: at + size };
    at += size;
  }
}

/** Of a `mvhd` box, whose version 1 has longer times. */
function durationOf(view: DataView, { start, end }: Range): number | undefined {
  if (end - start < 20) return undefined;
  const isLong = view.getUint8(start) === 1;
  if (isLong && end - start < 32) return undefined;
  const scale = view.getUint32(start + (isLong ? 20 : 12));
  const duration = isLong ? Number(view.getBigUint64(start + 24)) : view.getUint32(start + 16);
  return scale === 0 ? undefined : duration / scale;
}
