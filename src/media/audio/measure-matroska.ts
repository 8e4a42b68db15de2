import type { Steps } from '../../runtime/steps.ts';
import type { AudioMeasure } from './audio-measure.ts';
import { opusSeconds } from './opus-packet.ts';

/** Master elements to descend into. Elements neither listed here nor read below are skipped. */
const MASTERS = new Set([
  0x18538067, // Segment
  0x1549a966, // Info
  0x1654ae6b, // Tracks
  0x1f43b675, // Cluster
  0xa0, // BlockGroup
]);
const EBML = 0x1a45dfa3;
const TRACK = 0xae;
const TIMESTAMP_SCALE = 0x2ad7b1;
const CLUSTER_TIMESTAMP = 0xe7;
const BLOCK = 0xa1;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_DURATION = 0x9b;
const DISCARD_PADDING = 0x75a2;

const TRACK_NUMBER = 0xd7;
const TRACK_TYPE = 0x83;
const CODEC_ID = 0x86;
const CODEC_DELAY = 0x56aa;
const DEFAULT_DURATION = 0x23e383;
const AUDIO = 2;

/** Maximum number of elements of a file: in 25 MB of the sparsest sound, each has more than twelve bytes. */
const MOST_ELEMENTS = 2_000_000;

/** Elements read in one step. */
const STEP = 4096;

/** Maximum number of tracks looked at, and of elements in each. */
const MOST_TRACKS = 64;
const MOST_TRACK_ELEMENTS = 1000;

/**
 * Longest plausible gap between two blocks, in seconds; recorders write one at least this often, even for
 * silence.
 */
const LONGEST_STEP = 10;

/**
 * Duration of the first audio track of a WebM or Matroska file (RFC 9559), from the start of its first block
 * to the end of its last: live recordings do not state a duration. Undefined without an audio track.
 */
export function* measureMatroska(bytes: Uint8Array): Steps<AudioMeasure | undefined> {
  if (bytes.length < 8) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== EBML) return;
  const reading = new Reading(view);
  let seen = 0;
  for (const element of elements(view, 0, bytes.length)) {
    if (++seen > MOST_ELEMENTS) return;
    if (seen % STEP === 0) yield;
    reading.add(element);
  }
  const seconds = reading.seconds();
  return seconds === undefined ? undefined : { format: 'webm', seconds };
}

interface Track {
  number: number;
  type: number;
  codec: string;
  /** Seconds. */
  delay: number;
  blockSeconds: number;
}

class Reading {
  readonly #view: DataView;
  #scale = 1e-3;
  #track: Track | undefined;
  #tracks = 0;
  #cluster = 0;
  #blocks = 0;
  #first = 0;
  #last = 0;
  #lastSeconds = 0;
  #step = 0;
  #discarded = 0;
  #isOwn = false;

  constructor(view: DataView) {
    this.#view = view;
  }

  add({ id, start, end }: Element): void {
    switch (id) {
      case TIMESTAMP_SCALE:
        this.#scale = unsigned(this.#view, start, end) / 1e9;
        break;
      case TRACK:
        this.#addTrack(start, end);
        break;
      case CLUSTER_TIMESTAMP:
        this.#cluster = unsigned(this.#view, start, end);
        break;
      case BLOCK:
      case SIMPLE_BLOCK:
        this.#addBlock(start, end);
        break;
      case BLOCK_DURATION:
        if (this.#isOwn) this.#lastSeconds = unsigned(this.#view, start, end) * this.#scale;
        break;
      case DISCARD_PADDING:
        if (this.#isOwn) this.#discarded = unsigned(this.#view, start, end) / 1e9;
        break;
    }
  }

  seconds(): number | undefined {
    const { delay = 0 } = this.#track ?? {};
    const whole = this.#last + (this.#lastSeconds || this.#step) - this.#first;
    if (this.#blocks === 0 || !(whole <= this.#blocks * LONGEST_STEP)) return undefined;
    return Math.max(0, whole - delay - (this.#discarded < whole ? this.#discarded : 0));
  }

  #addTrack(start: number, end: number): void {
    if (this.#track || ++this.#tracks > MOST_TRACKS) return;
    const view = this.#view;
    const track: Track = { number: 0, type: 0, codec: '', delay: 0, blockSeconds: 0 };
    let seen = 0;
    for (const { id, start: from, end: to } of elements(view, start, end)) {
      if (++seen > MOST_TRACK_ELEMENTS) break;
      if (id === TRACK_NUMBER) track.number = unsigned(view, from, to);
      if (id === TRACK_TYPE) track.type = unsigned(view, from, to);
      if (id === CODEC_ID) track.codec = text(view, from, Math.min(to, from + 16));
      if (id === CODEC_DELAY) track.delay = unsigned(view, from, to) / 1e9;
      if (id === DEFAULT_DURATION) track.blockSeconds = unsigned(view, from, to) / 1e9;
    }
    if (track.type === AUDIO) this.#track = track;
  }

  #addBlock(start: number, end: number): void {
    const view = this.#view;
    const number = readNumber(view, start, end);
    const at = start + number.length;
    this.#isOwn = this.#track !== undefined && number.value === this.#track.number && at + 3 < end;
    const track = this.#track;
    if (!track || !this.#isOwn) return;
    const time = (this.#cluster + view.getInt16(at)) * this.#scale;
    const isLaced = (view.getUint8(at + 2) & 0x06) !== 0;
    const frames = isLaced ? view.getUint8(at + 3) + 1 : 1;
    if (this.#blocks === 0) this.#first = time;
    else if (time > this.#last) this.#step = time - this.#last;
    // Blocks of one track are in order; a timestamp that goes backwards is an error and ignored.
    if (this.#blocks > 0 && time < this.#last) return;
    this.#blocks++;
    this.#last = time;
    const isOpus = track.codec === 'A_OPUS' && !isLaced;
    this.#lastSeconds = isOpus
      ? opusSeconds(new Uint8Array(view.buffer, view.byteOffset + at + 3, end - at - 3))
      : track.blockSeconds * frames;
    this.#discarded = 0;
  }
}

interface Element {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Iterates the elements from `start` to `end`. Master elements are empty and followed by their children. This
 * also handles live recordings, which leave the sizes of master elements unknown.
 */
function* elements(view: DataView, start: number, end: number): Generator<Element> {
  for (let at = start; at + 2 <= end; ) {
    const idLength = Math.clz32(view.getUint8(at)) - 23;
    if (idLength > 4 || at + idLength >= end) return;
    let id = 0;
    for (let index = 0; index < idLength; index++) id = id * 256 + view.getUint8(at + index);
    const size = readNumber(view, at + idLength, end);
    if (size.length === 0) return;
    const from = at + idLength + size.length;
    if (MASTERS.has(id)) {
      yield { id, start: from, end: from };
      at = from;
      continue;
    }
    if (size.isOpen || from + size.value > end) return; // truncated
    yield { id, start: from, end: from + size.value };
    at = from + size.value;
  }
}

/**
 * Reads a variable-length number. `length` is 0 if there is none; `isOpen` is true if all value bits are set
 * ("unknown").
 */
function readNumber(
  view: DataView,
  at: number,
  end: number,
): { value: number; length: number; isOpen: boolean } {
  const none = { value: 0, length: 0, isOpen: false };
  if (at >= end) return none;
  const lead = view.getUint8(at);
  const length = Math.clz32(lead) - 23;
  if (length > 8 || at + length > end) return none;
  let value = lead & (0xff >> length);
  let isOpen = value === 0xff >> length;
  for (let index = 1; index < length; index++) {
    const byte = view.getUint8(at + index);
    isOpen &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value, length, isOpen };
}

function unsigned(view: DataView, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < Math.min(end, start + 8); at++) value = value * 256 + view.getUint8(at);
  return value;
}

function text(view: DataView, start: number, end: number): string {
  let characters = '';
  for (let at = start; at < end; at++) characters += String.fromCharCode(view.getUint8(at));
  return characters.replace(/\0+$/, '');
}
