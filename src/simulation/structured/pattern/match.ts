import { Effort } from '../../../engine/effort.ts';
import type { CharSet, PatternNode } from './parse.ts';

/**
 * Whether the pattern occurs in the text, like `RegExp.test`, but within a bounded number of steps. Returns false if the
 * match needs more steps or more effort than is left.
 *
 * @example
 * matchesPattern(parsePattern('^(a+)+$')!, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'); // false, at once
 */
export function matchesPattern(pattern: PatternNode, text: string, effort = new Effort()): boolean {
  if (effort.isWritten(pattern, text)) return true;
  const points = Array.from(text, (char) => char.codePointAt(0) as number);
  if (!effort.spend(15 + points.length)) return false;
  const matcher = new Matcher(points, Math.min(STEPS, effort.left));
  let found = false;
  for (let start = 0; start <= points.length && !found && !matcher.exhausted; start++) {
    found = matcher.matches(pattern, start);
  }
  effort.spend(matcher.steps);
  if (!found && matcher.exhausted) effort.doubt();
  return found;
}

export function inSet(set: CharSet, point: number): boolean {
  for (const [low, high] of set) {
    if (point < low) return false;
    if (point <= high) return true;
  }
  return false;
}

const STEPS = 50_000;
/** Maximum nested continuations, so that long texts cannot overflow the stack. */
const DEPTH = 1_000;

type Next = (at: number) => boolean;

class Matcher {
  readonly #text: readonly number[];
  readonly #groups = new Map<number, readonly [number, number]>();
  #steps = 0;
  #depth = 0;
  readonly #most: number;

  constructor(text: readonly number[], most: number) {
    this.#text = text;
    this.#most = most;
  }

  get steps(): number {
    return this.#steps;
  }

  get exhausted(): boolean {
    return this.#steps > this.#most;
  }

  matches(node: PatternNode, at: number): boolean {
    this.#groups.clear();
    return this.#match(node, at, () => true);
  }

  #match(node: PatternNode, at: number, next: Next): boolean {
    if (++this.#steps > this.#most) return false;
    if (this.#depth >= DEPTH) {
      this.#steps = this.#most + 1;
      return false;
    }
    this.#depth++;
    try {
      return this.#step(node, at, next);
    } finally {
      this.#depth--;
    }
  }

  #step(node: PatternNode, at: number, next: Next): boolean {
    switch (node.kind) {
      case 'chars': {
        const point = this.#text[at];
        return point !== undefined && inSet(node.set, point) && next(at + 1);
      }
      case 'sequence':
        return this.#sequence(node.items, 0, at, next);
      case 'choice':
        return node.options.some((option) => this.#match(option, at, next));
      case 'repeat':
        return node.item.kind === 'chars'
          ? this.#run(node.item.set, node.min, node.max, at, next)
          : this.#repeat(node.item, node.min, node.max, at, next);
      case 'group':
        return this.#group(node.index, node.item, at, next);
      case 'reference':
        return this.#reference(node.index, at, next);
      case 'start':
        return at === 0 && next(at);
      case 'end':
        return at === this.#text.length && next(at);
      case 'boundary':
        return (this.#isWord(at - 1) !== this.#isWord(at)) !== node.negated && next(at);
      case 'look':
        return this.#look(node.item, node.behind, at) !== node.negated && next(at);
    }
  }

  #sequence(items: readonly PatternNode[], index: number, at: number, next: Next): boolean {
    const item = items[index];
    if (item === undefined) return next(at);
    return this.#match(item, at, (end) => this.#sequence(items, index + 1, end, next));
  }

  #run(set: CharSet, min: number, max: number, at: number, next: Next): boolean {
    let count = 0;
    while (count < max && at + count < this.#text.length && inSet(set, this.#text[at + count] as number))
      count++;
    this.#steps += count;
    for (; count >= min; count--) {
      if (next(at + count)) return true;
      if (++this.#steps > this.#most) return false;
    }
    return false;
  }

  #repeat(item: PatternNode, min: number, max: number, at: number, next: Next): boolean {
    if (max > 0) {
      const again: Next = (end) => {
        // An empty iteration would repeat forever; it also satisfies any remaining minimum.
        if (end === at) return next(end);
        return this.#repeat(item, Math.max(0, min - 1), max - 1, end, next);
      };
      if (this.#match(item, at, again)) return true;
    }
    return min === 0 && next(at);
  }

  #group(index: number, item: PatternNode, at: number, next: Next): boolean {
    const before = this.#groups.get(index);
    const matched = this.#match(item, at, (end) => {
      const inner = this.#groups.get(index);
      this.#groups.set(index, [at, end]);
      if (next(end)) return true;
      if (inner !== undefined) this.#groups.set(index, inner);
      return false;
    });
    if (!matched && before !== undefined) this.#groups.set(index, before);
    return matched;
  }

  #reference(index: number, at: number, next: Next): boolean {
    const span = this.#groups.get(index);
    if (span === undefined) return next(at);
    const length = span[1] - span[0];
    this.#steps += length;
    for (let offset = 0; offset < length; offset++) {
      if (this.#text[span[0] + offset] !== this.#text[at + offset]) return false;
    }
    return next(at + length);
  }

  #look(item: PatternNode, behind: boolean, at: number): boolean {
    if (!behind) return this.#match(item, at, () => true);
    for (let start = at; start >= 0; start--) {
      if (this.#match(item, start, (end) => end === at)) return true;
    }
    return false;
  }

  #isWord(at: number): boolean {
    const point = this.#text[at];
    if (point === undefined) return false;
    return (
      (point >= 48 && point <= 57) ||
      (point >= 65 && point <= 90) ||
      point === 95 ||
      (point >= 97 && point <= 122)
    );
  }
}
