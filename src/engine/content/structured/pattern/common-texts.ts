import type { Random } from '../../../../runtime/random.ts';
import type { Effort } from '../effort.ts';
import { type Automaton, automatonOf, type Condition, conditionsOf } from './automaton.ts';
import { charOf } from './generate.ts';

/**
 * The texts that meet several conditions at once, found by walking their automata side by side, so also where only few
 * texts do. `none` is a proof: there is no such text. `unknown`: the conditions have lookarounds or back references
 * in places that automata cannot serve, or the search ended before it was complete.
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
  // Lengths are told apart only as far as the bounds do.
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
/** Places looked at before the search is given up, and once something was found. */
const PLACES = 8_000;
const ENOUGH = 600;
/** Characters beyond the shortest text that are welcome. */
const EXTRA = 6;

interface Node {
  readonly at: readonly number[];
  readonly length: number;
  readonly edges: { readonly to: Node; readonly index: number }[];
  readonly from: Node[];
  /** Characters to the nearest place where the text may end. */
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

  /** Breadth first; true when every place was looked at. */
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
    this.#effort.spend(this.#automaton.classes.length);
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

  /** How far each place is from where the text may end, from there backwards. */
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
