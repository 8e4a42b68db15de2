import type { Steps } from '../../runtime/steps.ts';

/** Hashes of a sample of the byte sequences in a sound, in ascending order. */
export type AudioFingerprint = Uint32Array;

/** Hashes kept per sound; gives a similarity estimate within about 0.05. */
const SIZE = 128;

/**
 * Bytes in a sequence after its first four: short enough that most sequences lie within one frame, even for
 * small codec frames.
 */
const LENGTH = 8;

/** On average one position in this many starts a sequence, selected by the four bytes there. */
const SPACING = 32;
const SHIFT = 32 - Math.log2(SPACING);

/** Bytes read from the beginning: 40 seconds of samples at 24 kHz, minutes of anything compressed. */
const WINDOW = 2 * 2 ** 20;

/** Bytes read in one step. */
const STEP = 2 ** 17;

/** With fewer sequences than this, similarity is not estimated. */
const LEAST = 8;

/**
 * A sketch that recognises a copy of a sound in a different file: another container, other headers or tags,
 * or trimmed. Positions are selected by content, so they do not depend on the offset, and the sequences with
 * the smallest hashes are kept (a bottom-k sketch: Broder, "On the resemblance and containment of documents",
 * 1997). A re-encoded copy does not match. Only the first 2 MiB of a file are read.
 */
export function* audioFingerprint(bytes: Uint8Array): Steps<AudioFingerprint> {
  const fingerprinter = createAudioFingerprinter();
  for (let at = 0; at < Math.min(bytes.length, WINDOW); at += STEP) {
    if (at > 0) yield;
    fingerprinter.add(bytes.subarray(at, at + STEP));
  }
  return fingerprinter.fingerprint();
}

/** Computes the fingerprint of a sound that arrives in chunks; the chunking does not affect the result. */
export interface AudioFingerprinter {
  add(piece: Uint8Array): void;
  fingerprint(): AudioFingerprint;
}

export function createAudioFingerprinter(): AudioFingerprinter {
  const sketch = new Smallest();
  let word = 0;
  let room = WINDOW;
  /** The tail of the last chunk, too short to hold a complete sequence. */
  let rest: Uint8Array = new Uint8Array(0);
  return {
    add(piece) {
      const part = piece.subarray(0, room);
      if (part.length === 0) return;
      room -= part.length;
      const bytes = rest.length === 0 ? part : Buffer.concat([rest, part]);
      const end = Math.max(0, bytes.length - LENGTH);
      for (let at = 0; at < end; at++) {
        word = (word << 8) | bytes[at]!;
        if (Math.imul(word, 0x9e3779b1) >>> SHIFT !== 0) continue;
        // Skip repeated bytes: silence and padding occur in every file.
        if (word === ((word << 8) | (word >>> 24))) continue;
        sketch.add(hash(word, bytes, at + 1));
      }
      rest = bytes.slice(end);
    },
    fingerprint: () => sketch.toFingerprint(),
  };
}

/**
 * Estimates the fraction of all sequences of two sounds that occur in both, 0 to 1; 0 if either has too few.
 */
export function likeness(one: AudioFingerprint, other: AudioFingerprint): number {
  if (one.length < LEAST || other.length < LEAST) return 0;
  // Among the smallest hashes of the union, count those in both.
  let shared = 0;
  let seen = 0;
  for (let left = 0, right = 0; seen < SIZE && (left < one.length || right < other.length); seen++) {
    const a = one[left] ?? Number.POSITIVE_INFINITY;
    const b = other[right] ?? Number.POSITIVE_INFINITY;
    if (a === b) shared++;
    if (a <= b) left++;
    if (b <= a) right++;
  }
  return seen === 0 ? 0 : shared / seen;
}

function hash(seed: number, bytes: Uint8Array, start: number): number {
  let value = seed;
  for (let at = start; at < start + LENGTH; at++) value = Math.imul(value ^ bytes[at]!, 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

/** Keeps the {@link SIZE} smallest distinct numbers added. */
class Smallest {
  #kept = new Uint32Array(SIZE * 8);
  #count = 0;
  #bound = 2 ** 32;

  add(value: number): void {
    if (value >= this.#bound) return;
    this.#kept[this.#count++] = value;
    if (this.#count === this.#kept.length) this.#shrink();
  }

  toFingerprint(): AudioFingerprint {
    this.#shrink();
    return this.#kept.slice(0, this.#count);
  }

  #shrink(): void {
    const sorted = this.#kept.subarray(0, this.#count).sort();
    let count = 0;
    for (let index = 0; index < sorted.length && count < SIZE; index++) {
      if (index === 0 || sorted[index] !== sorted[index - 1]) sorted[count++] = sorted[index]!;
    }
    this.#count = count;
    if (count === SIZE) this.#bound = sorted[SIZE - 1]!;
  }
}
