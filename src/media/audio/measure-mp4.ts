import type { Steps } from '../../runtime/steps.ts';
import type { AudioMeasure } from './audio-measure.ts';

/** No codec puts more than this into one sample of a track. */
const MOST_SECONDS_PER_SAMPLE = 10;

/** Maximum number of boxes to read at the top of a file: enough for a day of short fragments. */
const MOST_BOXES = 200_000;

/** Maximum number of boxes to read inside another one. */
const MOST_CHILDREN = 1000;

/** Boxes at the top of a file read in one step. */
const BOXES = 1024;

/** Rows of a table read in one step. */
const ROWS = 2 ** 15;

const FIRST_BOXES = new Set(['ftyp', 'styp', 'moov', 'moof', 'mdat', 'free', 'skip', 'wide']);

/**
 * Duration of the first audio track of an MP4, M4A or QuickTime file (ISO/IEC 14496-12), from its sample
 * table or its fragments; an edit list that skips the encoder delay is honoured. Undefined without an audio
 * track, if the data are truncated, or if the tables claim more samples than the bytes could hold.
 */
export function* measureMp4(bytes: Uint8Array): Steps<AudioMeasure | undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 16 || !FIRST_BOXES.has(name(view, 4))) return;
  let track: Track | undefined;
  const fragments: Box[] = [];
  let pending: Box | undefined;
  let seen = 0;
  for (const box of boxes(view, 0, bytes.length, MOST_BOXES)) {
    if (++seen % BOXES === 0) yield;
    if (box.type === 'moov') track ??= yield* soundTrack(view, box);
    if (box.type === 'moof' && !box.isCut) pending = box;
    if (box.type !== 'mdat') continue;
    if (pending === undefined && box.isCut) return;
    // Ignore a truncated fragment.
    if (pending !== undefined && !box.isCut) fragments.push(pending);
    pending = undefined;
  }
  if (!track) return;
  const ticks = { ...track.ticks };
  for (const fragment of fragments) {
    yield;
    yield* addFragment(view, fragment, track, ticks);
  }
  const seconds = ticks.duration / track.timescale;
  if (ticks.samples === 0 || ticks.samples > bytes.length) return;
  if (!(seconds <= ticks.samples * MOST_SECONDS_PER_SAMPLE)) return;
  const isEdited = track.editedSeconds > 0 && track.editedSeconds < seconds;
  return { format: 'mp4', seconds: isEdited ? track.editedSeconds : seconds };
}

interface Ticks {
  samples: number;
  /** In units of the track's time scale. */
  duration: number;
}

interface Track {
  readonly id: number;
  readonly timescale: number;
  readonly ticks: Ticks;
  /** Duration that the edit list plays; 0 without one. */
  readonly editedSeconds: number;
  /** Duration of fragment samples that do not state their own. */
  readonly defaultDuration: number;
}

function* soundTrack(view: DataView, moov: Box): Steps<Track | undefined> {
  const header = child(view, moov, 'mvhd');
  const movieScale = header ? integer(view, header, versionOf(view, header) === 1 ? 20 : 12) : 0;
  for (const trak of boxes(view, moov.start, moov.end)) {
    yield;
    if (trak.type !== 'trak') continue;
    const media = child(view, trak, 'mdia');
    const handler = media && child(view, media, 'hdlr');
    if (!media || !handler || handler.start + 12 > handler.end || name(view, handler.start + 8) !== 'soun')
      continue;
    const mediaHeader = child(view, media, 'mdhd');
    const trackHeader = child(view, trak, 'tkhd');
    if (!mediaHeader || !trackHeader) continue;
    const timescale = integer(view, mediaHeader, versionOf(view, mediaHeader) === 1 ? 20 : 12);
    if (timescale === 0) continue;
    const id = integer(view, trackHeader, versionOf(view, trackHeader) === 1 ? 20 : 12);
    const edits = path(view, trak, 'edts', 'elst');
    return {
      id,
      timescale,
      ticks: yield* tableOf(view, path(view, media, 'minf', 'stbl', 'stts')),
      editedSeconds: edits && movieScale > 0 ? (yield* editedTicks(view, edits)) / movieScale : 0,
      defaultDuration: defaultDuration(view, child(view, moov, 'mvex'), id),
    };
  }
  return undefined;
}

/** Number and total duration of the samples in the track's own sample table. */
function* tableOf(view: DataView, stts: Box | undefined): Steps<Ticks> {
  const ticks: Ticks = { samples: 0, duration: 0 };
  if (!stts) return ticks;
  const entries = integer(view, stts, 4);
  for (let index = 0, at = stts.start + 8; index < entries && at + 8 <= stts.end; index++, at += 8) {
    if (index % ROWS === ROWS - 1) yield;
    const count = view.getUint32(at);
    ticks.samples += count;
    ticks.duration += count * view.getUint32(at + 4);
  }
  return ticks;
}

function* editedTicks(view: DataView, list: Box): Steps<number> {
  const isLong = versionOf(view, list) === 1;
  const step = isLong ? 20 : 12;
  const entries = integer(view, list, 4);
  let ticks = 0;
  for (let index = 0, at = list.start + 8; index < entries && at + step <= list.end; index++, at += step) {
    if (index % ROWS === ROWS - 1) yield;
    const length = isLong ? view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4) : view.getUint32(at);
    const from = view.getInt32(at + (isLong ? 8 : 4));
    // A negative start time is an empty edit, i.e. a pause.
    if (from >= 0) ticks += length;
  }
  return ticks;
}

function defaultDuration(view: DataView, extends_: Box | undefined, id: number): number {
  if (!extends_) return 0;
  for (const box of boxes(view, extends_.start, extends_.end)) {
    if (box.type === 'trex' && integer(view, box, 4) === id) return integer(view, box, 12);
  }
  return 0;
}

function* addFragment(view: DataView, moof: Box, track: Track, ticks: Ticks): Steps<void> {
  for (const traf of boxes(view, moof.start, moof.end)) {
    yield;
    if (traf.type !== 'traf') continue;
    const header = child(view, traf, 'tfhd');
    if (!header || integer(view, header, 4) !== track.id) continue;
    const flags = integer(view, header, 0) & 0xffffff;
    const at = 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0);
    const usual = flags & 8 ? integer(view, header, at) : track.defaultDuration;
    for (const run of boxes(view, traf.start, traf.end)) {
      if (run.type === 'trun') yield* addRun(view, run, usual, ticks);
    }
  }
}

function* addRun(view: DataView, run: Box, usual: number, ticks: Ticks): Steps<void> {
  const flags = integer(view, run, 0) & 0xffffff;
  const count = integer(view, run, 4);
  ticks.samples += count;
  if ((flags & 0x100) === 0) {
    ticks.duration += count * usual;
    return;
  }
  const step = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  const first = run.start + 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
  for (let index = 0, at = first; index < count && at + 4 <= run.end; index++, at += step) {
    if (index % ROWS === ROWS - 1) yield;
    ticks.duration += view.getUint32(at);
  }
}

interface Box {
  readonly type: string;
  /** Start of the box's content. */
  readonly start: number;
  readonly end: number;
  /** Whether the box extends past the end of its parent. */
  readonly isCut: boolean;
}

function* boxes(view: DataView, start: number, end: number, most = MOST_CHILDREN): Generator<Box> {
  for (let at = start, seen = 0; at + 8 <= end && seen < most; seen++) {
    const short = view.getUint32(at);
    const isLong = short === 1 && at + 16 <= end;
    const long = isLong ? view.getUint32(at + 8) * 2 ** 32 + view.getUint32(at + 12) : short;
    const size = short === 0 ? end - at : long;
    const head = isLong ? 16 : 8;
    if (size < head) return;
    const last = Math.min(at + size, end);
    yield { type: name(view, at + 4), start: at + head, end: last, isCut: at + size > end };
    at = last;
  }
}

function child(view: DataView, parent: Box, type: string): Box | undefined {
  for (const box of boxes(view, parent.start, parent.end)) if (box.type === type) return box;
  return undefined;
}

function path(view: DataView, parent: Box, ...types: readonly string[]): Box | undefined {
  return types.reduce<Box | undefined>((box, type) => box && child(view, box, type), parent);
}

const versionOf = (view: DataView, box: Box): number => integer(view, box, 0) >>> 24;

/** 32-bit integer at an offset into the box's content; 0 past its end. */
function integer(view: DataView, box: Box, offset: number): number {
  return box.start + offset + 4 <= box.end ? view.getUint32(box.start + offset) : 0;
}

function name(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
}
