import type { Effort } from '../../../engine/effort.ts';
import type { Random } from '../../../runtime/random.ts';
import { type Automaton, automatonOf, type Condition, conditionsOf } from './automaton.ts';
import { charOf } from './generate.ts';

/**
 * The texts that satisfy several conditions, found by searching the product of their automata, which works even if such
 * texts are rare. `none` is proof that there is no such text. `unknown` means that the conditions use unsupported
 * lookarounds or back references, or that the search was not completed.
 *
 * @example
 * const texts = commonTexts([{ node: parsePattern('^a*b$')!, negated: false }, { node: parsePattern('aa')!, negated: true }], options);
 * texts.kind === 'some' && texts.write(random); // 'ab'
 */
export function commonTexts(conditions: readonly Condition[], options: CommonTextOptions): CommonTexts {
  const { least, most, effort } = options;
  const plain: Condition[] = [];
  for (const condition of conditions) {
    const parts = conditionsOf(condition);
    if (parts === undefined) return UNKNOWN;
    plain.push(...parts);
  }
  const automaton = automatonOf(plain, effort);
  if (automaton === undefined || least > MOST_LENGTH) return UNKNOWN;
  // Lengths beyond the bounds need not be distinguished.
  const counted = most === Number.POSITIVE_INFINITY ? least : most;
  const search = new Search(automaton, least, most, counted, effort);
  const isComplete = search.run();
  if (search.goals.length === 0) return isComplete ? NONE : UNKNOWN;
  return { kind: 'some', write: (random) => search.text(random) };
}

export type CommonTexts =
  | { readonly kind: 'some'; readonly write: (random: Random) => string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

export interface CommonTextOptions {
  /** Bounds of the length in code points. */
  readonly least: number;
  readonly most: number;
  readonly effort: Effort;
}

const NONE: CommonTexts = { kind: 'none' };
const UNKNOWN: CommonTexts = { kind: 'unknown' };
const MOST_LENGTH = 2_000;
/** Maximum states visited, and maximum states visited once a text was found. */
const PLACES = 8_000;
const ENOUGH = 600;
/** Characters that a text may exceed the shortest one by. */
const EXTRA = 6;

interface Node {
  readonly at: readonly number[];
  readonly length: number;
  readonly edges: { readonly to: Node; readonly index: number }[];
  readonly from: Node[];
  /** Characters to the nearest state in which the text may end. */
  distance: number;
}

class Search {
  readonly goals: Node[] = [];
  readonly #automaton: Automaton;
  readonly #least: number;
  readonly #most: number;
  readonly #counted: number;
  readonly #effort: Effort;
  readonly #nodes = new Map<string, Node>();
  readonly #queue: Node[] = [];
  #isMeasured = false;

  constructor(automaton: Automaton, least: number, most: number, counted: number, effort: Effort) {
    this.#automaton = automaton;
    this.#least = least;
    this.#most = most;
    this.#counted = counted;
    this.#effort = effort;
  }

  /** Searches breadth first; true if every state was visited. */
  run(): boolean {
    this.#node(this.#automaton.start, 0);
    for (let next = 0; next < this.#queue.length; next++) {
      if (next > (this.goals.length > 0 ? ENOUGH : PLACES) || this.#effort.exhausted) return false;
      const node = this.#queue[next] as Node;
      if (node.length < this.#most) this.#expand(node);
    }
    return true;
  }

  #expand(node: Node): void {
    this.#effort.spend(this.#automaton.classes.length * (6 + node.at.length * 3));
    for (let index = 0; index < this.#automaton.classes.length; index++) {
      const at = this.#automaton.step(node.at, index);
      if (this.#automaton.isLost(at)) continue;
      const to = this.#node(at, Math.min(node.length + 1, this.#counted));
      node.edges.push({ to, index });
      to.from.push(node);
    }
  }

  #node(at: readonly number[], length: number): Node {
    const key = `${at.join()}:${length}`;
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const node: Node = { at, length, edges: [], from: [], distance: Number.POSITIVE_INFINITY };
    this.#nodes.set(key, node);
    this.#queue.push(node);
    if (length >= this.#least && this.#automaton.holds(at)) this.goals.push(node);
    return node;
  }

  text(random: Random): string {
    if (!this.#isMeasured) this.#measure();
    let node = this.#queue[0] as Node;
    let welcome = node.distance + random.int(EXTRA);
    let text = '';
    for (;;) {
      welcome--;
      if (node.distance === 0 && (welcome < 0 || node.edges.length === 0)) return text;
      this.#effort.spend(node.edges.length * 2 + 10);
      const { distance } = node;
      const near = node.edges.filter(({ to }) =>
        welcome < 0 ? to.distance < distance : Number.isFinite(to.distance),
      );
      if (near.length === 0) return text;
      const { to, index } = this.#pick(near, random);
      text += charOf(this.#automaton.classes[index]?.set ?? [], random);
      node = to;
    }
  }

  /** Computes the distance of each state to the nearest end, backwards from the ends. */
  #measure(): void {
    this.#isMeasured = true;
    const pending = [...this.goals];
    for (const goal of pending) goal.distance = 0;
    for (let next = 0; next < pending.length; next++) {
      const node = pending[next] as Node;
      for (const before of node.from) {
        if (before.distance !== Number.POSITIVE_INFINITY) continue;
        before.distance = node.distance + 1;
        pending.push(before);
      }
    }
  }

  #pick(edges: Node['edges'], random: Random): Node['edges'][number] {
    const weights = edges.map(({ index }) => this.#automaton.classes[index]?.weight ?? 0);
    let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
    const found = edges.find((_, index) => {
      left -= weights[index] ?? 0;
      return left <= 0;
    });
    return (found ?? edges.at(-1)) as Node['edges'][number];
  }
}
