import type { Effort } from '../../../engine/effort.ts';
import { inSet } from './match.ts';
import { type CharSet, complement, type PatternNode } from './parse.ts';

/** A condition on a text: that a pattern matches it or, if negated, that it does not. */
export interface Condition {
  readonly node: PatternNode;
  readonly negated: boolean;
}

/**
 * Splits a condition into several without lookarounds. Undefined if that is impossible: only lookaheads directly after
 * `^` and lookbehinds directly before `$` can be split off; back references and word boundaries are not supported.
 */
export function conditionsOf({ node, negated }: Condition): readonly Condition[] | undefined {
  const items = node.kind === 'sequence' ? [...node.items] : [node];
  const conditions: Condition[] = [];
  if (items[0]?.kind === 'start') {
    for (let look = items[1]; look?.kind === 'look' && !look.behind; look = items[1]) {
      conditions.push({ node: sequence([items[0] as PatternNode, look.item]), negated: look.negated });
      items.splice(1, 1);
    }
  }
  if (items.at(-1)?.kind === 'end') {
    for (let look = items.at(-2); look?.kind === 'look' && look.behind; look = items.at(-2)) {
      conditions.push({ node: sequence([look.item, items.at(-1) as PatternNode]), negated: look.negated });
      items.splice(-2, 1);
    }
  }
  // The negation of a conjunction is not a conjunction.
  if (negated && conditions.length > 0) return undefined;
  conditions.push({ node: sequence(items), negated });
  return conditions.every((condition) => isRegular(condition.node)) ? conditions : undefined;
}

function sequence(items: readonly PatternNode[]): PatternNode {
  return {
    kind: 'sequence',
    items,
    least: items.reduce((sum, item) => sum + item.least, 0),
    most: items.reduce((sum, item) => sum + item.most, 0),
  };
}

function isRegular(node: PatternNode): boolean {
  if (node.kind === 'sequence') return node.items.every(isRegular);
  if (node.kind === 'choice') return node.options.every(isRegular);
  if (node.kind === 'repeat' || node.kind === 'group') return isRegular(node.item);
  return node.kind === 'chars' || node.kind === 'start' || node.kind === 'end' || nextOf(node) !== undefined;
}

/** What may follow a lookahead for one character or the end only, such as `(?!$)` and `(?=[a-z])`. */
function nextOf(node: PatternNode): { readonly set: CharSet; readonly end: boolean } | undefined {
  if (node.kind !== 'look' || node.behind) return undefined;
  const { item, negated } = node;
  if (item.kind === 'end') return negated ? { set: ANY, end: false } : { set: [], end: true };
  if (item.kind !== 'chars') return undefined;
  return negated ? { set: complement(item.set), end: true } : { set: item.set, end: false };
}

type State =
  | { readonly kind: 'chars'; readonly set: CharSet; next: number }
  | { readonly kind: 'split'; readonly next: number[] }
  | { readonly kind: 'start' | 'end'; next: number }
  | { readonly kind: 'ahead'; readonly set: CharSet; readonly end: boolean; next: number }
  | { readonly kind: 'accept' };

/** Maximum states of one automaton; larger patterns are not compiled. */
const STATES = 4_000;
const ACCEPT = 0;
const ANY: CharSet = [[0, 0x10ffff]];

/** The nondeterministic automaton of a pattern (Thompson's construction). State 0 accepts, whatever follows. */
class Program {
  readonly states: State[] = [{ kind: 'accept' }];
  readonly entry: number;
  isTooLarge = false;

  constructor(node: PatternNode) {
    const entry = this.#build(node, ACCEPT);
    this.entry = isAnchored(node) ? entry : this.#anywhere(entry);
  }

  #anywhere(entry: number): number {
    const next = [entry];
    const search = this.#add({ kind: 'split', next });
    next.push(this.#add({ kind: 'chars', set: ANY, next: search }));
    return search;
  }

  #add(state: State): number {
    if (this.states.length >= STATES) {
      this.isTooLarge = true;
      return ACCEPT;
    }
    return this.states.push(state) - 1;
  }

  #build(node: PatternNode, next: number): number {
    if (this.isTooLarge) return ACCEPT;
    switch (node.kind) {
      case 'chars':
        return this.#add({ kind: 'chars', set: node.set, next });
      case 'start':
      case 'end':
        return this.#add({ kind: node.kind, next });
      case 'sequence':
        return node.items.reduceRight((after, item) => this.#build(item, after), next);
      case 'choice':
        return this.#add({ kind: 'split', next: node.options.map((option) => this.#build(option, next)) });
      case 'repeat':
        return this.#repeat(node, next);
      case 'group':
        return this.#build(node.item, next);
      case 'look': {
        const ahead = nextOf(node);
        return ahead === undefined ? next : this.#add({ kind: 'ahead', ...ahead, next });
      }
      default:
        return next;
    }
  }

  #repeat({ item, min, max }: PatternNode & { kind: 'repeat' }, next: number): number {
    let entry = next;
    if (max === Number.POSITIVE_INFINITY) {
      const ways = [next];
      entry = this.#add({ kind: 'split', next: ways });
      ways.push(this.#build(item, entry));
    } else {
      for (let round = min; round < max && !this.isTooLarge; round++)
        entry = this.#add({ kind: 'split', next: [this.#build(item, entry), next] });
    }
    for (let round = 0; round < min && !this.isTooLarge; round++) entry = this.#build(item, entry);
    return entry;
  }
}

function isAnchored(node: PatternNode): boolean {
  if (node.kind === 'sequence') return node.items[0] !== undefined && isAnchored(node.items[0]);
  if (node.kind === 'choice') return node.options.every(isAnchored);
  return node.kind === 'group' ? isAnchored(node.item) : node.kind === 'start';
}

/** Characters that no condition distinguishes, and their weight when one is picked. */
export interface CharClass {
  readonly set: CharSet;
  readonly weight: number;
}

/** Maximum character sets of all conditions together, and maximum ranges they split the code points into. */
const SETS = 400;
const CUTS = 1_000;

/** Partitions the code points into classes that the sets do not distinguish; undefined if there are too many. */
function classesOf(sets: readonly CharSet[], effort: Effort): readonly CharClass[] | undefined {
  const cuts = new Set([0, 0xd800, 0xe000, 0x110000]);
  for (const set of sets) {
    for (const [low, high] of set) {
      cuts.add(low);
      cuts.add(high + 1);
    }
  }
  if (sets.length > SETS || cuts.size > CUTS) return undefined;
  if (!effort.spend(sets.length * cuts.size)) return undefined;
  const points = [...cuts].sort((a, b) => a - b);
  const classes = new Map<string, [number, number][]>();
  for (let index = 0; index + 1 < points.length; index++) {
    const low = points[index] as number;
    // Surrogates are not characters.
    if (low === 0xd800) continue;
    const mark = sets.map((set) => (inSet(set, low) ? '1' : '0')).join('');
    const found = classes.get(mark) ?? [];
    found.push([low, (points[index + 1] as number) - 1]);
    classes.set(mark, found);
  }
  return [...classes.values()].map((set) => ({ set, weight: weightOf(set) }));
}

/** Letters and digits have the highest weight, control characters the lowest. */
function weightOf(set: CharSet): number {
  let weight = 0.001;
  for (const [from, to, each] of [
    [48, 57, 1],
    [65, 90, 1],
    [97, 122, 1],
    [32, 126, 0.02],
    [0xa1, 0x24f, 0.002],
  ] as const) {
    for (const [low, high] of set) weight += each * Math.max(0, Math.min(high, to) - Math.max(low, from) + 1);
  }
  return weight;
}

/** The deterministic automaton of one condition, built lazily. */
class Walker {
  readonly negated: boolean;
  readonly #program: Program;
  readonly #classes: readonly CharClass[];
  readonly #effort: Effort;
  readonly #ids = new Map<string, number>();
  readonly #sets: (readonly number[])[] = [];
  readonly #accepting: boolean[] = [];
  readonly #steps: (number | undefined)[][] = [];

  constructor(condition: Condition, program: Program, classes: readonly CharClass[], effort: Effort) {
    this.negated = condition.negated;
    this.#program = program;
    this.#classes = classes;
    this.#effort = effort;
  }

  start(): number {
    return this.#enter(this.#closure([this.#program.entry], true, false), true);
  }

  /** Whether a text that ends in this state satisfies the condition. */
  holds(id: number): boolean {
    return this.#accepting[id] !== this.negated;
  }

  /** Whether no continuation from this state can satisfy the condition. */
  isLost(id: number): boolean {
    const set = this.#sets[id] as readonly number[];
    return this.negated ? set[0] === ACCEPT : set.length === 0;
  }

  step(id: number, index: number): number {
    const steps = this.#steps[id] as (number | undefined)[];
    let next = steps[index];
    if (next === undefined) {
      const point = this.#classes[index]?.set[0]?.[0] ?? 0;
      const reached: number[] = [];
      const pending = [...(this.#sets[id] as readonly number[])];
      const seen = new Set(pending);
      for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
        const state = this.#program.states[at] as State;
        if (state.kind === 'accept') reached.push(ACCEPT);
        else if (state.kind === 'chars' && inSet(state.set, point)) reached.push(state.next);
        else if (state.kind === 'ahead' && inSet(state.set, point)) {
          for (const each of this.#closure([state.next], false, false)) {
            if (seen.has(each)) continue;
            seen.add(each);
            pending.push(each);
          }
        }
      }
      this.#effort.spend(10 + seen.size * 2);
      next = this.#enter(this.#closure(reached, false, false), false);
      steps[index] = next;
    }
    return next;
  }

  #enter(set: readonly number[], isStart: boolean): number {
    const key = set.join();
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#sets.push(set) - 1;
    this.#ids.set(key, id);
    this.#accepting.push(this.#closure(set, isStart, true)[0] === ACCEPT);
    this.#steps.push([]);
    return id;
  }

  /** The states reachable without a character. Once the pattern has matched, only `ACCEPT` is kept. */
  #closure(from: readonly number[], isStart: boolean, isEnd: boolean): readonly number[] {
    const seen = new Set(from);
    const pending = [...from];
    const visit = (next: number) => {
      if (seen.has(next)) return;
      seen.add(next);
      pending.push(next);
    };
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const state = this.#program.states[at] as State;
      if (state.kind === 'split') state.next.forEach(visit);
      else if (state.kind === 'start' && isStart) visit(state.next);
      else if (isEnd && (state.kind === 'end' || (state.kind === 'ahead' && state.end))) visit(state.next);
    }
    this.#effort.spend(10 + seen.size * 6);
    if (seen.has(ACCEPT)) return [ACCEPT];
    const { states } = this.#program;
    // Keep states that consume a character or wait for the end; all other states have been followed already.
    const lasting = (at: number) => ['chars', 'end', 'ahead'].includes((states[at] as State).kind);
    return [...seen].filter(lasting).sort((a, b) => a - b);
  }
}

/** The product automaton of several conditions. */
export interface Automaton {
  readonly classes: readonly CharClass[];
  /** The state of each condition before the first character. */
  readonly start: readonly number[];
  readonly step: (at: readonly number[], index: number) => readonly number[];
  readonly holds: (at: readonly number[]) => boolean;
  readonly isLost: (at: readonly number[]) => boolean;
}

/** Builds the product automaton; undefined if the conditions are too large together. */
export function automatonOf(conditions: readonly Condition[], effort: Effort): Automaton | undefined {
  const programs: Program[] = [];
  const sets = new Map<string, CharSet>();
  for (const { node } of conditions) {
    const program = new Program(node);
    const { states, isTooLarge } = program;
    if (isTooLarge || !effort.spend(states.length * 8)) return undefined;
    programs.push(program);
    for (const state of states)
      if (state.kind === 'chars' || state.kind === 'ahead') sets.set(state.set.join(), state.set);
  }
  const classes = classesOf([...sets.values()], effort);
  if (classes === undefined) return undefined;
  const walkers = conditions.map(
    (condition, index) => new Walker(condition, programs[index] as Program, classes, effort),
  );
  return {
    classes,
    start: walkers.map((walker) => walker.start()),
    step: (at, index) => walkers.map((walker, each) => walker.step(at[each] as number, index)),
    holds: (at) => walkers.every((walker, each) => walker.holds(at[each] as number)),
    isLost: (at) => walkers.some((walker, each) => walker.isLost(at[each] as number)),
  };
}
