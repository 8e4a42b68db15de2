import type { Effort } from '../../../engine/effort.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import type { Random } from '../../../runtime/random.ts';
import type { Facts } from '../facts/facts.ts';
import { keyOf } from '../facts/literals.ts';
import { stemOf, tokensOf, wordsOf } from '../facts/words.ts';
import { isObject } from '../schema/resolve.ts';
import type { Shape } from '../schema/shape.ts';
import { noValues, type Values } from '../values/values.ts';
import { formatNamed } from './formats.ts';
import { Mentions } from './mentions.ts';
import { SOLVED, type Subject, subjectOf, THING_NAMES } from './plausible.ts';

/** The position of a value in an answer. */
export interface Place {
  /** The property's name; for items, the name of the array. */
  readonly name: string;
  readonly words: readonly string[];
  /** The words of the enclosing property's name, or of the schema's name. */
  readonly owner: readonly string[];
  /** The index in the nearest enclosing array. */
  readonly index: number | undefined;
  readonly depth: number;
  /** The path from the root: property names and indexes. */
  readonly path: readonly (string | number)[];
  /** The schemas of all enclosing values, to detect recursion. */
  readonly above: readonly object[];
  /** True on retries: facts and other first suggestions are skipped. */
  readonly plain: boolean;
  readonly attempt?: number;
}

/** Proposes values: first from the conversation, then typical values for properties of that name. */
export class Suggestions {
  readonly mentions: Mentions;
  readonly #facts: Facts;
  readonly #random: Random;
  readonly #values: Values;
  readonly #isFunction: boolean;
  /** The fact each property took, so that sender and recipient differ, for example. */
  readonly #taken = new Map<Subject, Map<string, number>>();
  /** Cached, because a list may ask for the same facts thousands of times. */
  readonly #offers = new Map<Subject, readonly (string | number)[]>();

  constructor(facts: Facts, random: Random, effort: Effort, values = noValues, isFunction = false) {
    this.#facts = facts;
    this.#values = values;
    this.#isFunction = isFunction;
    this.mentions = new Mentions(facts, effort);
    this.#random = random;
  }

  /** Candidates for a string, best first. They need not be valid. */
  *texts(shape: Shape, place: Place): Generator<string> {
    const subject = this.#subject(shape, place);
    if (!place.plain) {
      const read = this.#values.at(place.path);
      if (typeof read === 'string' || typeof read === 'number') yield String(read);
      const stated = this.#stated(place);
      if (stated !== undefined) yield stated;
      for (const name of shape.formats) {
        const offered = formatNamed(name)?.facts(this.#facts) ?? [];
        const fact = offered[place.index ?? 0] ?? (place.index === undefined ? offered[0] : undefined);
        if (fact !== undefined) yield fact;
      }
      const fact = this.#fact(subject, place, 'string');
      if (fact !== undefined) yield String(fact);
      for (const suggestion of shape.suggestions) if (typeof suggestion === 'string') yield suggestion;
      const example = exampleIn(shape.description);
      if (example !== undefined && place.index === undefined) yield example;
    }
    if (subject === undefined) return;
    if (!place.plain && (place.index ?? 0) === 0 && this.#facts.topic !== '')
      yield* subject.about?.(this.#facts.topic) ?? [];
    const samples = subject.samples.filter((sample) => typeof sample === 'string');
    const start = place.index ?? this.#random.int(Math.max(1, samples.length));
    for (let step = 0; step < samples.length; step++)
      yield samples[(start + step) % samples.length] as string;
  }

  /** Candidates for a number, best first. */
  numbers(shape: Shape, place: Place): number[] {
    const found: number[] = [];
    const subject = this.#subject(shape, place);
    if (!place.plain) {
      const read = this.#values.at(place.path);
      if (typeof read === 'number') found.push(read);
      else if (typeof read === 'string' && Number.isFinite(Number(read))) found.push(Number(read));
      const stated = Number(
        this.#stated(place)
          ?.replace(/[$€£,%]/g, '')
          .trim() || Number.NaN,
      );
      if (Number.isFinite(stated)) found.push(stated);
      const [solved] = SOLVED.facts?.(this.#facts) ?? [];
      if (typeof solved === 'number' && place.words.some((word) => SOLUTION_WORDS.has(word)))
        found.push(solved);
      const fact = Number(this.#fact(subject, place, 'number') ?? Number.NaN);
      if (Number.isFinite(fact) && (subject === undefined || !GENERAL.has(subject))) found.push(fact);
      const stems = new Set(place.words.map(stemOf));
      const counted = this.#facts.quantities.filter(({ words }) => words.some((word) => stems.has(word)));
      const near = counted[place.index ?? 0] ?? (place.index === undefined ? counted[0] : undefined);
      if (near !== undefined) found.push(near.value);
      if (Number.isFinite(fact)) found.push(fact);
      const listed = place.index === undefined ? undefined : this.#facts.quantities[place.index];
      if (listed !== undefined && (subject === undefined || GENERAL.has(subject))) found.push(listed.value);
      const letter =
        place.name.length === 1
          ? this.#facts.quantities['abcdxyz'.indexOf(place.name.toLowerCase()) % 4]?.value
          : undefined;
      if (letter !== undefined) found.push(letter);
      for (const suggestion of shape.suggestions) if (typeof suggestion === 'number') found.push(suggestion);
    }
    const samples = subject?.samples.filter((sample) => typeof sample === 'number') ?? [];
    if (samples.length > 0) {
      found.push(
        samples[
          place.index === undefined ? this.#random.int(samples.length) : place.index % samples.length
        ] as number,
      );
    }
    return found;
  }

  flag(shape: Shape, place: Place): boolean {
    if (place.plain) return place.attempt === undefined ? this.#random.chance(0.5) : place.attempt % 2 === 0;
    const read = this.#values.at(place.path);
    if (typeof read === 'boolean') return read;
    const stated = this.#stated(place)?.toLowerCase();
    if (stated !== undefined && /^(?:yes|true|on|no|false|off)\b/.test(stated))
      return /^(?:yes|true|on)/.test(stated);
    const named = wordsOf(place.words.filter((word) => !FLAG_WORDS.has(word)).join(' '));
    if (named.length > 0 && named.every((word) => this.#facts.words.has(word)))
      return !this.#isNegated(named[0] as string);
    for (const suggestion of shape.suggestions) if (typeof suggestion === 'boolean') return suggestion;
    // What is said of others, but not of this, does not hold.
    return this.#isFunction || !this.#values.isEmpty ? false : this.#random.chance(0.6);
  }

  /** Enum values, those mentioned in the request first, null last. */
  *ranked(values: readonly unknown[], place: Place): Generator<unknown> {
    const stated = this.#stated({ ...place, index: undefined })?.toLowerCase();
    const read = place.plain ? undefined : this.#values.at(place.path);
    if (read !== undefined && values.includes(read)) yield read;
    const mentioned = place.plain ? [] : this.mentions.among(values, place.name, stated);
    // List items take the values in turn.
    for (let step = 0; step < mentioned.length; step++) {
      yield mentioned[((place.index ?? 0) + step) % mentioned.length];
    }
    const turn = place.attempt === undefined ? place.index : (place.index ?? 0) + place.attempt;
    const start = turn === undefined ? this.#random.int(values.length || 1) : turn;
    for (let step = 0; step < values.length; step++) {
      const value = values[(start + step) % values.length];
      if (value !== null) yield value;
    }
    if (values.includes(null)) yield null;
  }

  /** The natural length of a list: the number of facts for it, otherwise 2 or 3. */
  lengthOf(shape: Shape, place: Place, items: readonly JsonSchema[]): number {
    const read = this.#values.lengthAt(place.path);
    if (read !== undefined) return read;
    const subject = this.#subject(shape, place);
    const stems = new Set(place.words.map(stemOf));
    const asked = this.#facts.quantities.find(
      ({ value, words }) => value > 0 && words.some((word) => stems.has(word)),
    );
    if (asked !== undefined) return Math.min(20, Math.ceil(asked.value));
    const offered = this.#offered(subject).length;
    if (offered > 0 && subject !== undefined && !GENERAL.has(subject)) return Math.min(20, offered);
    for (const item of items) {
      if (!isObject(item)) continue;
      const rows = this.#rowsOf(item);
      if (rows > 0) return Math.min(20, rows);
      if (item.format !== undefined) {
        const formatted = formatNamed(String(item.format))?.facts(this.#facts).length ?? 0;
        if (formatted > 0) return Math.min(20, formatted);
      }
      if ((item.type === 'number' || item.type === 'integer') && this.#facts.quantities.length > 0)
        return Math.min(20, this.#facts.quantities.length);
    }
    return this.#random.between(2, 3);
  }

  /** Filler text for a property without any better suggestion. */
  phrase(place: Place): string {
    const subject = this.words(place);
    if (subject === '') {
      const sentence = this.#random.pick(SENTENCES);
      return place.attempt === undefined ? sentence : `${sentence} (${(place.index ?? 0) + 1})`;
    }
    const adjective = this.#random.pick(ADJECTIVES);
    const ordinal = place.index === undefined ? '' : ` ${place.index + 1}`;
    const variant = place.attempt === undefined ? '' : ` ${place.attempt}`;
    return `${adjective} ${subject}${ordinal}${variant}`;
  }

  words(place: Place): string {
    return place.words.slice(0, 6).join(' ');
  }

  /** Whether the request states the value of this place clearly. */
  isSureOf(place: Place): boolean {
    return !place.plain && this.#values.isSureOf(place.path);
  }

  /** The type of the value that the request states for a place whose type is open. */
  typeAt(place: Place): 'string' | 'number' | 'boolean' | undefined {
    const value = place.plain ? undefined : this.#values.at(place.path);
    const type = typeof value;
    return type === 'string' || type === 'number' || type === 'boolean' ? type : undefined;
  }

  /** Whether the request states a value for a property or for something in it. */
  states(path: readonly (string | number)[]): boolean {
    return this.#values.speaksOf(path);
  }

  /**
   * Whether the request leaves a property out: it states values for others. True as well for arguments of functions,
   * where nothing is invented.
   */
  leavesOut(path: readonly (string | number)[]): boolean {
    return (this.#isFunction || !this.#values.isEmpty) && !this.#values.speaksOf(path);
  }

  #stated(place: Place): string | undefined {
    if (place.name === '' || (place.index !== undefined && place.index > 0)) return undefined;
    const key = keyOf(place.name);
    return (place.depth === 1 ? this.#facts.given?.get(key) : undefined) ?? this.#facts.fields.get(key);
  }

  #subject(shape: Shape, place: Place): Subject | undefined {
    const { words, owner } = place;
    const [only] = words;
    // `to` and `from` of a message are addresses; elsewhere they may be places.
    if (words.length === 1 && ADDRESSED.has(only ?? '') && owner.some((word) => MESSAGES.has(stemOf(word)))) {
      return subjectOf([this.#facts.emails.length > 0 || owner.includes('email') ? 'email' : 'recipient']);
    }
    if (words.length === 0) return owner.length > 0 ? subjectOf(owner) : undefined;
    if (stemOf(only ?? '') === 'unit' && owner.some((word) => WEATHER.has(word))) return subjectOf(['scale']);
    if (words.length === 1 && (words[0] === 'name' || words[0] === 'title')) {
      if (owner.some((word) => THING_NAMES.has(stemOf(word)))) return subjectOf(['title']);
      if (words[0] === 'name') {
        const holder = subjectOf(owner);
        return holder?.named === true ? holder : subjectOf(['name']);
      }
    }
    return subjectOf(words) ?? describedSubject(shape.description);
  }

  #fact(subject: Subject | undefined, place: Place, type: 'string' | 'number'): string | number | undefined {
    const all = this.#offered(subject);
    const suits = (fact: string | number) =>
      type === 'string'
        ? typeof fact === 'string' || all.length > 0
        : Number.isFinite(Number(fact)) && fact !== '';
    const offered = all.filter(suits);
    if (subject === undefined || offered.length === 0) return undefined;
    // For a string, prefer the solution as text, such as `x = 3`, to the number.
    if (type === 'string')
      offered.sort((a, b) => Number(typeof a === 'number') - Number(typeof b === 'number'));
    if (place.index !== undefined) return offered[place.index];
    const taken = this.#taken.get(subject) ?? new Map<string, number>();
    this.#taken.set(subject, taken);
    const key = `${place.owner.join(' ')} ${place.name}`;
    const turn = taken.get(key) ?? taken.size;
    taken.set(key, turn);
    if (turn < offered.length) return offered[turn];
    return subject.distinct === true ? undefined : offered.at(-1);
  }

  #offered(subject: Subject | undefined): readonly (string | number)[] {
    if (subject === undefined) return [];
    const known = this.#offers.get(subject) ?? subject.facts?.(this.#facts) ?? [];
    this.#offers.set(subject, known);
    return known;
  }

  #isNegated(word: string): boolean {
    const tokens = tokensOf(this.#facts.text);
    const at = tokens.findIndex((token) => stemOf(token) === word);
    return tokens.slice(Math.max(0, at - 3), at).some((token) => NEGATIONS.has(token));
  }

  /** The number of objects of this schema that facts could fill: one per person, place or amount. */
  #rowsOf(item: { readonly [keyword: string]: unknown }): number {
    if (!isObject(item.properties)) return 0;
    if (this.#facts.solution !== undefined && Object.hasOwn(item.properties, 'explanation'))
      return this.#facts.solution.steps.length;
    let rows = 0;
    for (const name of Object.keys(item.properties).slice(0, 30)) {
      const subject = subjectOf(tokensOf(name));
      if (subject === undefined || GENERAL.has(subject)) continue;
      rows = Math.max(rows, this.#offered(subject).length);
    }
    return rows;
  }
}

const subjects = (...names: readonly string[]) =>
  names.map((name) => subjectOf(name.split(' '))).filter((subject) => subject !== undefined);
/** Subjects that accept any fact, so that the number of facts means nothing. */
const GENERAL: ReadonlySet<Subject> = new Set(
  subjects('quantity', 'title', 'query', 'answer', 'explanation', 'description', 'id', 'url'),
);

const ADDRESSED = new Set(['to', 'from', 'recipient', 'recipients', 'address']);
const MESSAGES = new Set(['email', 'mail', 'message', 'send', 'sms', 'invite']);
const WEATHER = new Set(['weather', 'temperature', 'forecast']);
const SOLUTION_WORDS = new Set(['answer', 'result', 'solution', 'x', 'value', 'sum', 'total', 'output']);
const FLAG_WORDS = new Set(
  'is are has have was can should will include includes enable enabled use with needs requires'.split(' '),
);
const NEGATIONS = new Set(['not', 'no', 'without', 'never', 'don', 'isn', 'doesn', 'exclude', 'disable']);
const ADJECTIVES = ['typical', 'notable', 'simple', 'common', 'useful'];
const SENTENCES = [
  'The essentials are clear and easy to follow.',
  'Everything needed is in place.',
  'This covers the main points.',
];

function exampleIn(description: string): string | undefined {
  const match = /(?:\be\.g\.?,?|\bfor example,?|\bsuch as|\bexample:) ["'“`]?([^"'”`\n()]{1,60})/i.exec(
    description,
  );
  return match?.[1]?.replace(/[.,;\s]+$/, '').replace(/^["'“`]/, '');
}

function describedSubject(description: string): Subject | undefined {
  const words = tokensOf(description.slice(0, 200)).slice(0, 12);
  for (let index = 0; index < words.length; index++) {
    const found =
      subjectOf(
        words.slice(index, index + 2).length === 2 ? [words.slice(index, index + 2).join(' ')] : [],
      ) ?? subjectOf([words[index] as string]);
    if (found !== undefined && !GENERAL.has(found)) return found;
  }
  return undefined;
}
