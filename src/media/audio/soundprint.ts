/** Some of the byte sequences that a sound is made of, by their hashes, ascending. */
export type Soundprint = Uint32Array;

/** Sequences kept: a likeness is then known to about 0.05. */
const SIZE = 128;

/** Bytes of one sequence behind its first four: so short that most of them lie within one frame, also of the smallest codecs. */
const LENGTH = 8;

/** One place of this many begins a sequence, chosen by the four bytes there. */
const SPACING = 32;
const SHIFT = 32 - Math.log2(SPACING);

/** Bytes read, from the beginning: 40 seconds of samples at 24 kHz, minutes of anything compressed. */
const WINDOW = 2 * 2 ** 20;

/** Fewer sequences than this say nothing. */
const LEAST = 8;

/**
 * A sketch by which a copy of a sound is known again that is not the same file: put into another container, with another
 * header or tags, or trimmed. Places are chosen by their content, so they do not move with their offset, and of the sequences there
 * those with the smallest hashes are kept (a bottom-k sketch: Broder, "On the resemblance and containment of documents",
 * 1997). What was decoded and coded again is another sound. Only the first 2 MiB of a file are read.
 */
export function soundprint(bytes: Uint8Array): Soundprint {
  const printer = createSoundprinter();
  printer.add(bytes);
  return printer.print();
}

/** Makes the print of a sound that comes in pieces; however it is divided, the print is the same. */
export interface Soundprinter {
  add(piece: Uint8Array): void;
  print(): Soundprint;
}

export function createSoundprinter(): Soundprinter {
  const sketch = new Smallest();
  let word = 0;
  let room = WINDOW;
  /** The end of the last piece, in which no sequence could begin that ends there too. */
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
        // Silence, padding and the like are in every file.
        if (word === ((word << 8) | (word >>> 24))) continue;
        sketch.add(hash(word, bytes, at + 1));
      }
      rest = bytes.slice(end);
    },
    print: () => sketch.toPrint(),
  };
}

/** The share of all sequences of two sounds that both have, 0 to 1; 0 where either has too few to tell. */
export function likeness(one: Soundprint, other: Soundprint): number {
  if (one.length < LEAST || other.length < LEAST) return 0;
  // Of the smallest of both together: how many are in each?
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

/** The {@link SIZE} smallest of many numbers, each once. */
class Smallest {
  #kept = new Uint32Array(SIZE * 8);
  #count = 0;
  #bound = 2 ** 32;

  add(value: number): void {
    if (value >= this.#bound) return;
    this.#kept[this.#count++] = value;
    if (this.#count === this.#kept.length) this.#shrink();
  }

  toPrint(): Soundprint {
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
