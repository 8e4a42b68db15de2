import { Effort } from '../../../engine/effort.ts';
import type { Random } from '../../../runtime/random.ts';
import { inSet, matchesPattern } from './match.ts';
import type { CharSet, PatternNode } from './parse.ts';

/**
 * A text that matches the pattern, with a length between `least` and `most` code points. Undefined if none was found
 * within a bounded number of attempts.
 *
 * @example
 * patternText(parsePattern('^[A-Z]{3}-\\d{4}$')!, { random }); // 'KQX-4071'
 */
export function patternText(pattern: PatternNode, options: PatternTextOptions): string | undefined {
  const {
    random,
    least = 0,
    most = Number.POSITIVE_INFINITY,
    accepts = () => true,
    effort = new Effort(),
  } = options;
  const demands = demandsOf(pattern);
  for (let attempt = 0; attempt < 24 && !effort.exhausted; attempt++) {
    // Every other attempt also writes the content of positive lookarounds, in case nothing else produces it.
    const writesLooks = attempt % 2 === 1;
    const writer = new PatternWriter(random, writesLooks, Math.min(ROUNDS, effort.left));
    const target = attempt === 0 ? undefined : targetLength(pattern, least, most, attempt, random);
    let text = writer.write(pattern, target);
    effort.spend(40 + text.length + writer.rounds * 4);
    if (demands.length > 0 && !writesLooks && attempt % 3 !== 0) text = withDemands(text, demands, random);
    text = padded(text, pattern, least, random, effort);
    const length = lengthOf(text);
    if (length < least || length > most) continue;
    if (matchesPattern(pattern, text, effort) && accepts(text)) return text;
    // Long texts exceed the matcher's step limit, but without lookarounds they match by construction.
    if (length > 400 && demands.length === 0 && !writer.truncated && accepts(text)) {
      effort.remember(pattern, text);
      return text;
    }
  }
  return undefined;
}

export interface PatternTextOptions {
  readonly random: Random;
  readonly least?: number;
  readonly most?: number;
  /** A further condition, such as a second pattern. */
  readonly accepts?: (text: string) => boolean;
  readonly effort?: Effort;
}

/** Maximum characters of one text; longer ones are truncated. */
const CAPACITY = 40_000;
const ROUNDS = 100_000;

class PatternWriter {
  readonly #random: Random;
  readonly #groups = new Map<number, string>();
  #written = 0;
  readonly #writesLooks: boolean;
  readonly #most: number;
  #rounds = 0;

  constructor(random: Random, writesLooks: boolean, most: number) {
    this.#most = most;
    this.#random = random;
    this.#writesLooks = writesLooks;
  }

  get rounds(): number {
    return this.#rounds;
  }

  get truncated(): boolean {
    return this.#rounds > this.#most || this.#written > CAPACITY;
  }

  write(node: PatternNode, want: number | undefined): string {
    if (++this.#rounds > this.#most || this.#written > CAPACITY) return '';
    switch (node.kind) {
      case 'chars':
        this.#written++;
        return charOf(node.set, this.#random);
      case 'sequence':
        return this.#sequence(node.items, want);
      case 'choice':
        return this.write(this.#option(node.options, want), want);
      case 'repeat':
        return this.#repeat(node, want);
      case 'group': {
        const text = this.write(node.item, want);
        this.#groups.set(node.index, text);
        return text;
      }
      case 'reference': {
        const text = this.#groups.get(node.index) ?? '';
        this.#written += text.length;
        return text;
      }
      case 'look':
        return this.#writesLooks && !node.negated ? this.write(node.item, undefined) : '';
      default:
        return '';
    }
  }

  #sequence(items: readonly PatternNode[], want: number | undefined): string {
    const pieces: string[] = [];
    let spare = want === undefined ? 0 : want - items.reduce((sum, item) => sum + item.least, 0);
    let flexible = items.filter((item) => item.most > item.least).length;
    for (const item of items) {
      if (want === undefined || item.most <= item.least) {
        pieces.push(this.write(item, want === undefined ? undefined : item.least));
        continue;
      }
      const share = Math.min(item.most - item.least, Math.max(0, Math.ceil(spare / flexible)));
      flexible--;
      const piece = this.write(item, item.least + share);
      spare -= Math.max(0, lengthOf(piece) - item.least);
      pieces.push(piece);
    }
    return pieces.join('');
  }

  #option(options: readonly PatternNode[], want: number | undefined): PatternNode {
    if (want === undefined) return this.#random.pick(options);
    const distance = (option: PatternNode) => Math.max(option.least - want, want - option.most, 0);
    const nearest = options.reduce(
      (best, option) => Math.min(best, distance(option)),
      Number.POSITIVE_INFINITY,
    );
    return this.#random.pick(options.filter((option) => distance(option) === nearest));
  }

  #repeat(node: PatternNode & { kind: 'repeat' }, want: number | undefined): string {
    const { item, min, max } = node;
    if (item.most === 0) return '';
    const count = want === undefined ? this.#naturalCount(min, max) : countFor(item, min, max, want);
    const pieces: string[] = [];
    let left = want;
    for (let round = 0; round < count && !this.truncated; round++) {
      const share = left === undefined ? undefined : Math.max(0, Math.round(left / (count - round)));
      const piece = this.write(item, share);
      if (left !== undefined) left -= lengthOf(piece);
      pieces.push(piece);
    }
    return pieces.join('');
  }

  #naturalCount(min: number, max: number): number {
    if (max === 1) return min === 1 || this.#random.chance(0.6) ? 1 : 0;
    if (max === min) return min;
    const low = Math.max(min, 1);
    return this.#random.between(low, Math.max(low, Math.min(max, low + (min > 8 ? 2 : 6))));
  }
}

function countFor(item: PatternNode, min: number, max: number, want: number): number {
  const each = Math.max(1, item.least);
  const count =
    item.most < each * 2 || item.most === 1 ? Math.floor(want / each) : Math.round(want / Math.max(each, 6));
  const needed = item.most === Number.POSITIVE_INFINITY ? 1 : Math.ceil(want / item.most);
  return Math.min(max, Math.max(min, Math.max(count, want > 0 ? needed : 0)));
}

function targetLength(
  pattern: PatternNode,
  least: number,
  most: number,
  attempt: number,
  random: Random,
): number {
  const low = Math.max(least, pattern.least);
  const high = Math.max(low, Math.min(most, pattern.most, low + 8 + attempt * 2));
  if (attempt === 1) return low;
  if (attempt === 2) return high;
  return random.between(low, high);
}

/** Extends a text that is too short, if the pattern is not anchored at both ends. */
function padded(text: string, pattern: PatternNode, least: number, random: Random, effort: Effort): string {
  const missing = least - lengthOf(text);
  if (missing <= 0 || missing > CAPACITY) return text;
  const filler = Array.from({ length: missing }, () => charOf(LETTERS, random)).join('');
  // A space preserves word boundaries.
  const apart = ` ${filler.slice(1)}`;
  const longer = [text + filler, filler + text, text + apart, `${filler.slice(1)} ${text}`];
  return longer.find((each) => matchesPattern(pattern, each, effort)) ?? text;
}

/** Character sets required by positive lookaheads, such as "at least one digit". */
function demandsOf(pattern: PatternNode): readonly CharSet[] {
  const demands: CharSet[] = [];
  const visit = (node: PatternNode, inLook: boolean): void => {
    if (demands.length >= 32) return;
    if (node.kind === 'chars' && inLook) demands.push(node.set);
    else if (node.kind === 'sequence') for (const item of node.items) visit(item, inLook);
    else if (node.kind === 'choice') visit(node.options[0] as PatternNode, inLook);
    else if (node.kind === 'group') visit(node.item, inLook);
    else if (node.kind === 'repeat' && (node.min > 0 || !inLook)) visit(node.item, inLook);
    else if (node.kind === 'look') {
      if (!node.negated) visit(node.item, true);
      else if (demands.length === 0) demands.push(LETTERS);
    }
  };
  visit(pattern, false);
  return demands;
}

function withDemands(text: string, demands: readonly CharSet[], random: Random): string {
  const letters = Array.from(text);
  const places = letters.map((_, index) => index);
  for (const set of demands) {
    if (places.length === 0) break;
    const [place] = places.splice(random.int(places.length), 1);
    letters[place as number] = charOf(set, random);
  }
  return letters.join('');
}

const LETTERS: CharSet = [[97, 122]];
/** Preferred characters, best first. */
const FRIENDLY: readonly CharSet[] = [
  [[97, 122]],
  [[48, 57]],
  [[65, 90]],
  [[32, 32]],
  [[33, 126]],
  [[0x1f600, 0x1f64f]],
  [[0xa1, 0x17f]],
  [[0x391, 0x3a9]],
  [[0x4e00, 0x4fff]],
];

/** One character of a set, a preferred one if it has any. */
export function charOf(set: CharSet, random: Random): string {
  const only = set.length === 1 ? set[0] : undefined;
  if (only !== undefined && only[0] === only[1]) return String.fromCodePoint(only[0]);
  const span = set.reduce((sum, [low, high]) => sum + high - low + 1, 0);
  if (span <= 128 && set.every(([low]) => low > 32)) return pickFrom(set, span, random);
  for (const friendly of FRIENDLY) {
    const [low, high] = friendly[0] as readonly [number, number];
    const offset = random.int(high - low + 1);
    for (let step = 0; step <= high - low; step++) {
      const point = low + ((offset + step) % (high - low + 1));
      if (inSet(set, point)) return String.fromCodePoint(point);
    }
  }
  const first = set.find(([low, high]) => high < 0xd800 || low > 0xdfff) ?? set[0];
  return first === undefined ? '' : String.fromCodePoint(first[0]);
}

function pickFrom(set: CharSet, span: number, random: Random): string {
  let index = random.int(span);
  for (const [low, high] of set) {
    if (index <= high - low) return String.fromCodePoint(low + index);
    index -= high - low + 1;
  }
  return '';
}

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
