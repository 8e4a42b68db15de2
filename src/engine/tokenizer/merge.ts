import type { Steps } from '../../runtime/steps.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Appends the tokens of `bytes[start..end)`, one piece of text, to `out`. Short pieces are done on return; for long
 * ones, all work is in the returned steps.
 */
export type Merge = (bytes: Uint8Array, start: number, end: number, out: number[]) => Steps<void> | undefined;

/**
 * Byte-pair merging of one piece of text: starting from single bytes, the pair of neighbours that forms the
 * lowest-numbered token is joined, leftmost first, until no pair forms one.
 *
 * Exact for every length. Short pieces are searched for their lowest pair again after each merge; long ones keep
 * a list of pairs per token, which takes O(n log n) at worst and O(n) on runs of one character.
 */
export function createMerge(vocabulary: Vocabulary): Merge {
  const mergeShort = createShortMerge(vocabulary);
  return (bytes, start, end, out) => {
    if (end - start > SHORT) return mergeLong(vocabulary, bytes, start, end, out);
    mergeShort(bytes, start, end, out);
    return undefined;
  };
}

/** Up to this many bytes, searching is faster than keeping lists. */
const SHORT = 96;
/** Pairs that are looked at between two yields: about half a millisecond. */
const PAIRS_PER_STEP = 4096;
const NONE = 0x7fff_ffff;

function createShortMerge(
  vocabulary: Vocabulary,
): (bytes: Uint8Array, start: number, end: number, out: number[]) => void {
  // Scratch space; empty between calls.
  const starts = new Int32Array(SHORT + 1);
  const ranks = new Int32Array(SHORT + 1);

  return (bytes, start, end, out) => {
    let parts = end - start;
    for (let index = 0; index <= parts; index++) starts[index] = start + index;
    for (let index = 0; index < parts; index++) ranks[index] = rankOf(bytes, index, parts);

    while (parts > 1) {
      let lowest = NONE;
      let chosen = -1;
      for (let index = 0; index < parts - 1; index++) {
        if (ranks[index]! < lowest) {
          lowest = ranks[index]!;
          chosen = index;
        }
      }
      if (chosen < 0) break;
      for (let index = chosen + 1; index < parts; index++) {
        starts[index] = starts[index + 1]!;
        ranks[index] = ranks[index + 1]!;
      }
      parts--;
      ranks[chosen] = rankOf(bytes, chosen, parts);
      if (chosen > 0) ranks[chosen - 1] = rankOf(bytes, chosen - 1, parts);
    }
    for (let index = 0; index < parts; index++) {
      out.push(vocabulary.find(bytes, starts[index]!, starts[index + 1]!));
    }
  };

  /** The token formed by part `index` and the next one. */
  function rankOf(bytes: Uint8Array, index: number, parts: number): number {
    if (index + 2 > parts) return NONE;
    const token = vocabulary.find(bytes, starts[index]!, starts[index + 2]!);
    return token < 0 ? NONE : token;
  }
}

/**
 * Merges all pairs of one token in a single pass from left to right, lowest token first. The order is the same
 * as searching again after every merge, because a merge never creates a pair that forms a lower token than its
 * own: every token of the vocabulary merges to itself, so the bytes of such a pair would have been joined
 * before. (A test checks this for the vocabularies.)
 */
function* mergeLong(
  vocabulary: Vocabulary,
  bytes: Uint8Array,
  start: number,
  end: number,
  out: number[],
): Steps<void> {
  const length = end - start;
  // A doubly linked list of parts, each identified by the offset of its first byte; `length` is the end.
  const next = new Int32Array(length + 1);
  const previous = new Int32Array(length + 1);
  // The token formed by a part and its successor.
  const formed = new Int32Array(length + 1).fill(-1);
  const pending = new Map<number, number[]>();
  const order: number[] = [];
  let work = 0;

  for (let index = 0; index <= length; index++) {
    next[index] = index + 1;
    previous[index] = index - 1;
  }
  for (let index = 0; index < length - 1; index++) {
    consider(index);
    if (++work % PAIRS_PER_STEP === 0) yield;
  }

  for (let token = popLowest(order); token !== undefined; token = popLowest(order)) {
    const positions = pending.get(token)!;
    pending.delete(token);
    if (!ascending(positions)) positions.sort((a, b) => a - b);
    for (const position of positions) {
      if (++work % PAIRS_PER_STEP === 0) yield;
      // Stale if a neighbour has been merged since the pair was recorded.
      if (formed[position] !== token) continue;
      const swallowed = next[position]!;
      const after = next[swallowed]!;
      next[position] = after;
      previous[after] = position;
      formed[swallowed] = -1;
      consider(position);
      if (position > 0) consider(previous[position]!);
    }
  }
  for (let position = 0; position < length; position = next[position]!) {
    out.push(vocabulary.find(bytes, start + position, start + next[position]!));
    if (++work % PAIRS_PER_STEP === 0) yield;
  }

  function consider(position: number): void {
    const second = next[position]!;
    const token = second < length ? vocabulary.find(bytes, start + position, start + next[second]!) : -1;
    formed[position] = token;
    if (token < 0) return;
    const positions = pending.get(token);
    if (positions) positions.push(position);
    else {
      pending.set(token, [position]);
      pushLowest(order, token);
    }
  }
}

function ascending(positions: readonly number[]): boolean {
  for (let index = 1; index < positions.length; index++)
    if (positions[index - 1]! > positions[index]!) return false;
  return true;
}

/** Binary min-heap. */
function pushLowest(heap: number[], value: number): void {
  let index = heap.length;
  heap.push(value);
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (heap[parent]! <= value) break;
    heap[index] = heap[parent]!;
    index = parent;
  }
  heap[index] = value;
}

function popLowest(heap: number[]): number | undefined {
  const lowest = heap[0];
  const value = heap.pop();
  if (value === undefined || heap.length === 0) return lowest;
  let index = 0;
  for (let child = 1; child < heap.length; child = 2 * index + 1) {
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= value) break;
    heap[index] = heap[child]!;
    index = child;
  }
  heap[index] = value;
  return lowest;
}
